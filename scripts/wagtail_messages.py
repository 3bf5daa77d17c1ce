"""Keep the Vietnamese catalogue of the editor complete.

Wagtail ships Vietnamese for a part of its strings only. This tool collects every
string of the installed Wagtail apps (and the few that Django and taggit leave
untranslated beside them) and compares them with ``toasoan/locale_wagtail``::

    python scripts/wagtail_messages.py            # report
    python scripts/wagtail_messages.py --check    # the same, exit 1 when incomplete
    python scripts/wagtail_messages.py --write    # add new strings, drop stale ones

``--write`` never invents a translation: a new string is written empty, and
``--check`` fails until somebody has translated it. A Django string whose own
Vietnamese is wrong or clumsy may be said better here: add it to the catalogue by
hand, and it stays for as long as Django has it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import polib

CATALOGUE = (
    Path(__file__).resolve().parents[1] / "src/toasoan/locale_wagtail/vi/LC_MESSAGES"
)
DOMAINS = ("django", "djangojs")
# Wagtail apps that Tòa soạn does not install.
SKIPPED = {
    "contrib/forms",
    "contrib/search_promotions",
    "contrib/simple_translation",
    "contrib/styleguide",
}
# Packages seen in the editor: ours are the gaps in their Vietnamese, and rewordings.
COMPANIONS = (
    ("django", "conf"),
    ("django", "contrib/auth"),
    ("django", "contrib/contenttypes"),
    ("django", "contrib/humanize"),
    ("django", "contrib/sessions"),
    ("taggit", "."),
)
HEADER = {
    "Project-Id-Version": "toasoan",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")

Key = tuple[str | None, str]
Messages = dict[Key, polib.POEntry]


def package_root(name: str) -> Path:
    """Return the directory of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.origin:
        raise click.ClickException(f"{name} is not installed")
    return Path(spec.origin).parent


def read(path: Path) -> Messages:
    """Read the live entries of a catalogue; a missing file has none."""
    if not path.exists():
        return {}
    entries = polib.pofile(str(path))
    return {(e.msgctxt, e.msgid): e for e in entries if not e.obsolete}


def locale_file(app: Path, language: str, domain: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def sources(domain: str) -> Iterator[Messages]:
    """Yield the English strings to translate, one app at a time."""
    wagtail = package_root("wagtail")
    for path in sorted(wagtail.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")):
        if path.parents[3].relative_to(wagtail).as_posix() not in SKIPPED:
            yield read(path)
    if domain == "django":
        ours = read(CATALOGUE / f"{domain}.po")
        for package, folder in COMPANIONS:
            app = package_root(package) / folder
            own = read(locale_file(app, "vi", domain))
            english = read(locale_file(app, "en", domain))
            yield {
                key: entry
                for key, entry in english.items()
                if key in ours or key not in own or not own[key].translated()
            }


def wanted(domain: str) -> Messages:
    """Merge every source into one set of untranslated entries."""
    merged: Messages = {}
    for messages in sources(domain):
        for key, entry in messages.items():
            ours = merged.setdefault(
                key,
                polib.POEntry(
                    msgctxt=entry.msgctxt,
                    msgid=entry.msgid,
                    comment=entry.comment,
                    flags=[flag for flag in entry.flags if flag != "fuzzy"],
                ),
            )
            ours.msgid_plural = ours.msgid_plural or entry.msgid_plural
    for entry in merged.values():
        if entry.msgid_plural:
            entry.msgstr_plural = {0: ""}
    return merged


def text(entry: polib.POEntry) -> str:
    """Return the Vietnamese text; Vietnamese has one form for every number."""
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def margins(value: str) -> tuple[str, str]:
    """Return the spaces and line ends around a text."""
    stripped = value.strip()
    start = value.index(stripped) if stripped else 0
    return value[:start], value[start + len(stripped) :]


def flaws(entry: polib.POEntry) -> list[str]:
    """Say what is wrong with one translation; an empty list means it is sound."""
    english, vietnamese = entry.msgid_plural or entry.msgid, text(entry)
    if not vietnamese:
        return ["not translated"]
    found = ["fuzzy"] if entry.fuzzy else []
    if set(PLACEHOLDER.findall(english)) != set(PLACEHOLDER.findall(vietnamese)):
        found.append("placeholders differ")
    if Counter(TAG.findall(english)) != Counter(TAG.findall(vietnamese)):
        found.append("HTML tags differ")
    if margins(english) != margins(vietnamese):
        found.append("surrounding spaces differ")
    return found


def compare(domain: str) -> list[str]:
    """List what keeps our catalogue of a domain from being complete and sound."""
    ours, theirs = read(CATALOGUE / f"{domain}.po"), wanted(domain)
    lines = [f"missing: {key[1]!r}" for key in theirs if key not in ours]
    lines += [f"stale: {key[1]!r}" for key in ours if key not in theirs]
    for key, entry in ours.items():
        if key in theirs and entry.msgid_plural != theirs[key].msgid_plural:
            lines.append(f"plural differs: {key[1]!r}")
        lines += [f"{flaw}: {key[1]!r}" for flaw in flaws(entry)]
    return lines


def write(domain: str) -> None:
    """Rewrite our catalogue in the order of the sources, keeping translations."""
    path = CATALOGUE / f"{domain}.po"
    ours = read(path)
    catalogue = polib.POFile(wrapwidth=78)
    catalogue.metadata = HEADER
    for key, entry in wanted(domain).items():
        if key in ours:
            vietnamese = text(ours[key])
            if entry.msgid_plural:
                entry.msgstr_plural = {0: vietnamese}
            else:
                entry.msgstr = vietnamese
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


@click.command()
@click.option("--check", is_flag=True, help="Exit 1 when a string needs attention.")
@click.option("--write", "rewrite", is_flag=True, help="Add new and drop stale ones.")
def main(check: bool, rewrite: bool) -> None:
    """Report how the Vietnamese catalogue stands against the installed Wagtail."""
    failed = False
    for domain in DOMAINS:
        if rewrite:
            write(domain)
        lines = compare(domain)
        failed = failed or bool(lines)
        click.echo(f"{domain}: {len(wanted(domain))} strings, {len(lines)} problems")
        for line in lines:
            click.echo(f"  {line}")
    if check and failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
