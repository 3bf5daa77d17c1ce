"""What a Mastodon account is connected with."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class MastodonKeys(BaseModel):
    """The server of the account, and a key that its settings gave.

    Time-outs in seconds. `public_base_url` is where all reach our site when it is not
    the address in the story.
    """

    model_config = ConfigDict(
        frozen=True, str_strip_whitespace=True, hide_input_in_errors=True
    )

    base_url: str = Field(pattern=r"^https?://[^\s?#]+$")
    access_token: SecretStr = Field(min_length=1)
    timeout_connect: float = Field(5, gt=0)
    timeout_read: float = Field(15, gt=0)
    public_base_url: str = ""

    @field_validator("access_token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr) -> SecretStr:
        value = token.get_secret_value()
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError("letters, digits and marks only, no blanks")
        return token
