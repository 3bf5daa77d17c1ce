"""An exercise channel: a wall of files where one sees what would be posted."""

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from .base import Disconnected, Item, Plain, Problem, Receipt, Sending
from .limits import problems


class Fake(Plain):
    """`wall` is a folder; each post is one file in it, named by its key."""

    exercise: ClassVar[bool] = True
    findable: ClassVar[bool] = True
    editable: ClassVar[bool] = True
    withdrawable: ClassVar[bool] = True

    def __init__(self, *, wall: str) -> None:
        self.wall = Path(wall)

    def check(self, item: Item) -> list[Problem]:
        return problems(item)

    def deliver(self, sending: Sending) -> Receipt:
        """Put the item on the wall; the same key again changes nothing.

        Raises Disconnected when the wall's folder cannot be written.
        """
        return self.find(sending) or self._hang(
            sending.key, sending.item, datetime.now(UTC)
        )

    def edit(self, receipt: Receipt, sending: Sending) -> Receipt:
        """Change what hangs there. Raises Disconnected as `deliver` does."""
        there = self._read(receipt.external_id)
        at = there["accepted_at"] if there else datetime.now(UTC).isoformat()
        return self._hang(receipt.external_id, sending.item, datetime.fromisoformat(at))

    def _hang(self, key: str, item: Item, at: datetime) -> Receipt:
        post = {
            "headline": item.headline,
            "text": item.text,
            "url": item.url,
            "medium": item.medium,
            "pictures": [{"path": p.path, "alt": p.alt} for p in item.pictures],
            "accepted_at": at.isoformat(),
        }
        try:
            self._write(key, post)
        except OSError as error:
            raise Disconnected("wall_not_writable", str(error)) from error
        return self._receipt(key, post)

    def _write(self, key: str, post: dict[str, Any]) -> None:
        self.wall.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.wall, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(post, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self.wall / f"{key}.json")

    def find(self, sending: Sending) -> Receipt | None:
        there = self._read(sending.key)
        return self._receipt(sending.key, there) if there else None

    def _read(self, key: str) -> dict[str, Any] | None:
        path = self.wall / f"{key}.json"
        if not path.exists():
            return None
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def withdraw(self, receipt: Receipt) -> None:
        (self.wall / f"{receipt.external_id}.json").unlink(missing_ok=True)

    def posts(self) -> list[dict[str, Any]]:
        """Return what hangs on the wall, newest first."""
        read = [
            json.loads(path.read_text(encoding="utf-8")) | {"key": path.stem}
            for path in self.wall.glob("*.json")
        ]
        return sorted(read, key=lambda post: str(post["accepted_at"]), reverse=True)

    @staticmethod
    def _receipt(key: str, post: dict[str, Any]) -> Receipt:
        return Receipt(
            external_id=key,
            url=f"#{key}",
            accepted_at=datetime.fromisoformat(post["accepted_at"]),
            raw=post,
        )
