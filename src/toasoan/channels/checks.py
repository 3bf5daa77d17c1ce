"""Say at start-up when a kind of channel cannot be used."""

from typing import Any

from django.core import checks

from . import registry
from .adapters.base import Adapter


def every_kind_has_an_adapter(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    errors = []
    for kind, path in registry.kinds().items():
        try:
            found = registry.adapter_class(kind)
        except ImportError as error:
            errors.append(
                checks.Error(
                    f"channel kind {kind}: {path}: {error}", id="channels.E001"
                )
            )
            continue
        missing = [
            name for name in Adapter.__annotations__ if not hasattr(found, name)
        ] + [
            verb
            for verb in ("check", "deliver", "find", "withdraw")
            if not callable(getattr(found, verb, None))
        ]
        if missing:
            errors.append(
                checks.Error(
                    f"channel kind {kind}: {path} lacks {', '.join(missing)}",
                    id="channels.E002",
                )
            )
    return errors


def register_checks() -> None:
    checks.register(every_kind_has_an_adapter)
