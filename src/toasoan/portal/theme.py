"""The colours a commune chose, as the style sheet that stands over our own.

White stands on the main colour by day and by night; as the colour of links, and with
the accent, it is made light enough for the dark.
"""

from toasoan.core.colour import lightened
from toasoan.stories.models import HomePage

# The lightest ground of text by night, `--note` of portal.css.
DARK_GROUND = "#252838"


def is_own(home: HomePage) -> bool:
    """Say whether the commune chose other colours than the house's."""
    return colours(home) != tuple(
        HomePage._meta.get_field(name).default
        for name in ("main_colour", "accent_colour")
    )


def colours(home: HomePage) -> tuple[str, str]:
    """Return the main colour and the accent."""
    return home.main_colour.lower(), home.accent_colour.lower()


def style_sheet(home: HomePage) -> str:
    """Return the colours of `home` by day, by night, and none on paper."""
    main, accent = colours(home)
    light = f"--strong:{main};--link:{main};--accent:{accent}"
    dark = (
        f"--strong:{main};--link:{lightened(main, DARK_GROUND)};"
        f"--accent:{lightened(accent, DARK_GROUND)}"
    )
    return (
        f"@media screen{{:root{{{light}}}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )
