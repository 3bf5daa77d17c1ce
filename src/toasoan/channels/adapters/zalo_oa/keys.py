"""What a Zalo Official Account needs to be spoken to."""

from pydantic import BaseModel, Field, SecretStr


class Keys(BaseModel):
    """Addresses and keys of one account; time-outs in seconds.

    `oa_secret` signs what Zalo sends to us; without it only that does not work.
    `broadcasts_a_month` is what the account's package allows; no call tells it.
    The two tokens are the first ones: the keeper has those that stand now.
    """

    oauth_base_url: str = "https://oauth.zaloapp.com"
    openapi_base_url: str = "https://openapi.zalo.me"
    app_id: str
    app_secret: SecretStr
    oa_id: str
    oa_secret: SecretStr = SecretStr("")
    access_token: SecretStr
    refresh_token: SecretStr
    timeout_connect: float = Field(default=5, gt=0, le=30)
    # Two tries for new tokens must end before others may ask for them.
    timeout_read: float = Field(default=15, gt=0, le=30)
    public_base_url: str = ""
    broadcasts_a_month: int = Field(default=4, ge=0, le=31)
