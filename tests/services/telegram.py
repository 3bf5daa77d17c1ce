"""A Bot API on this machine that behaves as the real one is known to.

By hand: python -m tests.services.telegram --port 8802
"""

import json
from datetime import UTC, datetime, timedelta

from tests.services.small import Refusal, Service, by_hand

TOKEN = "8012345678:AAF-token_of_the_bot_of_ban_mau"
BOT = 8012345678
CHAT = -1001234567890
NAME = "banmau"
DELETABLE = timedelta(hours=48)


def refusal(number, words, **parameters):
    value = {"ok": False, "error_code": number, "description": words}
    if parameters:
        value["parameters"] = parameters
    return Refusal(number, value)


class Telegram(Service):
    """One channel, and the bot that is its administrator.

    `messages` is the ledger: number -> what the channel's readers see. `member` is
    what getChatMember says of the bot, `chat` the channel.
    """

    def __init__(self, *, port=0, now=lambda: datetime.now(UTC)):
        super().__init__(port=port)
        self.messages = {}
        self.now = now
        self.chat = {
            "id": CHAT,
            "type": "channel",
            "title": "UBND xã Bản Mẫu",
            "username": NAME,
        }
        self.member = {"status": "administrator", "can_post_messages": True}
        self._number = 40

    def keys(self, **changed):
        """Return what an adapter must know to talk to this service."""
        return {
            "base_url": self.base_url,
            "bot_token": TOKEN,
            "chat_id": f"@{NAME}",
        } | changed

    def public(self):
        """Return the numbers of what readers see."""
        return list(self.messages)

    @staticmethod
    def call_of(seen):
        return seen.path.rpartition("/")[2]

    def do(self, seen):
        if not seen.path.startswith(f"/bot{TOKEN}/"):
            raise refusal(401, "Unauthorized")
        verb = getattr(self, f"_{self.call_of(seen)}", None)
        if verb is None:
            raise refusal(404, "Not Found")
        if "chat_id" in seen.form and seen.form["chat_id"] not in self._names():
            raise refusal(400, "Bad Request: chat not found")
        return {"ok": True, "result": verb(seen.form, seen.files)}

    def _names(self):
        return {str(self.chat["id"]), f"@{self.chat.get('username', '')}"}

    def _getMe(self, _form, _files):
        return {"id": BOT, "is_bot": True, "username": "banmau_bot"}

    def _getChat(self, _form, _files):
        return self.chat

    def _getChatMember(self, form, _files):
        if form["user_id"] != str(BOT):
            raise refusal(400, "Bad Request: user not found")
        return {"user": {"id": BOT}} | self.member

    def _sendMessage(self, form, _files):
        self._measure(form["text"], 4096, "message is too long")
        if not form["text"].strip():
            raise refusal(400, "Bad Request: message text is empty")
        preview = json.loads(form.get("link_preview_options", "{}"))
        return self._put(text=form["text"], card=preview.get("url", ""))

    def _sendPhoto(self, form, files):
        self._measure(form["caption"], 1024, "message caption is too long")
        return self._put(caption=form["caption"], photo=files["photo"])

    def _sendMediaGroup(self, form, files):
        album = json.loads(form["media"])
        if not 2 <= len(album) <= 10:
            raise refusal(400, "Bad Request: wrong number of messages in the album")
        for one in album:
            self._measure(one.get("caption", ""), 1024, "message caption is too long")
        return [
            self._put(
                caption=one.get("caption", ""),
                photo=files[one["media"].removeprefix("attach://")],
            )
            for one in album
        ]

    def _editMessageText(self, form, _files):
        message = self._message(form, "message to edit not found")
        if "text" not in message:
            raise refusal(400, "Bad Request: there is no text in the message to edit")
        self._measure(form["text"], 4096, "message is too long")
        return self._changed(message, "text", form)

    def _editMessageCaption(self, form, _files):
        message = self._message(form, "message to edit not found")
        if "caption" not in message:
            words = "Bad Request: there is no caption in the message to edit"
            raise refusal(400, words)
        self._measure(form["caption"], 1024, "message caption is too long")
        return self._changed(message, "caption", form)

    def _changed(self, message, part, form):
        if message[part] == form[part]:
            words = (
                "Bad Request: message is not modified: specified new message content "
                "and reply markup are exactly the same as a current content and reply "
                "markup of the message"
            )
            raise refusal(400, words)
        message[part] = form[part]
        return self._shown(int(form["message_id"]))

    def _deleteMessage(self, form, _files):
        message = self._message(form, "message to delete not found")
        if self.now() - message["made"] > DELETABLE:
            raise refusal(400, "Bad Request: message can't be deleted")
        del self.messages[int(form["message_id"])]
        return True

    def _message(self, form, missing):
        found = self.messages.get(int(form["message_id"]))
        if found is None:
            raise refusal(400, f"Bad Request: {missing}")
        return found

    @staticmethod
    def _measure(text, most, words):
        if len(text.encode("utf-16-le")) // 2 > most:
            raise refusal(400, f"Bad Request: {words}")

    def _put(self, **message):
        self._number += 1
        self.messages[self._number] = message | {"made": self.now()}
        return self._shown(self._number)

    def _shown(self, number):
        made = self.messages[number]["made"]
        return {
            "message_id": number,
            "date": int(made.timestamp()),
            "chat": self.chat,
        }


if __name__ == "__main__":
    by_hand(Telegram, __doc__)
