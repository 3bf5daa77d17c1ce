"""Colours as `#rrggbb`, and how well one is read on another (WCAG 2.2, 1.4.3)."""

import re

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE | re.ASCII)
READABLE = 4.5


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of `#rrggbb`, each 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of `colour`, 0 for black to 1 for white."""
    red, green, blue = (_linear(value / 255) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21; 4.5 is enough for text."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightened(colour: str, ground: str) -> str:
    """Return `colour` with as much white as it needs to be read on a dark `ground`."""
    for share in range(0, 101, 4):
        mixed = "#" + "".join(
            f"{value + (255 - value) * share // 100:02x}" for value in channels(colour)
        )
        if contrast(mixed, ground) >= READABLE:
            return mixed
    return "#ffffff"
