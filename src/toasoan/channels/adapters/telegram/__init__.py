"""A Telegram channel or group, through a bot.

Telegram knows no key against double sending, and a bot cannot ask what it posted: when
no clear answer came, a person looks. https://core.telegram.org/bots/api
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from toasoan.channels.adapters.base import (
    DeliveryError,
    Disconnected,
    Item,
    Keeper,
    Plain,
    Problem,
    Receipt,
    Rejected,
    Sending,
    Standing,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.limits import fitted, problems_of_post
from toasoan.channels.adapters.uploads import photo
from toasoan.core.http import Answer, File, Http, Lost, NotSent

from .words import WORDS

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_PHOTOS = 10
REST = 60.0  # seconds, when a limit is reached and no time is told
SHORT = 300  # characters of detail
LINKED = ("channel", "supergroup")  # the kinds of chat whose messages have an address
OUTSIDE = ("left", "kicked")

# Telegram has no codes but the HTTP status; its English words tell cases apart.
MEANINGS: tuple[tuple[str, type[DeliveryError], str], ...] = (
    ("message is not modified", Rejected, "telegram_unchanged"),
    ("no text in the message to edit", Rejected, "telegram_no_text"),
    ("message to delete not found", Rejected, "telegram_gone"),
    ("message to edit not found", Rejected, "telegram_gone"),
    ("message_id_invalid", Rejected, "telegram_gone"),
    ("message can't be deleted", Rejected, "telegram_delete_by_hand"),
    ("message_delete_forbidden", Rejected, "telegram_delete_by_hand"),
    ("message can't be edited", Rejected, "telegram_edit_by_hand"),
    ("upgraded to a supergroup", Disconnected, "telegram_chat_moved"),
    ("chat not found", Disconnected, "telegram_chat_unknown"),
    ("chat_id is empty", Disconnected, "telegram_chat_unknown"),
    ("rights", Disconnected, "telegram_no_rights"),
    ("chat_write_forbidden", Disconnected, "telegram_no_rights"),
    ("chat_admin_required", Disconnected, "telegram_no_rights"),
    ("member list is inaccessible", Disconnected, "telegram_no_rights"),
    ("user not found", Disconnected, "telegram_put_out"),
    ("too long", Rejected, "telegram_too_long"),
    ("is empty", Rejected, "telegram_empty"),
    ("photo_", Rejected, "telegram_picture_refused"),
    ("image_process_failed", Rejected, "telegram_picture_refused"),
    ("file is too big", Rejected, "telegram_picture_refused"),
    ("entity too large", Rejected, "telegram_picture_refused"),
)


class TelegramKeys(BaseModel):
    """The bot, and the chat it posts to: @name, or the number of a private one.

    Time-outs in seconds. `public_base_url` is where all reach our site when it is not
    the address in the story.
    """

    model_config = ConfigDict(
        frozen=True, str_strip_whitespace=True, hide_input_in_errors=True
    )

    base_url: str = Field("https://api.telegram.org", pattern=r"^https?://[^\s?#]+$")
    bot_token: SecretStr
    chat_id: str = Field(pattern=r"^(@[A-Za-z]\w{3,31}|-?\d{1,20})$")
    timeout_connect: float = Field(5, gt=0)
    timeout_read: float = Field(15, gt=0)
    public_base_url: str = ""

    @field_validator("bot_token")
    @classmethod
    def _fits_an_address(cls, token: SecretStr) -> SecretStr:
        number, _colon, secret = token.get_secret_value().partition(":")
        plain = secret.replace("-", "").replace("_", "")
        if not (number.isdecimal() and plain.isalnum() and plain.isascii()):
            raise ValueError("a number, a colon, then letters and digits")
        return token


class Unclear(Exception):
    """Telegram did not say whether it did it."""


class Telegram(Plain):
    """Posts as the bot of `keys`; `keeper` is not asked: its token never ends."""

    editable: ClassVar[bool] = True
    withdrawable: ClassVar[bool] = True
    Keys: ClassVar[type[BaseModel] | None] = TelegramKeys
    title: ClassVar[str] = "Telegram"
    words: ClassVar[Mapping[str, str]] = WORDS

    def __init__(self, *, keys: TelegramKeys, http: Http, keeper: Keeper) -> None:
        self.keeper = keeper
        self._keys = keys
        self._http = http

    def check(self, item: Item) -> list[Problem]:
        most = LONGEST_CAPTION if item.pictures else LONGEST_TEXT
        return problems_of_post(
            item, "telegram", most=most, most_pictures=MOST_PHOTOS, size=size
        )

    def deliver(self, sending: Sending) -> Receipt:
        """Post `sending`, once: words, or one to ten photos with a caption.

        Always one call, so never half a story. Raises the four errors; Unconfirmed when
        it may be there.
        """
        made = sending.notes.get("made")
        if not made:
            made = self._post(sending.item)
            sending.notes.keep(made=made)
        return _receipt(made)

    def find(self, sending: Sending) -> Receipt | None:
        """Return what our own notes know; a bot cannot look what it posted."""
        made = sending.notes.get("made")
        return _receipt(made) if made else None

    def edit(self, receipt: Receipt, sending: Sending) -> Receipt:
        """Change the words of what is there; its photos stay."""
        item = sending.item
        chat, messages = _place(receipt)
        place = {"chat_id": chat, "message_id": messages[0]}
        if len(messages) > 1:
            self._change("editMessageCaption", place | _caption(item))
            return receipt
        try:
            self._change("editMessageText", place | _text(item))
        except Rejected as refusal:
            # A photo; an item does not say what it was when it was sent.
            if refusal.code != "telegram_no_text":
                raise
            self._change("editMessageCaption", place | _caption(item))
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Delete what is there; what is gone already counts as done.

        Raises Rejected when it is too old for a bot: a person deletes it.
        """
        chat, messages = _place(receipt)
        for message in messages:
            try:
                self._repeat("deleteMessage", {"chat_id": chat, "message_id": message})
            except Rejected as refusal:
                if refusal.code != "telegram_gone":
                    raise

    def standing(self) -> Standing:
        """Return the chat's name. Raises Disconnected when we cannot post there."""
        bot = self._told("getMe", {}).get("id")
        here = {"chat_id": self._keys.chat_id}
        chat = self._told("getChat", here)
        self._look_at_rights(
            chat, self._told("getChatMember", here | {"user_id": str(bot)})
        )
        name = chat.get("title") or chat.get("username") or chat.get("first_name")
        linked = chat.get("type") in LINKED
        return Standing(
            name=name if isinstance(name, str) else "",
            warnings=() if linked else ("telegram_no_address",),
        )

    @staticmethod
    def _look_at_rights(chat: dict[str, Any], member: dict[str, Any]) -> None:
        status = member.get("status")
        if status in OUTSIDE:
            raise Disconnected("telegram_put_out", str(status))
        posting = status == "creator" or member.get("can_post_messages") is True
        if chat.get("type") == "channel" and not posting:
            raise Disconnected("telegram_no_rights", str(status))
        if status == "restricted" and member.get("can_send_messages") is not True:
            raise Disconnected("telegram_no_rights", str(status))

    def _post(self, item: Item) -> dict[str, Any]:
        """Post `item`; return what must be kept of it."""
        here = {"chat_id": self._keys.chat_id}
        photos = item.pictures[:MOST_PHOTOS]
        if not photos:
            return self._create("sendMessage", here | _text(item), {})
        files = {
            f"photo{n}": photo(one, "telegram_file_unreadable")
            for n, one in enumerate(photos)
        }
        if len(photos) == 1:
            return self._create(
                "sendPhoto", here | _caption(item), {"photo": files["photo0"]}
            )
        album: list[dict[str, str]] = [
            {"type": "photo", "media": f"attach://{name}"} for name in files
        ]
        # A caption on one photo only is the album's.
        album[0] |= _caption(item)
        told = json.dumps(album, ensure_ascii=False)
        return self._create("sendMediaGroup", here | {"media": told}, files)

    def _create(
        self, method: str, form: dict[str, str], files: dict[str, File]
    ) -> dict[str, Any]:
        """Make something all can see; asked once. Raises Unconfirmed when unclear."""
        try:
            made = _made(self._ask(method, form, files))
        except Unclear as unclear:
            detail = str(unclear)
        else:
            if made:
                return made
            detail = "an answer without a message"
        raise Unconfirmed("telegram_maybe_posted", detail)

    def _change(self, method: str, form: dict[str, str]) -> None:
        try:
            self._repeat(method, form)
        except Rejected as refusal:
            if refusal.code != "telegram_unchanged":
                raise

    def _told(self, method: str, form: dict[str, str]) -> dict[str, Any]:
        found = self._repeat(method, form)
        if not isinstance(found, dict):
            raise Unavailable("telegram_no_answer", f"{method}: no object")
        return found

    def _repeat(self, method: str, form: dict[str, str]) -> Any:
        """Ask what may be asked twice. Raises Unavailable when no clear answer came."""
        try:
            found = self._ask(method, form, {})
        except Unclear as unclear:
            detail = str(unclear)
        else:
            if found:
                return found
            detail = f"{method}: an empty result"
        raise Unavailable("telegram_no_answer", detail)

    def _ask(self, method: str, form: dict[str, str], files: dict[str, File]) -> Any:
        """Return the result of `method`. Raises Unclear too."""
        token = self._keys.bot_token.get_secret_value()
        url = f"{self._keys.base_url.rstrip('/')}/bot{token}/{method}"
        try:
            answer = self._http.ask("POST", url, form=form, files=files or None)
        except NotSent as error:
            failure: Exception = Unavailable("telegram_unreachable", self._clean(error))
        except Lost as error:
            failure = Unclear(self._clean(error))
        else:
            return self._understood(answer)
        # Raised here, so that no words of the service hang on it unseen.
        raise failure

    def _understood(self, answer: Answer) -> Any:
        try:
            found = answer.object()
        except Lost as error:
            said = self._clean(f"HTTP {answer.status}: {error}")
        else:
            if found.get("ok") is True and answer.status < 400:
                return found.get("result")
            said = self._clean(f"HTTP {answer.status}: {found}")
            if found.get("ok") is False:
                raise _refusal(found, said)
        raise Unclear(said)

    def _clean(self, said: object) -> str:
        """Return `said` without our token, which stands in every address."""
        text = str(said)
        token = self._keys.bot_token.get_secret_value()
        for secret in (token, token.partition(":")[2]):
            text = text.replace(secret, "***")
        return text[:SHORT]


