"""Collect our strings into the Vietnamese catalogue, or check that it is complete.

Without --check the catalogue is updated in place; with it nothing is changed, and the
exit code is 1 when a string of the source has no Vietnamese. Needs gettext's tools.
"""

import os
import sys
from pathlib import Path

import click
import polib

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "toasoan"
CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def collect() -> None:
    """Run Django's own collector over the package."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.settings.test")
    os.chdir(PACKAGE)
    import django  # noqa: PLC0415 (the settings must be named first)
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command(
        "makemessages",
        locale=["vi"],
        no_location=True,
        no_obsolete=True,
        no_wrap=True,
        ignore_patterns=["locale_wagtail/*"],
        verbosity=0,
    )


def gaps(path: Path) -> list[str]:
    """Return the strings of the catalogue at `path` without a sure translation."""
    return [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.obsolete and (entry.fuzzy or not entry.translated())
    ]


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; say what is missing.")
def main(*, check: bool) -> None:
    before = CATALOGUE.read_bytes() if CATALOGUE.exists() else b""
    try:
        collect()
        missing = gaps(CATALOGUE)
    finally:
        if check and before:
            CATALOGUE.write_bytes(before)
    for text in missing:
        click.echo(f"no Vietnamese: {text!r}")
    sys.exit(1 if check and missing else 0)


if __name__ == "__main__":
    main()
