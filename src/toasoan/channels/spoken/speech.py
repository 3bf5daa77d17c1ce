"""Written news made ready to be read aloud over a loudspeaker."""

import unicodedata
from collections.abc import Mapping
from math import ceil

from toasoan.channels.spoken.abbreviations import (
    capitals,
    read_ampersands,
    say_abbreviations,
)
from toasoan.channels.spoken.addresses import read_addresses
from toasoan.channels.spoken.dates import read_dates
from toasoan.channels.spoken.documents import read_documents
from toasoan.channels.spoken.fractions import read_fractions
from toasoan.channels.spoken.lexicon import BUILT_IN
from toasoan.channels.spoken.lines import read_lines
from toasoan.channels.spoken.numbers import read_numbers
from toasoan.channels.spoken.phones import read_phones
from toasoan.channels.spoken.ranges import read_ranges
from toasoan.channels.spoken.region import NORTH, Region
from toasoan.channels.spoken.romans import read_romans
from toasoan.channels.spoken.times import read_times
from toasoan.channels.spoken.units import read_units
from toasoan.core.text import nfc, syllables

# A later rule never sees what an earlier one has said: 07-NQ/HU is no range,
# 5-7/3 no share, 0912.345.678 no thousands.
BEFORE_WORDS = (
    read_documents,
    read_dates,
    read_times,
    read_phones,
    read_ranges,
    read_units,
)
AFTER_WORDS = (read_ampersands, read_romans, read_fractions)

# One round says all of any real text; more settle what rules make of noise, such
# as a unit that stands free only once a digit beside it is a word. The bound is
# for lexicons that run in a circle.
MOST_ROUNDS = 5


def _with_digits(words: Mapping[str, str]) -> dict[str, str]:
    return {
        key: said
        for key, said in words.items()
        if any(char.isdecimal() for char in key)
    }


BUILT_IN_CODES = _with_digits(BUILT_IN)


def speak(
    text: str,
    lexicon: Mapping[str, str] | None = None,
    *,
    region: Region = NORTH,
) -> str:
    """Return `text` as an announcer should say it, for an editor to check.

    `lexicon` holds the commune's own readings; they win over ours, and those with a
    digit in them ("24/7", "K11") win over every rule. What is already in words is
    left alone, so speaking twice changes nothing.
    """
    own = {nfc(key): nfc(said) for key, said in (lexicon or {}).items()}
    for _ in range(MOST_ROUNDS):
        before, text = text, _round(text, own, region)
        if text == before:
            break
    return text


def _round(text: str, own: Mapping[str, str], region: Region) -> str:
    words = {**BUILT_IN, **own}
    text = read_addresses(read_lines(_plain(text)), words)
    text = say_abbreviations(text, {**BUILT_IN_CODES, **_with_digits(own)})
    for rule in BEFORE_WORDS:
        text = rule(text)
    text = say_abbreviations(text, words)
    for rule in AFTER_WORDS:
        text = rule(text)
    return read_lines(read_numbers(text, region))


def unknown_abbreviations(
    text: str, lexicon: Mapping[str, str] | None = None
) -> list[str]:
    """Return the tokens in capitals that `speak` could not say, in order."""
    return capitals(speak(text, lexicon))


def duration_seconds(spoken_text: str, syllables_per_minute: int = 180) -> int:
    """Return how long a text lasts on air at that pace, in whole seconds.

    Raises ValueError when the pace is not above nought.
    """
    if syllables_per_minute <= 0:
        raise ValueError("The pace must be above nought.")
    count = syllables(spoken_text.replace("-", " "))
    return ceil(count * 60 / syllables_per_minute)


def _plain(text: str) -> str:
    """Return NFC text whose digits are those of ASCII."""
    return "".join(_ascii_digit(char) for char in nfc(text))


def _ascii_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char
