"""Secrets as the database holds them: sealed, by keys that are not in it."""

import json
from collections.abc import Mapping, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class WrongKey(Exception):
    """None of the keys opens what was sealed."""


class Vault:
    """Seals with the first of `keys`, opens with any: so keys can be changed.

    Keys as `Fernet.generate_key` makes them. Raises ValueError for one that is none.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, secrets: Mapping[str, str]) -> str:
        """Return `secrets` as text nobody reads without a key."""
        plain = json.dumps(dict(secrets), ensure_ascii=False)
        return self._fernet.encrypt(plain.encode()).decode("ascii")

    def open(self, sealed: str) -> dict[str, str]:
        """Return what was sealed; nothing for the empty text. Raises WrongKey."""
        if not sealed:
            return {}
        try:
            plain = self._fernet.decrypt(sealed.encode("ascii"))
        except InvalidToken as error:
            raise WrongKey("sealed with another key") from error
        found: dict[str, str] = json.loads(plain)
        return found

    def renew(self, sealed: str) -> str:
        """Return the same secrets sealed with the first key. Raises WrongKey."""
        if not sealed:
            return ""
        try:
            return self._fernet.rotate(sealed.encode("ascii")).decode("ascii")
        except InvalidToken as error:
            raise WrongKey("sealed with another key") from error


def new_key() -> str:
    """Return a key for a vault."""
    return Fernet.generate_key().decode("ascii")
