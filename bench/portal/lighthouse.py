"""Lighthouse, mobile, on every page type: four scores, LCP and CLS.

Needs node; the pinned version is installed once below `var/`.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.portal.browser import MISSING, PATH
from bench.portal.group import serving
from bench.portal.house import FEW, house
from bench.portal.places import page_types
from bench.portal.rows import Row, note, run

VERSION = "12.8.2"
PLACE = Path(__file__).resolve().parents[2] / "var" / f"lighthouse-{VERSION}"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MOST_LCP = 1.1  # seconds
TRIES = 3
# Told to stay out of search engines (noindex), which Lighthouse counts against SEO.
UNLISTED = {"search"}
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu")


def measure() -> Iterator[Row]:
    """Yield one row for each page type."""
    missing = "not measured: no node here" if not shutil.which("npm") else ""
    missing = missing or (MISSING if not PATH else install())
    if missing:
        yield Row(what="Lighthouse", measured=missing, promised="–", met=None)
        return
    with house(FEW) as database:
        pages = page_types()
        with serving(database) as group:
            group.stand(pages.values())
            for name, address in pages.items():
                found = report(group.site + address)
                yield row(name, found) if found else gone(name)


def install() -> str:
    """Install Lighthouse unless it is there; return why it cannot be, or nothing."""
    if command().exists():
        return ""
    note(f"installing lighthouse {VERSION}…")
    done = subprocess.run(
        [
            *("npm", "install", "--prefix", str(PLACE), "--no-audit", "--no-fund"),
            *("--ignore-scripts", f"lighthouse@{VERSION}"),
        ],
        capture_output=True,
        check=False,
    )
    return "" if done.returncode == 0 else "not measured: npm could not install it"


def command() -> Path:
    return PLACE / "node_modules" / "lighthouse" / "cli" / "index.js"


def report(address: str) -> dict[str, Any]:
    """Return what Lighthouse found at `address`, on its usual phone.

    Nothing when its browser did not come up, three times over.
    """
    for _ in range(TRIES):
        done = subprocess.run(
            [
                *("node", str(command()), address, "--output=json", "--quiet"),
                f"--chrome-flags={' '.join(FLAGS)}",
                f"--only-categories={','.join(CATEGORIES)}",
            ],
            env={**os.environ, "CHROME_PATH": str(PATH)},
            capture_output=True,
            check=False,
        )
        if done.returncode == 0:
            found: dict[str, Any] = json.loads(done.stdout)
            return found
        note(done.stderr.decode(errors="replace")[-500:])
    return {}


def gone(name: str) -> Row:
    what = f"Lighthouse mobile: {name}"
    return Row(what=what, measured="its browser failed", promised="100", met=False)


def row(name: str, found: dict[str, Any]) -> Row:
    scores = [round(found["categories"][one]["score"] * 100) for one in CATEGORIES]
    lcp = found["audits"]["largest-contentful-paint"]["numericValue"] / 1000
    cls = found["audits"]["cumulative-layout-shift"]["numericValue"]
    wanted = scores[:3] if name in UNLISTED else scores
    said = " / ".join(map(str, scores))
    faults = "".join(f"; {one}" for one in failed(found))
    return Row(
        what=f"Lighthouse mobile: {name}",
        measured=f"{said}, LCP {lcp:.2f} s, CLS {cls:.3f}{faults}",
        promised="100 / 100 / 100 / 100"
        f"{' (noindex: SEO not counted)' if name in UNLISTED else ''},"
        f" LCP ≤ {MOST_LCP} s, CLS 0",
        met=min(wanted) == 100 and lcp <= MOST_LCP and round(cls, 3) == 0,
    )


def failed(found: dict[str, Any]) -> list[str]:
    """Return the audits that took points away, the performance ones left out."""
    counted = {
        audit["id"]
        for name in CATEGORIES[1:]
        for audit in found["categories"][name]["auditRefs"]
        if audit["weight"]
    }
    audits = found["audits"]
    return sorted(key for key in counted if audits[key]["score"] == 0)


if __name__ == "__main__":
    run(measure)
