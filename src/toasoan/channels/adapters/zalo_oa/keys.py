"""What a Zalo Official Account needs to be spoken to."""

from pydantic import BaseModel, SecretStr


class Keys(BaseModel):
    """Addresses and keys of one account; time-outs in seconds.

    `oa_secret` signs what Zalo sends to us; without it only that does not work.
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
    timeout_connect: float = 5
    timeout_read: float = 15
    public_base_url: str = ""
