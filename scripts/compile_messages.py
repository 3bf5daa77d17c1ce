"""Compile message catalogues (.po to .mo) without gettext's own tools."""

import sys
from pathlib import Path

import polib


def main(paths: list[str]) -> None:
    """Compile each .po file of `paths`, its .mo beside it."""
    for name in paths:
        source = Path(name)
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    main(sys.argv[1:])
