"""The parts of a plan that have rows, and the rows that belong to other rows."""

from typing import Any

from django.forms import BaseFormSet, formset_factory

from . import answer
from .forms import (
    AssignmentForm,
    BasisForm,
    CadenceForm,
    ChannelForm,
    ColumnForm,
    GroupForm,
)

# The parts of a plan, in the order they are read from a posted page: cadences
# need to know the groups.
FORMS: dict[str, Any] = {
    "bases": BasisForm,
    "columns": ColumnForm,
    "groups": GroupForm,
    "channels": ChannelForm,
    "cadences": CadenceForm,
    "assignments": AssignmentForm,
}
MOST_ROWS = 1000
# What a new row of a part belongs to.
OWNER = {"channels": "group", "cadences": "column"}
PLACEHOLDER = "__owner__"


def row_set(name: str) -> Any:
    """Return the class of the rows of part `name`."""
    return formset_factory(
        FORMS[name],
        extra=0,
        can_delete=name != "groups",
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )


def kept(part: BaseFormSet[Any]) -> answer.Kept:
    """Return the cleaned rows of a valid part that were not taken out, by place."""
    return {
        place: form.cleaned_data
        for place, form in enumerate(part.forms)
        if not form.cleaned_data.get("DELETE")
    }


def number(form: Any, field: str) -> int | None:
    """Return a whole number that a form shows, as posted or at first."""
    value = str(form[field].value())
    return int(value) if value.isdigit() else None


def rows_under(part: BaseFormSet[Any], field: str, owner: int) -> list[Any]:
    """Return the rows of a part whose `field` says that they belong to `owner`."""
    return [form for form in part if number(form, field) == owner]


def group_choices(groups: BaseFormSet[Any]) -> list[tuple[int, str]]:
    """Return the groups as a cadence may choose them: place and name."""
    return [(place, form["name"].value() or "") for place, form in enumerate(groups)]


def with_row(posted: Any, wanted: str) -> Any:
    """Return posted data with one more row: "cadences:2" adds one to column 2.

    A name that is no part, or a full part, adds nothing.
    """
    name, _colon, owner = wanted.partition(":")
    total = posted.get(f"{name}-TOTAL_FORMS", "")
    if name not in FORMS or not total.isdigit() or int(total) >= MOST_ROWS:
        return posted
    more = posted.copy()
    more[f"{name}-TOTAL_FORMS"] = str(int(total) + 1)
    for field, made in FORMS[name].base_fields.items():
        if made.initial is not None:
            more[f"{name}-{total}-{field}"] = str(made.initial)
    if name in OWNER:
        more[f"{name}-{total}-{OWNER[name]}"] = owner
    return more
