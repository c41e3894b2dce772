"""Colours as red, green and blue of 0 to 255, and what makes text on them readable."""

from .vocabulary import Rating

BLACK = (0, 0, 0)
WHITE = (255, 255, 255)
READABLE = 4.5
"""Contrast of text against its background (WCAG 2.2, 1.4.3)."""

SRGB_KNEE = 0.04045
"""Where the sRGB curve turns from a line into a power."""

RATING_COLOURS = {
    Rating.GREEN: ("#CDEAD4", "#0B4B22"),
    Rating.AMBER: ("#FFE7B3", "#5A3A00"),
    Rating.RED: ("#F9D0CC", "#7D140D"),
}
"""Ground and ink of ratings in Office files, each at least 7 to 1; the word stands there as well."""

Colour = tuple[int, int, int]


def parse(colour: str) -> Colour:
    """``#0b5d6b`` as red, green and blue of 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(colour: Colour) -> str:
    """Red, green and blue as ``#0b5d6b``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= SRGB_KNEE else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: Colour, two: Colour) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(two)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(background: Colour) -> Colour:
    """White where it is readable on ``background``, else black."""
    return WHITE if contrast(background, WHITE) >= READABLE else BLACK


def readable_on(background: Colour, colour: Colour) -> Colour:
    """``colour``, moved as little as needed towards black or white to be readable as text."""
    towards = BLACK if contrast(background, BLACK) > contrast(background, WHITE) else WHITE
    for step in range(21):
        mixed = _mixed(colour, towards, step / 20)
        if contrast(background, mixed) >= READABLE:
            return mixed
    return towards


def _mixed(colour: Colour, towards: Colour, share: float) -> Colour:
    red, green, blue = (round(one + (two - one) * share) for one, two in zip(colour, towards, strict=True))
    return red, green, blue
