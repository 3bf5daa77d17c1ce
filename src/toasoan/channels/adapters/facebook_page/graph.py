"""The Graph API as we use it: token out of sight, proof always, rest when told."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from toasoan.channels.adapters.base import Keeper, Unavailable, Unconfirmed
from toasoan.core.http import Answer, File, Http, Lost, NotSent

from .errors import RATE_LIMIT, Unclear, refusal, told
from .keys import Keys
from .usage import REST, rest_wanted

SHORT = 300  # characters of an answer that makes no sense


class Graph:
    """Talks as the page of `keys`; every verb raises the four errors and no other."""

    def __init__(self, keys: Keys, http: Http, keeper: Keeper) -> None:
        self.page_id = keys.page_id
        self.app_id = keys.app_id
        self.clock = http.clock
        self._http = http
        self._keeper = keeper
        self._base = f"{keys.base_url.rstrip('/')}/{keys.api_version}"
        self._page_token = keys.page_token.get_secret_value()
        self._app_secret = keys.app_secret.get_secret_value()

    def read(self, path: str, **query: str) -> dict[str, Any]:
        """Return what is at `path`. Raises Unavailable when no clear answer came."""
        return self._repeatable("GET", path, query=query)

    def delete(self, path: str) -> dict[str, Any]:
        """Delete what is at `path`; may be repeated, so raises as `read` does."""
        return self._repeatable("DELETE", path)

    def write(
        self,
        path: str,
        form: Mapping[str, Any],
        files: Mapping[str, File] | None = None,
    ) -> dict[str, Any]:
        """Write what may safely be written twice; raises as `read` does."""
        return self._repeatable("POST", path, form=form, files=files)

    def create(self, path: str, form: Mapping[str, Any], fields: str) -> dict[str, Any]:
        """Make something all can see and return its `fields`; asked once.

        Raises Unconfirmed when it may be there without our knowing.
        """
        try:
            return self._ask("POST", path, query={"fields": fields}, form=form)
        except Unclear as unclear:
            detail = str(unclear)
        raise Unconfirmed("facebook_maybe_posted", detail)

    def token_facts(self) -> dict[str, Any]:
        """Return what Facebook knows of our token; raises as `read` does.

        Asked as the app. As a POST that says it is a GET: a token in the address would
        end in logs.
        """
        form = {"method": "GET", "input_token": self._page_token}
        return self._repeatable("POST", "debug_token", form=form, token=self._app_token)

    def _repeatable(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        try:
            return self._ask(method, path, **sent)
        except Unclear as unclear:
            detail = str(unclear)
        raise Unavailable("facebook_no_answer", detail)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, File] | None = None,
        token: str = "",
    ) -> dict[str, Any]:
        """Return the answer's object, no error in it. Raises Unclear too."""
        self._keep_still()
        token = token or self._page_token
        proof = {"appsecret_proof": self._proof(token)}
        try:
            answer = self._http.ask(
                method,
                f"{self._base}/{path}",
                headers={"Authorization": f"Bearer {token}"},
                query=dict(query or {}) | (proof if form is None else {}),
                form=None if form is None else dict(form) | proof,
                files=files,
            )
        except NotSent as error:
            failure: Exception = Unavailable("facebook_unreachable", self._clean(error))
        except Lost as error:
            failure = Unclear(self._clean(error))
        else:
            return self._understood(answer)
        # Raised here, so that no words of the service hang on it unseen.
        raise failure

    def _keep_still(self) -> None:
        left = self._keeper.rests()
        if left:
            raise Unavailable("facebook_near_limit", retry_after=left)

    def _understood(self, answer: Answer) -> dict[str, Any]:
        rest = rest_wanted(answer.headers)
        if rest:
            self._keeper.rest(rest)
        try:
            found = answer.object()
        except Lost as error:
            said = self._clean(f"HTTP {answer.status}: {error}")
        else:
            if "error" not in found and answer.status < 400:
                return found
            said = self._clean(f"HTTP {answer.status}: {found}")
            if isinstance(found.get("error"), dict):
                raise self._refused(found["error"], answer.status, rest)
        raise Unclear(said)

    def _refused(self, error: dict[str, Any], status: int, rest: float) -> Exception:
        found = refusal(error, status, self._without_secrets(told(error)))
        if found.code == RATE_LIMIT.code and isinstance(found, Unavailable):
            found.retry_after = rest or REST
            self._keeper.rest(found.retry_after)
        return found

    def _proof(self, token: str) -> str:
        # https://developers.facebook.com/docs/graph-api/guides/secure-requests
        key = self._app_secret.encode()
        return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()

    def _clean(self, said: object) -> str:
        return self._without_secrets(str(said))[:SHORT]

    def _without_secrets(self, text: str) -> str:
        proofs = (self._proof(self._page_token), self._proof(self._app_token))
        for secret in (self._page_token, self._app_secret, *proofs):
            text = text.replace(secret, "***")
        return text

    @property
    def _app_token(self) -> str:
        return f"{self.app_id}|{self._app_secret}"


def identity(found: dict[str, Any]) -> str:
    """Return the `id` in an answer, or nothing when it is none of Facebook's."""
    one = found.get("id")
    plain = isinstance(one, str) and one.replace("_", "", 1).isdecimal()
    return str(one) if plain else ""
