"""The organisation in a stylesheet: its colour, readable in light and dark, and what paper's margins say."""

from datetime import date

from macros.portfolio.wording import day
from macros.records.colours import WHITE, parse, readable_on, text_on, written
from macros.records.models import Organisation

DARK = (30, 33, 41)
"""The page's background in Material's slate scheme, roughly; in its default scheme it is white."""


def stylesheet(organisation: Organisation, today: date) -> str:
    """Material's colour variables for the header, links and marks; name, day and page number on paper."""
    accent = organisation.accent
    colour = parse(accent)
    on_accent = text_on(colour)
    light, dark = written(readable_on(WHITE, colour)), written(readable_on(DARK, colour))
    return f"""/* Made from organisation.yml. */
:root {{
  --md-primary-fg-color: {accent};
  --md-primary-fg-color--light: {accent};
  --md-primary-fg-color--dark: {accent};
  --md-primary-bg-color: {written(on_accent)};
  --md-primary-bg-color--light: {written(on_accent)};
  --md-accent-bg-color: {written(WHITE)};
  --pmo-accent: {accent};
}}
[data-md-color-scheme] {{
  --md-typeset-a-color: {light};
  --md-accent-fg-color: {light};
  --pmo-accent-text: {light};
}}
@media screen {{
  [data-md-color-scheme="slate"] {{
    --md-typeset-a-color: {dark};
    --md-accent-fg-color: {dark};
    --pmo-accent-text: {dark};
  }}
}}
@page {{
  @top-left {{ content: {_quoted(f"{organisation.name}, {organisation.pmo}")}; }}
  @top-right {{ content: {_quoted(f"As at {day(today)}")}; }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); }}
}}
"""


def _quoted(text: str) -> str:
    """``text`` as a string of CSS: all but plain letters and digits by number (CSS Syntax 3, 4.3.7)."""
    signs = (sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in text)
    return f'"{"".join(signs)}"'
