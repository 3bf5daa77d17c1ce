"""The newsroom that a command is about."""

from collections.abc import Callable
from typing import Any

import click
from django.utils.translation import gettext as _

from toasoan.organisations.models import Organisation


def organisation_option() -> Callable[[Any], Any]:
    """Return the option `--organisation CODE`, which hands over the row itself.

    Without it the one newsroom there is; where there are more, it must be said.
    """
    return click.option(
        "--organisation",
        metavar="CODE",
        callback=_found,
        help=_("Code of the newsroom; needed where there are several."),
    )


def _found(
    context: click.Context, option: click.Parameter, code: str | None
) -> Organisation:
    if code is None:
        return only_newsroom()
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


def only_newsroom() -> Organisation:
    """Return the one newsroom there is; raises click.ClickException otherwise."""
    newsrooms = list(Organisation.objects.newsrooms()[:2])
    if len(newsrooms) != 1:
        raise click.ClickException(
            _("Say which newsroom with --organisation CODE.")
            if newsrooms
            else _("There is no newsroom here yet.")
        )
    return newsrooms[0]
