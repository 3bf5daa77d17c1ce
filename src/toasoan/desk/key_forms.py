"""The keys by which a channel is connected to its service."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.channels import actions
from toasoan.channels.models import Channel

LABELS = {
    "page_id": _("Number of the page (Page ID)"),
    "page_token": _("Page access token"),
    "app_id": _("Number of the app (App ID)"),
    "app_secret": _("App secret"),
    "oa_id": _("Number of the Official Account (OA ID)"),
    "oa_secret": _("OA secret key"),
    "access_token": _("Access token"),
    "refresh_token": _("Refresh token"),
    "chat_id": _("Channel or group (chat ID)"),
    "bot_token": _("Bot token"),
    "api_version": _("Version of the service"),
    "base_url": _("Address of the service"),
    "oauth_base_url": _("Address of the service for keys"),
    "openapi_base_url": _("Address of the service"),
    "public_base_url": _("Address under which the service finds our site"),
    "broadcasts_a_month": _("Messages to followers a month, by the account's package"),
    "timeout_connect": _("Seconds to wait for a connection"),
    "timeout_read": _("Seconds to wait for an answer"),
}
# Where keys are sent to, and how long one waits: for who runs the installation.
FOR_THE_INSTALLER = {
    *("base_url", "oauth_base_url", "openapi_base_url", "api_version"),
    *("timeout_connect", "timeout_read"),
}


class KeysForm(forms.Form):
    """What `channel` is connected with; a secret is entered, never shown."""

    def __init__(
        self, *args: Any, channel: Channel, installer: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.channel = channel
        self.installer = installer
        model = actions.keys_of(channel.kind)
        fields = model.model_fields if model else {}
        secrets = actions.secret_names(model) if model else set()
        for name, one in fields.items():
            if self._may_see(name, one):
                self.fields[name] = self._field(name, one, name in secrets)

    def _may_see(self, name: str, one: Any) -> bool:
        """Say whether this person enters `name`: what has no usual value, always."""
        usual = name in FOR_THE_INSTALLER and not one.is_required()
        return self.installer or not usual

    def _field(self, name: str, one: Any, secret: bool) -> forms.Field:
        default = "" if one.is_required() or secret else one.default
        label = LABELS.get(name, name)
        if secret:
            return forms.CharField(
                label=label,
                required=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
                help_text=_("Never shown again; leave empty to keep the one it has."),
            )
        return forms.CharField(
            label=label,
            required=one.is_required(),
            initial=self.channel.config.get(name, default),
        )

    def keys(self) -> dict[str, str]:
        """Return what was entered; a secret left empty stays what it was."""
        return dict(self._entered())

    def _entered(self) -> Iterator[tuple[str, str]]:
        for name, text in self.cleaned_data.items():
            if text or name in self.channel.config:
                yield name, text.strip()

    def refuse(self, error: actions.WrongKeys) -> None:
        """Say at each field what is missing or wrong."""
        for name in error.wrong:
            self.add_error(
                name if name in self.fields else None, _("Missing, or no good.")
            )
        for name in error.anew:
            self.add_error(
                name, _("The service's address changed: enter this key anew too.")
            )
