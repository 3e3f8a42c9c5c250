"""Formats: one file each, reading and writing; :func:`format_for` is the registry."""
