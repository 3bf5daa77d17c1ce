"""What the public pages of the registers share: whose they are, parts, addresses."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument, Entry, Event, Exemplar
from toasoan.stories.models import HomePage

from .identity import asked_home
from .snapshots.collect import shows_list, shows_until

A_PART = 30
# Where each register begins on the portal; `list:<place>` is the tag of its lists.
PLACES: dict[type[Any], str] = {
    DirectiveDocument: "van-ban",
    Event: "lich",
    Exemplar: "guong-dien-hinh",
}
ENTRY = re.compile(rf"/({'|'.join(PLACES.values())})/([0-9]{{1,18}})-[\w-]+/", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a list; `base` is the address of its first part.

    What a form asked for has `query`, and no addresses of its own.
    """

    entries: list[Any]
    number: int
    more: bool
    base: str
    query: str = ""

    @property
    def newer(self) -> str:
        return self._place(self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        return self._place(self.number + 1) if self.more else ""

    def _place(self, number: int) -> str:
        if self.query:
            return f"{self.base}?{self.query}&trang={number}"
        return self.base if number == 1 else f"{self.base}trang-{number}/"


def asked_list(request: HttpRequest, register: type[Any]) -> HomePage:
    """Return whose `register` is asked for, and note that the page lists it."""
    shows_list(PLACES[register])
    return asked_home(request)


def asked_page(request: HttpRequest) -> int:
    """Return which page of a list `?trang=` asks for, from 1."""
    page = request.GET.get("trang", "1")
    wanted = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    return max(1, wanted)


def part_of(entries: Any, number: int, base: str, query: str = "") -> Part:
    """Return part `number` of `entries`, from 1. Raises Http404 for an empty one.

    The keys come first, from the index alone: what stands before a deep part is passed
    over without being read.
    """
    start = (number - 1) * A_PART
    keys = entries.values_list("pk", flat=True)
    part = list(keys[start : start + A_PART + 1]) if number > 0 else []
    if number != 1 and not part:
        raise Http404
    found = list(entries.filter(pk__in=part[:A_PART])) if part else []
    more = len(part) > A_PART
    return Part(entries=found, number=number, more=more, base=base, query=query)


def entry_of(entries: Any, pk: int) -> Any:
    """Return the public entry `pk`. Raises Http404."""
    return get_object_or_404(entries, pk=pk)


def moved(entry: Entry, words: str, address: str) -> Any:
    """Return the way to `address` when `words` are not those of `entry` any more."""
    return None if words == entry.slug else HttpResponsePermanentRedirect(address)


def address_of(entry: Entry) -> str:
    """Return where `entry` stands on its portal."""
    return f"/{PLACES[type(entry)]}/{entry.pk}-{entry.slug}/"


def was_taken_off(organisation: Organisation, address: str) -> bool:
    """Say whether an entry stood at `address` that is public no more."""
    place = ENTRY.fullmatch(address)
    if place is None:
        return False
    register = next(model for model, name in PLACES.items() if name == place[1])
    entries = register.objects.of(organisation).taken_off()
    return bool(entries.filter(pk=int(place[2])).exists())


def shows_until_day(day: date | None, organisation: Organisation) -> None:
    """Note that the page changes when `day` begins."""
    if day:
        shows_until(datetime.combine(day, time.min, organisation.zone))
