"""Office documents made from the records."""
