"""Lines: bullets are not read, a heading ends like a sentence."""

import re

from toasoan.core.text import squeeze

BULLETS = re.compile(r"^(?:[-+*•●▪–—]\s+)+")
CLOSING = re.compile(r"\./\.")
STOPS = tuple(".,;:!?…-–—")


def read_lines(text: str) -> str:
    """Return `text` squeezed line by line, without bullets, headings stopped."""
    spoken: list[str] = []
    after = ""
    for line in reversed(CLOSING.sub(".", text).splitlines()):
        line = squeeze(line)
        spoken.append(BULLETS.sub("", _stopped(line, after)))
        after = line or after
    return "\n".join(reversed(spoken))


def _stopped(line: str, after: str) -> str:
    """End a line like a sentence unless the next one carries it on."""
    if not line or not after or after[0].islower() or line.endswith(STOPS):
        return line
    return f"{line}."
