"""Times of day: 17h00, 7h30 - 11h15, 07:30."""

import re

HOUR = r"(?<![0-9])(?<![0-9][.,/:])([0-9]{1,2})"
LETTER = re.compile(
    rf"{HOUR} ?(?:h|g(?=[0-9]))([0-5][0-9])?(?: ?(?:'|’|phút|ph|p))?(?!\w)"
)
COLON = re.compile(
    r"(?<!tỷ lệ )(?<!tỉ lệ )(?<![0-9])(?<![0-9][.,/:])([01]?[0-9]|2[0-4]):([0-5][0-9])"
    r"(?::([0-5][0-9]))?(?![0-9:])"
)
NO_MINUTES = re.compile(r"(?<=giờ) ?00(?: phút)?(?![0-9.,])")
BETWEEN = re.compile(r"(?:(?<=giờ)|(?<=phút)) ?[-–—] ?(?=[0-9])")
BEFORE_HOUR = re.compile(r"(?<=[0-9]) ?[-–—] ?(?=[0-9]{1,2} giờ)")


def read_times(text: str) -> str:
    """Return `text` with hours and minutes named; full hours have no minutes."""
    text = LETTER.sub(_clock, text)
    text = NO_MINUTES.sub("", COLON.sub(_clock, text))
    return BEFORE_HOUR.sub(" đến ", BETWEEN.sub(" đến ", text))


def _clock(match: re.Match[str]) -> str:
    minutes = match[2] or "00"
    seconds = match[3] if match.re is COLON else None
    said = f"{match[1]} giờ"
    if minutes != "00" or seconds:
        said += f" {minutes} phút"
    return said + (f" {seconds} giây" if seconds else "")
