"""A plan being checked: the document, its forms, and the plan that they say.

Nothing is kept between two requests: the page carries the document and every value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toasoan.core.text import fold
from toasoan.organisations.models import Organisation
from toasoan.planning.actions import check_plan
from toasoan.planning.confirmation import ConfirmedPlan
from toasoan.planning.matching import propose
from toasoan.planning.models import Plan
from toasoan.planning.reader import ColumnDraft, PlanDraft, read_plan

from . import answer, initial
from .document import DocumentLine, Remark, document_lines, remarks_of
from .forms import HeadingForm
from .offer import Offer
from .rows import (
    FORMS,
    OWNER,
    PLACEHOLDER,
    group_choices,
    kept,
    number,
    row_set,
    rows_under,
)


@dataclass(frozen=True)
class Card:
    """A row with the rows that belong to it."""

    place: int
    form: Any
    rows: list[Any]
    read: ColumnDraft | None = None


class Check:
    """The check page of one document in one newsroom.

    Made from a proposal (nothing posted yet) or from what was posted back.
    """

    def __init__(
        self,
        organisation: Organisation,
        *,
        text: str,
        file_name: str = "",
        posted: Mapping[str, Any] | None = None,
        day: date | None = None,
    ) -> None:
        self.organisation = organisation
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.file_name = file_name[-200:]
        self.posted = posted
        self.day = day
        self.tried = False
        self.offer = Offer(organisation)

    @cached_property
    def read(self) -> PlanDraft:
        return read_plan(self.text)

    @cached_property
    def proposal(self) -> ConfirmedPlan:
        assert self.day is not None  # noqa: S101 (a proposal is always for a day)
        return propose(self.read, self.organisation, text=self.text, day=self.day)

    @cached_property
    def heading(self) -> HeadingForm:
        if self.posted is None:
            shown = initial.heading_of(self.proposal)
            return HeadingForm(initial=shown, offer=self.offer, prefix="heading")
        return HeadingForm(self.posted, offer=self.offer, prefix="heading")

    @cached_property
    def parts(self) -> dict[str, BaseFormSet[Any]]:
        shown = initial.rows_of(self.proposal) if self.posted is None else {}
        made: dict[str, BaseFormSet[Any]] = {}
        for name in FORMS:
            if name == "channels":
                self.offer.group_choices = group_choices(made["groups"])
            made[name] = row_set(name)(
                self.posted,
                initial=shown.get(name),
                prefix=name,
                form_kwargs={"offer": self.offer},
            )
        return made

    @cached_property
    def remarks(self) -> list[Remark]:
        return remarks_of(self.read, get_language() or "vi")

    @cached_property
    def lines(self) -> list[DocumentLine]:
        return document_lines(self.text, self.read, self.remarks)

    @property
    def column_cards(self) -> list[Card]:
        """Return the columns, each with its promises and what was read of it."""
        by_line = {one.line: one for one in self.read.columns}
        return [
            Card(
                place,
                form,
                rows_under(self.parts["cadences"], "column", place),
                by_line.get(number(form, "line") or 0),
            )
            for place, form in enumerate(self.parts["columns"])
        ]

    @property
    def group_cards(self) -> list[Card]:
        """Return the channel groups, each with the channels to open for it."""
        return [
            Card(place, form, rows_under(self.parts["channels"], "group", place))
            for place, form in enumerate(self.parts["groups"])
        ]

    @property
    def empty_rows(self) -> dict[str, Any]:
        """Return the rows that a page without a connection can add by itself."""
        made = {}
        for name in ("bases", "channels", "cadences", "assignments"):
            form = self.parts[name].empty_form
            if name in OWNER:
                form.initial[OWNER[name]] = PLACEHOLDER
            made[name] = form
        return made

    def is_valid(self) -> bool:
        """Say whether the plan may be confirmed; errors stand beside the fields."""
        self.tried = True
        everything: list[Any] = [self.heading, *self.parts.values()]
        # Every part is asked, so that every error shows at once.
        if not all([one.is_valid() for one in everything]):  # noqa: C419
            return False
        self._check_columns()
        self._check_groups()
        if not self._has_errors():
            self._check_plan()
        return not self._has_errors()

    @property
    def confirmed_before(self) -> Plan | None:
        """Return the plan this very document became, for the start that is typed."""
        self.heading.is_valid()
        start = self.heading.cleaned_data.get("valid_from")
        if start is None:
            return None
        plans = Plan.objects.of(self.organisation)
        found: Plan | None = plans.same_as(self.text, start).first()
        return found

    @cached_property
    def plan(self) -> ConfirmedPlan:
        """Return the plan that the forms say; only when they are valid."""
        return answer.plan_from(
            self.heading.cleaned_data,
            {name: kept(part) for name, part in self.parts.items()},
            text=self.text,
            file_name=self.file_name,
            read=self.read,
        )

    @property
    def replaces(self) -> Plan | None:
        chosen: Plan | None = self.heading.cleaned_data["replaces"]
        return chosen

    def refuse(self, refusal: ValidationError) -> None:
        """Show why the plan was refused, beside the field it is about."""
        for field, problems in refusal.message_dict.items():
            place = field if field in self.heading.fields else None
            self.heading.add_error(place, problems)

    def _check_plan(self) -> None:
        try:
            check_plan(
                organisation=self.organisation, plan=self.plan, replaces=self.replaces
            )
        except ValidationError as refusal:
            self.refuse(refusal)

    def _check_columns(self) -> None:
        """Refuse a plan without columns, and one that names a column twice."""
        rows = kept(self.parts["columns"])
        if not rows:
            self.heading.add_error(None, _("A plan needs at least one column."))
        titles = dict(self.offer.column_choices)
        seen: set[str] = set()
        for place, row in rows.items():
            name = fold(titles.get(row["column_id"]) or row["name"])
            if name in seen:
                self.parts["columns"].forms[place].add_error(
                    "name", _("This column stands here twice.")
                )
            seen.add(name)

    def _check_groups(self) -> None:
        """Refuse a group that stands for no channel and is not said to be unused."""
        opened = {
            row["group"] for row in kept(self.parts["channels"]).values() if row["name"]
        }
        for place, row in kept(self.parts["groups"]).items():
            if not (row["channel_ids"] or row["unused"] or place in opened):
                self.parts["groups"].forms[place].add_error(
                    "channel_ids",
                    _("Tick a channel, open a new one, or say that it is not used."),
                )

    def _has_errors(self) -> bool:
        rows = [
            part.forms[place] for part in self.parts.values() for place in kept(part)
        ]
        return any(form.errors for form in (self.heading, *rows))
