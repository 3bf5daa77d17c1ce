"""A channel is connected to its service, and looked after."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from pydantic import BaseModel, SecretStr, ValidationError
from wagtail.log_actions import log

from toasoan.channels import registry
from toasoan.channels.adapters.base import (
    DeliveryError,
    Disconnected,
    Receipt,
    Rejected,
    Standing,
    Way,
)
from toasoan.channels.models import Channel, Connection, Delivery
from toasoan.core.vault import WrongKey

from .channels import keep_channel
from .tools import adapter_for, connection_of, vault

logger = logging.getLogger(__name__)

VERBS = {
    "findable": pgettext_lazy("channel can", "look up what it posted"),
    "editable": pgettext_lazy("channel can", "correct"),
    "withdrawable": pgettext_lazy("channel can", "take back"),
    "measurable": pgettext_lazy("channel can", "count readers"),
    "broadcasting": pgettext_lazy("channel can", "send to followers' phones"),
}
# Warned this long before a token dies.
BEFORE_IT_DIES = timedelta(days=14)
A_DAY = timedelta(days=1)
FOUR_WEEKS = timedelta(weeks=4)
# Services count once a day and allow few questions.
MOST_MEASURED = 100


class WrongKeys(Exception):
    """Keys that this kind of channel cannot be connected with.

    `unknown` are names it does not have, `wrong` those that are missing or no good,
    `anew` the secrets to be entered too, as they would go to another address.
    """

    def __init__(
        self, unknown: list[str], wrong: list[str], anew: Sequence[str] = ()
    ) -> None:
        super().__init__(", ".join([*unknown, *wrong, *anew]))
        self.unknown = unknown
        self.wrong = wrong
        self.anew = list(anew)


class KeysAreRenewed(Exception):
    """The service is giving a channel new keys, or just gave them."""


def keys_of(kind: str) -> type[BaseModel] | None:
    """Return the names `kind` is connected with; None when it needs none."""
    found: type[BaseModel] | None = registry.adapter_class(kind).Keys
    return found


def can(kind: str) -> list[str]:
    """Return what channels of `kind` can do, in the words of the screens."""
    adapter = registry.adapter_class(kind)
    return [str(word) for name, word in VERBS.items() if getattr(adapter, name)]


def secret_names(model: type[BaseModel]) -> set[str]:
    """Return which keys are secrets: sealed, and never shown again."""
    return {
        name for name, one in model.model_fields.items() if one.annotation is SecretStr
    }


@transaction.atomic
def connect(
    *, channel: Channel, keys: Mapping[str, str], private: bool, by: Any
) -> None:
    """Give `channel` the `keys` to its service; what is not named stays as it was.

    `private` lets it talk to addresses of our own network, and send the secrets it has
    to another address. Raises WrongKeys, and KeysAreRenewed while a worker asks for the
    keys it would keep; nothing is changed then.
    """
    model = keys_of(channel.kind)
    if model is None:
        raise WrongKeys(sorted(keys), [])
    config, sealed = _had(channel)
    secrets = _opened(sealed)
    hidden = secret_names(model)
    known = {**config, **secrets, **keys}
    _validate(model, known, keys)
    kept = {name for name in hidden - set(keys) if secrets.get(name)}
    moved = _moves(model, config, keys)
    if moved and kept and not private:
        raise WrongKeys([], [], sorted(kept))
    if hidden & set(keys):
        # What belonged to the old ones (when they die) goes with them.
        secrets = {name: text for name, text in secrets.items() if name in hidden}
    secrets |= {name: text for name, text in keys.items() if name in hidden}
    channel.config = {
        name: text
        for name, text in known.items()
        if name in model.model_fields and name not in hidden
    }
    keep_channel(channel=channel, by=by)
    connection = connection_of(channel)
    if private or moved:
        Connection.objects.filter(pk=connection.pk).update(private=private)
    if hidden & set(keys) or not sealed:
        # Not otherwise: a worker may just be asking for the next pair.
        instead_of = sealed if kept else None
        if not connection.keep_keys(vault().seal(secrets), instead_of, timezone.now()):
            raise KeysAreRenewed
    log(channel, "toasoan.connect", user=by, data={"keys": sorted(keys)})


def _had(channel: Channel) -> tuple[dict[str, Any], str]:
    """Return what `channel` is set to and its sealed secrets; none of another kind."""
    same = Channel.objects.filter(pk=channel.pk, kind=channel.kind)
    found = Connection.objects.filter(channel__in=same).values_list("sealed", flat=True)
    return (channel.config if same.exists() else {}), found.first() or ""


def _opened(sealed: str) -> dict[str, str]:
    """Return what was `sealed`; nothing when its key was lost: all is entered anew."""
    try:
        return vault().open(sealed)
    except WrongKey:
        return {}


def _moves(
    model: type[BaseModel], config: Mapping[str, str], keys: Mapping[str, str]
) -> bool:
    """Say whether with `keys` the secrets go to another address than so far."""
    return any(
        name in keys and keys[name] != config.get(name, one.default)
        for name, one in model.model_fields.items()
        if name.endswith("base_url") and name != "public_base_url"
    )


def _validate(
    model: type[BaseModel], known: Mapping[str, str], keys: Mapping[str, str]
) -> None:
    """Raise WrongKeys when a channel cannot be connected with what is `known`."""
    unknown = sorted(set(keys) - set(model.model_fields))
    try:
        model(**known)
    except ValidationError as error:
        wrong = sorted({str(one["loc"][0]) for one in error.errors()})
        raise WrongKeys(unknown, wrong) from error
    if unknown:
        raise WrongKeys(unknown, [])


def check(*, channel: Channel, now: datetime) -> Standing:
    """Ask the service whether it knows us, and note what it says.

    A channel that was stopped goes on when it does. Raises DeliveryError.
    """
    connection = connection_of(channel)
    try:
        standing = adapter_for(channel).standing()
    except DeliveryError as error:
        Connection.objects.filter(pk=connection.pk).update(checked_at=now)
        if isinstance(error, Disconnected):
            connection.mark_stopped(error, now)
        raise
    _wait_no_longer(connection, now)
    connection.mark_checked(standing, now)
    return standing


def _wait_no_longer(connection: Connection, now: datetime) -> None:
    """Have what waits for another try, or for the account, be due at `now`.

    What was due all the time stays so: the longer, the rather an old backup was brought
    back, and its post is there already.
    """
    queued = Delivery.objects.filter(state=Delivery.State.QUEUED, error_code__gt="")
    waiting = queued.filter(channel=connection.pk)
    if not connection.stopped:
        waiting = waiting.filter(not_before__gt=now)
    waiting.update(not_before=now)


def to_be_checked(now: datetime) -> list[Channel]:
    """Return the open channels whose service was last asked a day ago."""
    lately = Connection.objects.filter(checked_at__gt=now - A_DAY).values("pk")
    found = Channel.objects.not_closed_on(timezone.localdate(now))
    found = found.exclude(pk__in=lately)
    return [one for one in found.select_related("organisation") if keys_of(one.kind)]


def measure(*, channel: Channel, now: datetime) -> int:
    """Ask how the posts of the last four weeks did; return how many told.

    Raises DeliveryError when the service will not say more.
    """
    adapter = adapter_for(channel)
    if not adapter.measurable:
        return 0
    posts = Delivery.objects.filter(
        channel=channel,
        way=Way.PUSHED.value,
        state=Delivery.State.DELIVERED,
        delivered_at__gt=now - FOUR_WEEKS,
    ).order_by("-delivered_at")
    known = [one for one in posts[:MOST_MEASURED] if one.known_there]
    for post in known:
        receipt = Receipt(external_id=post.external_id, url=post.url)
        try:
            figures = asdict(adapter.measure(receipt))
        except Rejected as error:
            # Somebody deleted it there; the others still have readers.
            logger.info("delivery %s: not measured: %s", post.pk, error)
            continue
        told = {name: number for name, number in figures.items() if number is not None}
        Delivery.objects.filter(pk=post.pk).update(figures=told)
    return len(known)


def dying(connection: Connection, now: datetime) -> bool:
    """Say whether the token of `connection` should be renewed by now."""
    until = connection.token_until
    return until is not None and until - now < BEFORE_IT_DIES


def to_connect_anew(organisation_id: int, now: datetime) -> list[Connection]:
    """Return what is stopped, or will be soon, of the newsroom's open channels."""
    ends = Q(token_until__lt=now + BEFORE_IT_DIES)
    in_use = Channel.objects.not_closed_on(timezone.localdate(now))
    found = Connection.objects.filter(
        ~Q(trouble="") | ends, organisation_id=organisation_id, channel__in=in_use
    )
    return list(found.select_related("channel").order_by("pk"))


def reseal() -> int:
    """Seal all secrets with the first key; return how many. Raises WrongKey."""
    rows = list(Connection.objects.exclude(sealed=""))
    fresh = [(one, vault().renew(one.sealed)) for one in rows]
    with transaction.atomic():
        for one, sealed in fresh:
            Connection.objects.filter(pk=one.pk, sealed=one.sealed).update(
                sealed=sealed
            )
    return len(fresh)
