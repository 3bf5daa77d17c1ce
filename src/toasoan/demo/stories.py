"""The demo's made-up stories: plain civic news of a commune that does not exist."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "content" / "stories.jsonl"
DATE_TOKEN = re.compile(r"\{d([+-]\d+)?\}")


@dataclass(frozen=True, kw_only=True)
class DemoCredit:
    """Who made a part of a story; the shares of a story add up to 100."""

    name: str
    role: str
    share: int


@dataclass(frozen=True, kw_only=True)
class DemoPicture:
    """A picture to draw: a scene of `pictures.SCENES` and what it shows."""

    scene: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class DemoStory:
    """One story as the demo's editors wrote it, dates still as {d+3} tokens."""

    key: str
    column: str
    genre: str
    headline: str
    lead: str
    body: tuple[str, ...]
    place: str
    event_offset_days: int
    credits: tuple[DemoCredit, ...]
    cover: DemoPicture
    gallery: tuple[DemoPicture, ...]
    topics: tuple[int, ...]
    event: str = ""

    def day(self, today: date) -> date:
        """Return the story's own day when the demo is shown on `today`."""
        return today + timedelta(days=self.event_offset_days)

    def filled(self, day: date) -> "DemoStory":
        """Return the story as it reads when its own day is `day`."""
        return replace(
            self,
            headline=fill_dates(self.headline, day),
            lead=fill_dates(self.lead, day),
            body=tuple(fill_dates(paragraph, day) for paragraph in self.body),
            event=fill_dates(self.event, day),
        )

    def event_at(self, zone: tzinfo) -> datetime | None:
        """Return when what a filled story tells of takes place, if it says."""
        if not self.event:
            return None
        return datetime.strptime(self.event, "%d/%m/%Y %H:%M").replace(tzinfo=zone)


def fill_dates(text: str, day: date) -> str:
    """Return `text` with {d}, {d+3}, {d-1} made dates counted from `day`."""

    def written(token: re.Match[str]) -> str:
        moved = day + timedelta(days=int(token[1] or 0))
        return f"{moved:%d/%m/%Y}"

    return DATE_TOKEN.sub(written, text)


def load_stories() -> list[DemoStory]:
    """Return all stories of the demo, column by column."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    return [story(json.loads(line)) for line in lines]


def story(record: dict[str, Any]) -> DemoStory:
    read = {
        "body": tuple(record["body"]),
        "credits": tuple(DemoCredit(**credit) for credit in record["credits"]),
        "cover": DemoPicture(**record["cover"]),
        "gallery": tuple(DemoPicture(**picture) for picture in record["gallery"]),
        "topics": tuple(record["topics"]),
    }
    return DemoStory(**{**record, **read})
