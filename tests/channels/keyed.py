"""An adapter with keys, and a service in the same room that says what a test wants."""

from pydantic import BaseModel, SecretStr

from toasoan.channels.adapters.base import Figures, Plain, Receipt, Standing

# What `standing` does: an exception to raise, or what it says.
says = []
seen = []


class Keys(BaseModel):
    base_url: str = "https://service.example"
    account: str
    access_token: SecretStr
    timeout_connect: float = 5
    timeout_read: float = 15
    public_base_url: str = ""


class Keyed(Plain):
    title = "Dịch vụ thử"
    findable = True
    measurable = True
    words = {"keyed_dead": "The token is dead."}
    Keys = Keys

    def __init__(self, *, keys, http, keeper):
        self.keys = keys
        self.http = http
        self.keeper = keeper

    def deliver(self, sending):
        seen.append(sending.item)
        return Receipt(external_id=sending.key, url=f"#{sending.key}")

    def measure(self, receipt):
        return Figures(views=1234, reactions=0)

    def standing(self):
        said = says.pop(0) if says else Standing(name=self.keys.account)
        if isinstance(said, Exception):
            raise said
        return said


class PairedKeys(Keys):
    refresh_token: SecretStr
    oa_secret: SecretStr = SecretStr("")


class Paired(Keyed):
    """One whose token is renewed by another that works once, as Zalo's."""

    Keys = PairedKeys


class ElsewhereKeys(Keys):
    base_url: str


class Elsewhere(Keyed):
    """One whose service has no address of its own, as Mastodon."""

    Keys = ElsewhereKeys


class Blind(Keyed):
    """One that cannot look what it posted, as Telegram's bots."""

    findable = False
