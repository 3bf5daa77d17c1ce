"""What the code offers, the docs explain."""

import re
from pathlib import Path

from toasoan.channels import registry
from toasoan.stories.incoming import FIELDS

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r'env\.(?:text|flag|number|words|folder|given)\(\s*"([A-Z_]+)"')


def test_every_setting_is_documented():
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")
    )
    documented = (ROOT / "docs/settings.md").read_text(encoding="utf-8")

    assert [
        name
        for name in sorted(set(READ.findall(source)))
        if f"`TOASOAN_{name}`" not in documented
    ] == []


def test_every_kind_of_channel_is_documented():
    documented = (ROOT / "docs/channels.md").read_text(encoding="utf-8")

    assert [
        kind for kind in registry.kinds() if f"### {kind}\n" not in documented
    ] == []


def test_every_field_of_an_old_sites_story_is_documented():
    documented = (ROOT / "docs/vi/chuyen-trang-cu.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \|", documented, re.MULTILINE)

    assert sorted(rows) == sorted(FIELDS)


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")

    assert broken == []
