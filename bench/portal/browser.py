"""A real Chromium, with what its own protocol tells of bytes and moments."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PATH = os.environ.get("TOASOAN_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-quic"]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
MISSING = "not measured: no Chromium here (apt install chromium)"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a running browser; PATH must name one."""
    # Playwright's loop runs in this thread; Django would refuse its own queries here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(browser: Browser, **kwargs: Any) -> Iterator[BrowserContext]:
    """Give a fresh browser profile of a phone, 390 by 844 at two dots a pixel."""
    context = browser.new_context(locale="vi-VN", **{**PHONE, **kwargs})
    try:
        yield context
    finally:
        context.close()


@dataclass
class Loaded:
    """Bytes over the wire by the kind of resource, heads of the answers included."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        """Count what `page` loads from now on."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._begin)
        session.on("Network.loadingFinished", self._end)

    def _begin(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _end(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def of(self, *kinds: str) -> float:
        """Return the bytes of `kinds`, as Chromium calls them; of all without any."""
        return sum(
            size
            for key, size in self.sizes.items()
            if not kinds or self.kinds.get(key) in kinds
        )
