"""Formats: one file each, reading and writing; :func:`format_for` is the registry's door."""

from redactor.formats.handling import USUAL, Handling, handled
from redactor.formats.protocol import BANNER, Codec, Format, Reading
from redactor.formats.registry import format_for, read_document, supported_extensions

__all__ = ["BANNER", "USUAL", "Codec", "Format", "Handling", "Reading", "format_for", "handled", "read_document",
           "supported_extensions"]
