"""Changes that records need for a new version of the product; see ``scripts/upgrading/migrating.py``."""
