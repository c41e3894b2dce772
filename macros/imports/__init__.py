"""Registers kept elsewhere, as tables, into records. Reads, converts and composes; writes nothing."""
