"""View objects, fragments and the composition of pages."""
