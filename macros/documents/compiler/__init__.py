"""The compiler of templates: a text source and data in, Office files out."""
