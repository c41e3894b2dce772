"""The records in open formats."""
