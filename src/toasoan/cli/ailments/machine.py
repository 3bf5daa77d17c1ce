"""The machine and its settings."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import ImageFont, features

from .finding import Finding, Level, judged, warned

ROOM = 1024**3
LEAST_ROOM = 200 * 1024**2
LONG_KEY = 50
NO_SIGN = "\U0010fffd"  # private use: every font shows its box for it
FONTS = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "Arial.ttf",
)


def settings_are_safe() -> Finding:
    key = settings.SECRET_KEY
    strong = len(key) >= LONG_KEY and len(set(key)) >= 5
    return judged(
        _("settings"),
        strong,
        _("%(module)s, data in %(folder)s")
        % {"module": settings.SETTINGS_MODULE, "folder": settings.VAR},
        _(
            "TOASOAN_SECRET_KEY is weak: set it to 50 random characters or more, or "
            "unset it so that this machine makes its own."
        ),
    )


def folders_are_writable() -> Finding:
    named = (settings.VAR, settings.MEDIA_ROOT, settings.SNAPSHOTS, settings.READERS)
    folders = tuple(map(Path, named))
    closed = [str(folder) for folder in folders if not writable(folder)]
    return judged(
        _("folders"),
        not closed,
        ", ".join(closed or map(str, folders)),
        _("Give this user the right to write there."),
    )


def writable(folder: Path) -> bool:
    """Say whether a file can be made in `folder`, which is made when missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def disk_has_room() -> Finding:
    free = shutil.disk_usage(settings.VAR).free
    found = _("%(free)s MB free") % {"free": free // 1024**2}
    to_do = _("Make room: a full disk stops publishing.")
    if free < LEAST_ROOM:
        return Finding(_("disk"), Level.FAIL, found, to_do)
    return warned(_("disk"), free >= ROOM, found, to_do)


def time_zones_are_known() -> Finding:
    name = settings.TIME_ZONE
    try:
        offset = datetime.now(UTC).astimezone(ZoneInfo(name)).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    return judged(
        _("time zone"),
        offset == timedelta(hours=7) or (offset is not None and "Ho_Chi" not in name),
        f"{name} ({offset})",
        _("Install the time zone data: pip install tzdata."),
    )


def fonts_know_vietnamese() -> Finding:
    name = next((name for name in FONTS if draws_vietnamese(name)), None)
    return warned(
        _("fonts"),
        name is not None,
        name or _("none found that draws Vietnamese letters"),
        _(
            "Install a font such as DejaVu Sans (fonts-dejavu-core) for pictures of "
            "text."
        ),
    )


def draws_vietnamese(name: str) -> bool:
    """Say whether font `name` has a sign of its own for “ế”."""
    if not features.check("freetype2"):
        return False
    try:
        font = ImageFont.truetype(name, 20)
    except OSError:
        return False
    missing, letter = (bytes(font.getmask(sign)) for sign in (NO_SIGN, "ế"))
    return letter != missing


def catalogues_are_compiled() -> Finding:
    stale = [
        str(source.relative_to(folder))
        for folder in map(Path, settings.LOCALE_PATHS)
        for source in folder.glob("*/LC_MESSAGES/*.po")
        if not compiled(source)
    ]
    return judged(
        _("translations"),
        not stale,
        ", ".join(stale) or _("compiled"),
        _("Run: python scripts/compile_messages.py FILE.po"),
    )


def compiled(source: Path) -> bool:
    """Say whether `source` has a compiled catalogue at least as new."""
    made = source.with_suffix(".mo")
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime
