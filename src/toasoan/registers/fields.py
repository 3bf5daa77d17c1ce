"""A month, asked and read."""

from typing import Any

from django import forms


class MonthInput(forms.DateInput):
    """The phone's own picker of a month; the value is the first day of it."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m")


MONTH_FORMATS = ["%Y-%m", "%m/%Y", "%Y-%m-%d", "%d/%m/%Y"]
