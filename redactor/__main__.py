"""``python -m redactor`` and the ``redactor`` command."""

from __future__ import annotations

from redactor.cli import main

if __name__ == "__main__":
    main()

__all__ = ["main"]
