"""People: mentions in all documents become persons with one label each."""

from redactor.people.cast import find_cast, read_cast
from redactor.people.memory import Memory
from redactor.people.resolve import resolve

__all__ = ["Memory", "find_cast", "read_cast", "resolve"]
