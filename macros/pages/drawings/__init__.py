"""Diagrams of the method: what they say and where it stands, one module a diagram; no HTML is made here.

Each module has a function from the organisation to a ``Diagram``. ``macros.pages.diagrams`` puts them on
pages.
"""
