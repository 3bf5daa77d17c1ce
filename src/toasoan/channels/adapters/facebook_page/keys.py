"""What one must have to speak for a Facebook Page."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class Keys(BaseModel):
    """The page, its long-lived token and the app that the token was made with.

    Time-outs in seconds. `public_base_url` is where all reach our site when it is not
    the address in the story; the caller rewrites addresses by it.
    """

    model_config = ConfigDict(
        frozen=True, str_strip_whitespace=True, hide_input_in_errors=True
    )

    base_url: str = Field("https://graph.facebook.com", pattern=r"^https?://[^\s?#]+$")
    api_version: str = Field("v26.0", pattern=r"^v\d+\.\d+$")
    page_id: str = Field(pattern=r"^\d+$")
    page_token: SecretStr = Field(min_length=1)
    app_id: str = Field(pattern=r"^\d+$")
    app_secret: SecretStr = Field(min_length=1)
    timeout_connect: float = Field(5, gt=0)
    timeout_read: float = Field(15, gt=0)
    public_base_url: str = ""

    @field_validator("page_token", "app_secret")
    @classmethod
    def _fits_a_header(cls, secret: SecretStr) -> SecretStr:
        value = secret.get_secret_value()
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError("letters, digits and marks only, no blanks")
        return secret
