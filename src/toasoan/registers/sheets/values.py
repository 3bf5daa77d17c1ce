"""Cells of a sheet as values, as Vietnamese offices write them."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from toasoan.core.text import fold, words

DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.ASCII)
MONTH = re.compile(r"(?:thang\s+)?(\d{1,2})\s*[/.-]\s*(\d{4})", re.ASCII)
HOUR = re.compile(r"(\d{1,2})\s*(?:[:h]|gio)\s*(\d{2})?", re.ASCII)
YES = {"co", "x", "yes", "1", "v", "dung", "true", "cong khai"}
NO = {"", "khong", "no", "0", "sai", "false"}


class WrongCell(Exception):
    """A cell holds no such value; the message says what was expected."""


Read = Callable[[str], Any]


def as_text(cell: str) -> str:
    return cell


def as_day(cell: str) -> date | None:
    """Read dd/mm/yyyy. Raises WrongCell."""
    match = DAY.fullmatch(cell)
    if not cell:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise WrongCell(_("a day is written dd/mm/yyyy")) from error


def as_month(cell: str) -> date | None:
    """Read mm/yyyy, or a day of that month. Raises WrongCell."""
    if not cell:
        return None
    if DAY.fullmatch(cell):
        day = as_day(cell)
        return day.replace(day=1) if day else None
    match = MONTH.fullmatch(fold(cell))
    try:
        return date(int(match[2]), int(match[1]), 1)  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise WrongCell(_("a month is written mm/yyyy")) from error


def as_moment(zone: ZoneInfo) -> Read:
    """Return what reads a day and an hour in `zone`, in either order."""

    def read(cell: str) -> datetime | None:
        if not cell:
            return None
        day = DAY.search(cell)
        rest = fold(cell[: day.start()] + " " + cell[day.end() :]) if day else ""
        hour = HOUR.search(rest)
        try:
            found = as_day(day[0])  # type: ignore[index]
            minutes = int(hour[2] or 0)  # type: ignore[index]
            return datetime(
                found.year,  # type: ignore[union-attr]
                found.month,  # type: ignore[union-attr]
                found.day,  # type: ignore[union-attr]
                int(hour[1]),  # type: ignore[index]
                minutes,
                tzinfo=zone,
            )
        except (TypeError, ValueError, WrongCell) as error:
            words = _("a day and an hour are written dd/mm/yyyy hh:mm")
            raise WrongCell(words) from error

    return read


def as_year(cell: str) -> int | None:
    """Read a year. Raises WrongCell."""
    if not cell:
        return None
    if not re.fullmatch(r"\d{4}", cell, re.ASCII):
        raise WrongCell(_("a year has four digits"))
    return int(cell)


def as_yes(cell: str) -> bool:
    """Read "có" or "x", "không" or nothing. Raises WrongCell."""
    folded = fold(cell)
    if folded not in YES | NO:
        raise WrongCell(_("write “có” or “không”"))
    return folded in YES


def one_of(choices: Iterable[tuple[str, Any]], default: str = "") -> Read:
    """Return what reads one of `choices` by its Vietnamese name; empty: `default`."""
    with translation.override("vi"):
        named = [(value, str(label)) for value, label in choices]
    by_name = {_bare(label): value for value, label in named}
    by_name |= {_bare(value): value for value, _label in named if value}

    def read(cell: str) -> str:
        if not cell:
            return default
        known = by_name.get(_bare(cell))
        if known is None:
            names = ", ".join(label for _value, label in named)
            raise WrongCell(_("one of these is expected: %(names)s") % {"names": names})
        return known

    return read


def _bare(text: str) -> str:
    return fold(" ".join(words(text)))
