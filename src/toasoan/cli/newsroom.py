"""The newsroom that a command is about."""

from collections.abc import Callable
from typing import Any

import click
from django.utils.translation import gettext as _

from toasoan.organisations.models import Organisation


def organisation_option(required: bool = True) -> Callable[[Any], Any]:
    """Return the option `--organisation CODE`, which hands over the row itself."""
    return click.option(
        "--organisation",
        metavar="CODE",
        required=required,
        callback=_found,
        help=_("Code of the newsroom."),
    )


def _found(
    context: click.Context, option: click.Parameter, code: str | None
) -> Organisation | None:
    if code is None:
        return None
    newsrooms = Organisation.objects.newsrooms()
    # After a reform a code may come back: the youngest body has it now.
    found = newsrooms.filter(code=code).order_by("-valid_from", "-pk").first()
    if found is None:
        codes = ", ".join(newsrooms.values_list("code", flat=True)) or "–"
        raise click.BadParameter(
            _("there is no newsroom “%(code)s”; there are: %(codes)s")
            % {"code": code, "codes": codes}
        )
    return found
