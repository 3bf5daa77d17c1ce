"""Where upper floors add to pages and their editors without this floor knowing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import Panel


@dataclass(frozen=True, kw_only=True)
class PreviewMode:
    """One more way to see a story while writing it."""

    name: str
    label: Any  # lazy text
    render: Callable[[HttpRequest, Any], HttpResponse]


preview_modes: dict[str, PreviewMode] = {}
editor_panels: list[Panel] = []
reserved_slugs: set[str] = set()


def add_preview_mode(mode: PreviewMode) -> None:
    """Offer `mode` in the preview panel; the same name replaces."""
    preview_modes[mode.name] = mode


def add_editor_panel(panel: Panel) -> None:
    """Show `panel` on the story editor's channels tab."""
    editor_panels.append(panel)


def reserve_slugs(slugs: Iterable[str]) -> None:
    """Keep `slugs` from columns and stories: an address of an upper floor has them."""
    reserved_slugs.update(slugs)
