"""An adapter with all it needs: its settings, its keys, its way out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from pydantic import ValidationError

from toasoan.channels import registry
from toasoan.channels.adapters.base import Adapter, Disconnected, Unavailable
from toasoan.channels.models import Channel, Connection, Delivery
from toasoan.core.http import Http
from toasoan.core.vault import Vault, WrongKey

# As long as a service may think about new keys.
AGAIN = 5


def vault() -> Vault:
    """Return the vault of this installation."""
    return Vault(settings.SECRETS_KEYS)


def connection_of(channel: Channel) -> Connection:
    """Return the connection of `channel`, made when there is none yet."""
    made, _new = Connection.objects.get_or_create(
        channel=channel, defaults={"organisation_id": channel.organisation_id}
    )
    return made


class SealedKeys:
    """The Keeper of one channel: its secrets, unsealed only while they are used.

    All is in the database, so that another process knows it too.
    """

    def __init__(
        self, channel: Channel, now: Callable[[], datetime] = timezone.now
    ) -> None:
        self.channel = channel
        self.now = now

    def secrets(self) -> dict[str, str]:
        """Return the secrets as they stand now. Raises Disconnected."""
        sealed = Connection.objects.filter(pk=self.channel.pk).values_list(
            "sealed", flat=True
        )
        try:
            return vault().open(sealed.first() or "")
        except WrongKey as error:
            raise Disconnected("secrets_key_lost") from error

    def renew(
        self, stale: str, ask: Callable[[dict[str, str]], dict[str, str]]
    ) -> dict[str, str]:
        """Return secrets newer than `stale`: somebody else's, or what `ask` gives.

        They are stored before they are returned; what `ask` raises leaves the old ones.
        Raises Unavailable while another worker asks.
        """
        connection = connection_of(self.channel)
        began = self.now()
        if not connection.begin_asking(began):
            raise Unavailable("keys_are_being_renewed", retry_after=AGAIN)
        sealed = None
        try:
            known = self.secrets()
            if known.get("access_token") != stale:
                return known
            fresh = known | ask(known)
            sealed = vault().seal(fresh)
            return fresh
        finally:
            connection.end_asking(began, sealed)

    def rest(self, seconds: float) -> None:
        """Have nobody call the service for `seconds`; a longer rest stands."""
        until = self.now() + timedelta(seconds=seconds)
        connection_of(self.channel).mark_resting(until)

    def rests(self) -> float:
        """Return for how many seconds it is to be left alone, 0 when it is not."""
        known = Connection.objects.filter(pk=self.channel.pk)
        until = known.values_list("rests_until", flat=True).first()
        return max((until - self.now()).total_seconds(), 0) if until else 0


def adapter_for(channel: Channel) -> Adapter:
    """Return the adapter of `channel`, built with its own configuration.

    Raises Disconnected when it was never connected, or with settings it cannot use.
    """
    keys_model = registry.adapter_class(channel.kind).Keys
    if keys_model is None:
        return registry.build(channel.kind, _plain_config(channel))
    keeper = SealedKeys(channel)
    try:
        keys = keys_model(**{**channel.config, **keeper.secrets()})
    except ValidationError as error:
        wrong = ", ".join(str(one["loc"][0]) for one in error.errors())
        raise Disconnected("not_connected", wrong) from error
    return registry.build(
        channel.kind,
        {"keys": keys, "http": http_for(channel, keys), "keeper": keeper},
    )


def _plain_config(channel: Channel) -> dict[str, Any]:
    config = dict(channel.config)
    if channel.kind == "fake":
        config.setdefault("wall", str(settings.EXERCISE_WALL / str(channel.pk)))
    return config


def http_for(channel: Channel, keys: Any) -> Http:
    """Return the way out for `channel`, with the time-outs of its `keys`."""
    private = Connection.objects.filter(pk=channel.pk, private=True).exists()
    read = float(keys.timeout_read)
    return Http(
        connect=float(keys.timeout_connect),
        read=read,
        # One call never takes much longer than one time-out: others wait behind it.
        whole=max(read * 1.5, read + 5),
        allow_private=private,
    )


class KeptNotes:
    """The Notes of one row; `keep` writes them before it returns."""

    def __init__(
        self, notes: dict[str, Any], write: Callable[[dict[str, Any]], None]
    ) -> None:
        self._notes = dict(notes)
        self._write = write

    def get(self, name: str) -> Any:
        return self._notes.get(name)

    def keep(self, **values: Any) -> None:
        self._notes |= values
        self._notes = {k: v for k, v in self._notes.items() if v is not None}
        self._write(dict(self._notes))


def notes_of(delivery: Delivery) -> KeptNotes:
    """Return what earlier steps of `delivery` left."""
    return KeptNotes(delivery.notes, delivery.keep_notes)
