"""Bytes over the wire at the first view, as a real browser counts them.

Compressed as served (brotli), heads of the answers included, nothing in the cache; on
a phone of 390 by 844 at two dots a pixel.
"""

from collections.abc import Iterator

from bench.portal.browser import MISSING, PATH, Loaded, chromium, phone
from bench.portal.group import serving
from bench.portal.house import FEW, house
from bench.portal.places import main_pages
from bench.portal.rows import Row, run

TEXT = ("Document", "Stylesheet", "Script", "Font")
# What, page, kinds of resources (all without any), kB.
PROMISES = (
    ("front page: HTML, CSS, JS, fonts", "front page", TEXT, 20),
    ("story: HTML, CSS, JS, fonts", "story", TEXT, 15),
    ("front page: HTML alone", "front page", ("Document",), 14),
    ("story: HTML alone", "story", ("Document",), 14),
    ("story with its cover, all it loads", "story", (), 75),
)


def measure() -> Iterator[Row]:
    """Yield what the first view of front page and story takes."""
    if not PATH:
        yield Row(what="first view", measured=MISSING, promised="–", met=None)
        return
    with house(FEW) as database:
        pages = main_pages()
        with serving(database) as group:
            group.stand(pages.values())
            loaded = {name: load(group.site + pages[name]) for name in pages}
    for what, page, kinds, most in PROMISES:
        size = loaded[page].of(*kinds) / 1000
        yield Row(
            what=f"first view, {what}",
            measured=f"{size:.1f} kB",
            promised=f"≤ {most} kB",
            met=size <= most,
        )


def load(address: str) -> Loaded:
    """Load `address` as a phone does that was never here."""
    loaded = Loaded()
    with chromium() as browser, phone(browser) as context:
        page = context.new_page()
        loaded.listen(page)
        page.goto(address, wait_until="networkidle")
    return loaded


if __name__ == "__main__":
    run(measure)
