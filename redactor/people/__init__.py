"""People: mentions in all documents become persons with one label each."""

from redactor.people.cast import CAST_FILES, find_cast, read_cast
from redactor.people.memory import Memory
from redactor.people.resolve import resolve

__all__ = ["CAST_FILES", "Memory", "find_cast", "read_cast", "resolve"]
