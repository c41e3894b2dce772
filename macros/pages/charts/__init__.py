"""Charts: geometry as plain view objects, one module a kind of chart; no HTML is made here.

Each module has a function from plain data and a ``Layout`` to a view object, or to ``None`` where there is
nothing to show. ``macros.pages.chart_figures`` has them drawn, as ``parts.Figure`` with their table.
"""
