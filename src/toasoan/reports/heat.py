"""Coverage as a heat map: a shade, a sign and numbers that open what they count."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.planning.tally import Cell

from .figures import FIGURES, Coverage, Row
from .selection import ALL

LABELS: dict[str, Any] = {
    "promised": pgettext_lazy("coverage", "promised"),
    "met": pgettext_lazy("coverage", "kept"),
    "missed": pgettext_lazy("coverage", "missed"),
    "owed": pgettext_lazy("coverage", "still owed"),
    "delivered": pgettext_lazy("coverage", "delivered"),
    "originals": pgettext_lazy("coverage", "originals"),
    "reposts": pgettext_lazy("coverage", "re-posts"),
    "on_time": pgettext_lazy("coverage", "on time"),
    "late": pgettext_lazy("coverage", "late"),
}
TICK = '<span class="heat-tick" aria-hidden="true">✓</span>'
# What stands before a number, so that print and colour-blind eyes can tell.
SIGNS = {"promised": "/", "missed": "✗", "owed": "…", "reposts": "↻", "late": "!"}
SHOWS: dict[str, Any] = {
    "promise": _("Promised and delivered"),
    "origin": _("Originals and re-posts"),
    "time": _("On time and late"),
}


class Number(NamedTuple):
    """One number of a cell: which figure, its name, how it is written and read out."""

    what: str
    name: str
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What one square shows; `link`, escaped, lacks only the figure that is wanted."""

    level: str
    link: SafeString
    numbers: list[Number]

    @property
    def square(self) -> str:
        """Return the cell of the map."""
        tick = TICK if self.level == "kept" else ""
        inside = "".join(self._links()) + tick
        return f'<td class="heat-cell heat-{self.level}">{inside}</td>'

    @property
    def line(self) -> SafeString:
        """Return the cells of the table of all figures."""
        return SafeString("".join(f"<td>{link}</td>" for link in self._links()))

    def _links(self) -> Iterator[str]:
        for one in self.numbers:
            yield (
                f'<a class="heat-{one.what}" href="{self.link}&amp;what={one.what}"'
                f' aria-label="{one.label}">{one.text}</a>'
            )


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One channel of a column: a square for each span, the sum, all figures."""

    row: Row
    cells: list[HeatCell]
    total: HeatCell
    figures: HeatCell

    @property
    def squares(self) -> SafeString:
        return squares(self.cells, self.total)


@dataclass(frozen=True, slots=True)
class Heat:
    """The whole map, its rows gathered by column."""

    groups: list[tuple[Any, list[HeatRow]]]
    foot: list[HeatCell]
    total: HeatCell
    figures: HeatCell

    @property
    def squares(self) -> SafeString:
        return squares(self.foot, self.total)


def squares(cells: Iterable[HeatCell], total: HeatCell) -> SafeString:
    """Return the cells of one line of the map.

    Written here: a year shows a thousand numbers, and a template, or escaping them
    one by one, takes five times as long. `_pen` gives only what is escaped.
    """
    return SafeString("".join(cell.square for cell in (*cells, total)))


def heat_of(coverage: Coverage, show: str) -> Heat:
    """Return the map of `coverage`; `show` is one of SHOWS."""
    draw = _pen(coverage, NUMBERS[show], SIGNS)
    tell = _pen(coverage, _all_figures, {})
    rows = [
        HeatRow(row, [draw(c) for c in row.cells], draw(row.total), tell(row.total))
        for row in coverage.rows
    ]
    groups = [
        (column, list(group)) for column, group in groupby(rows, lambda r: r.row.column)
    ]
    foot = [draw(cell) for cell in coverage.foot]
    return Heat(groups, foot, draw(coverage.total), tell(coverage.total))


def written(number: int) -> str:
    """Return `number` as the reader's language groups it."""
    return str(number) if number < 1000 else number_format(number, force_grouping=True)


def level(cell: Cell) -> str:
    """Return how well a promise was kept, as a word for the style sheet."""
    if not cell.promised:
        return "beyond" if cell.delivered else "empty"
    if cell.missed:
        return f"missed-{1 + (cell.missed * 4 > cell.promised) + (not cell.met)}"
    return "running" if cell.owed else "kept"


def _pen(
    coverage: Coverage, numbers: Callable[[Cell], list[str]], signs: dict[str, str]
) -> Callable[[Cell], HeatCell]:
    """Return the function that draws one cell with the figures `numbers` names."""

    def number(cell: Cell, what: str) -> Number:
        text, name = written(getattr(cell, what)), labels[what]
        return Number(what, name, signs.get(what, "") + text, f"{name}: {text}")

    # `str`: escaping a lazy text gives a lazy one, translated anew each time.
    labels = {name: escape(str(label)) for name, label in LABELS.items()}
    plan = coverage.plan.pk if coverage.plan else ALL
    address = escape(f"{reverse('reports:coverage_items')}?plan={plan}")

    def draw(cell: Cell) -> HeatCell:
        places = ""
        if cell.column_id:
            places = f"&amp;column={cell.column_id}&amp;channel={cell.channel_id}"
        link = f"{address}{places}&amp;from={cell.starts_on}&amp;to={cell.ends_on}"
        return HeatCell(
            level(cell), SafeString(link), [number(cell, w) for w in numbers(cell)]
        )

    return draw


def _promise_numbers(cell: Cell) -> list[str]:
    if not cell.promised:
        return ["delivered"] if cell.delivered else []
    if cell.owed == cell.promised and not cell.delivered:
        return ["owed"]
    # A week may be kept by what went out after the end of this cell.
    came = "delivered" if cell.delivered >= cell.met else "met"
    lacking = [what for what in ("missed", "owed") if getattr(cell, what)]
    return [came, "promised", *lacking]


def _origin_numbers(cell: Cell) -> list[str]:
    return _with_rest(cell, "originals", "reposts")


def _time_numbers(cell: Cell) -> list[str]:
    return _with_rest(cell, "on_time", "late")


def _with_rest(cell: Cell, main: str, rest: str) -> list[str]:
    if not cell.delivered:
        return []
    return [main, rest] if getattr(cell, rest) else [main]


def _all_figures(cell: Cell) -> list[str]:
    return list(FIGURES)


NUMBERS: dict[str, Callable[[Cell], list[str]]] = {
    "promise": _promise_numbers,
    "origin": _origin_numbers,
    "time": _time_numbers,
}