def size(text: str) -> int:
    """Return the length of `text` as Telegram counts it at most: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _text(item: Item) -> dict[str, str]:
    form = {"text": fitted(item.text, item.url, LONGEST_TEXT, size)}
    if item.url:
        # The card is our story's, whatever else the text links to.
        form["link_preview_options"] = json.dumps({"url": item.url})
    return form


def _caption(item: Item) -> dict[str, str]:
    return {"caption": fitted(item.text, item.url, LONGEST_CAPTION, size)}


def _refusal(found: dict[str, Any], said: str) -> Exception:
    """Return what an answer that says no means; Unclear when it may be done."""
    number = found.get("error_code")
    if type(number) is not int or not 400 <= number < 500:
        return Unclear(said)
    if number == 429:
        return Unavailable("telegram_rate_limit", said, retry_after=_rest(found))
    if number in (401, 404):
        return Disconnected("telegram_token_dead", said)
    words = str(found.get("description")).lower()
    for part, error, code in MEANINGS:
        if part in words:
            return error(code, said)
    if number == 403:
        return Disconnected("telegram_put_out", said)
    return Rejected("telegram_refused", said)


def _rest(found: dict[str, Any]) -> float:
    told = found.get("parameters")
    wait = told.get("retry_after") if isinstance(told, dict) else None
    return float(wait) if type(wait) is int and 0 < wait < 1_000_000 else REST


def _made(result: Any) -> dict[str, Any]:
    """Return what is kept of the messages in `result`; nothing when there are none."""
    messages = result if isinstance(result, list) else [result]
    numbers = [_number(one, "message_id") for one in messages]
    if not numbers or not all(numbers):
        return {}
    chat = messages[0].get("chat")
    if not isinstance(chat, dict) or not _number(chat, "id"):
        return {}
    name = chat.get("username")
    return {
        "chat": chat["id"],
        "username": name if isinstance(name, str) else "",
        "messages": numbers,
        "date": _number(messages[0], "date"),
    }


def _number(found: Any, name: str) -> int:
    number = found.get(name) if isinstance(found, dict) else None
    return number if type(number) is int else 0


def _receipt(made: dict[str, Any]) -> Receipt:
    chat, messages, date = made["chat"], made["messages"], made["date"]
    # A chat without a name of its own opens for its members only.
    place = made["username"] or f"c/{str(chat).removeprefix('-100').lstrip('-')}"
    return Receipt(
        external_id=f"{chat}:{','.join(str(one) for one in messages)}",
        url=f"https://t.me/{place}/{messages[0]}",
        accepted_at=datetime.fromtimestamp(date, UTC) if date else datetime.now(UTC),
        raw=dict(made),
    )


def _place(receipt: Receipt) -> tuple[str, list[str]]:
    """Return the chat and the messages of `receipt`."""
    chat, _colon, messages = receipt.external_id.partition(":")
    return chat, messages.split(",")
