"""Kind of channel -> its adapter, by a setting."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .adapters.base import Adapter


class UnknownKind(Exception):
    """No adapter is registered for this kind."""


def kinds() -> dict[str, str]:
    """Return kind -> dotted path of its adapter class."""
    return dict(settings.CHANNEL_KINDS)


def adapter_class(kind: str) -> type[Any]:
    """Return the adapter class of `kind`; raises UnknownKind."""
    try:
        path = kinds()[kind]
    except KeyError:
        raise UnknownKind(kind) from None
    found: type[Any] = import_string(path)
    return found


def build(kind: str, config: dict[str, Any]) -> Adapter:
    """Return an adapter of `kind` built with `config`."""
    adapter: Adapter = adapter_class(kind)(**config)
    return adapter
