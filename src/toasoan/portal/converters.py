"""What stands in public addresses: a month, the number of a part, a kind of feed.

Each value is written in one way only: no leading zeros, so that one page cannot stand
at endlessly many addresses.
"""

import re
from datetime import date

from django.urls import register_converter

FEEDS = ("rss.xml", "atom.xml", "feed.json")


class Month:
    """A month of the years a newsroom can have had stories in."""

    regex = r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date(int(value[:4]), int(value[5:]), 1)

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


class Number:
    """The number of a row, as large as a database takes."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Part:
    """The number of a later part of a list; the first has none."""

    regex = "[2-9]|[1-9][0-9]{1,2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Year(Number):
    """A year an office can have kept a register in."""

    regex = "(?:19|20)[0-9]{2}"


class FeedForm:
    """The file name of a feed says its form."""

    regex = "|".join(map(re.escape, FEEDS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedForm, "feed")
register_converter(Month, "month")
register_converter(Number, "number")
register_converter(Part, "part")
register_converter(Year, "year")
