"""A Mastodon server on this machine that behaves as the real one is known to.

By hand: python -m tests.services.mastodon --port 8803
"""

import html
import re
from datetime import UTC, datetime, timedelta

from tests.services.small import Refusal, Service, by_hand

TOKEN = "q9Xw-token_of_the_account_of_ban_mau"
ACCOUNT = "109876543210"
KEPT = timedelta(hours=1)  # a key against double sending
LONGEST = 500
LINK = re.compile(r"https?://[^\s<]*[\w/]")


def refusal(status, words, headers=None):
    return Refusal(status, {"error": words}, headers)


class Mastodon(Service):
    """One account. `posts` and `media` are the ledger: id -> what is there.

    `work` is how often a picture is asked for before it is ready.
    """

    def __init__(self, *, port=0, now=lambda: datetime.now(UTC)):
        super().__init__(port=port)
        self.posts = {}
        self.media = {}
        self.now = now
        self.work = 0
        self._keys = {}
        self._number = 113000

    def keys(self, **changed):
        """Return what an adapter must know to talk to this service."""
        return {"base_url": self.base_url, "access_token": TOKEN} | changed

    def public(self):
        """Return the ids of what readers see."""
        return list(self.posts)

    @staticmethod
    def call_of(seen):
        """Return a name like `POST statuses`, without the id in the address."""
        _api, _version, *steps = seen.path.strip("/").split("/")
        return f"{seen.method} {' '.join(one for one in steps if not one.isdecimal())}"

    def status_of(self, seen):
        working = {"POST media": 202, "GET media": 206}.get(self.call_of(seen), 200)
        if working == 200:
            return 200
        found = self.media[self._id(seen) or list(self.media)[-1]]
        return working if found["work"] > 0 else 200

    def do(self, seen):
        if seen.headers.get("authorization") != f"Bearer {TOKEN}":
            raise refusal(401, "The access token is invalid")
        verbs = {
            "GET accounts verify_credentials": self._account,
            "GET accounts statuses": self._listed,
            "POST media": self._upload,
            "GET media": self._look,
            "POST statuses": self._create,
            "GET statuses": lambda one: self._shown(self._post(one)),
            "PUT statuses": self._edit,
            "DELETE statuses": self._delete,
        }
        return verbs[self.call_of(seen)](seen)

    def post(self, text, *, made=None):
        """Put a post there that did not come through us; return its id."""
        return self._put(text, [], made or self.now())

    @staticmethod
    def _id(seen):
        return next((one for one in seen.path.split("/") if one.isdecimal()), "")

    @staticmethod
    def _account(_seen):
        return {"id": ACCOUNT, "username": "banmau", "display_name": "UBND xã Bản Mẫu"}

    def _listed(self, seen):
        limit = int(seen.query.get("limit", 20))
        before = int(seen.query.get("max_id", 10**9))
        found = [one for one in reversed(self.posts) if int(one) < before]
        return [self._shown(one) for one in found[:limit]]

    def _upload(self, seen):
        photo = self._new()
        self.media[photo] = {
            "data": seen.files["file"],
            "alt": seen.form["description"],
            "work": self.work,
        }
        return self._picture(photo)

    def _look(self, seen):
        photo = self._id(seen)
        if photo not in self.media:
            raise refusal(404, "Record not found")
        self.media[photo]["work"] -= 1
        return self._picture(photo)

    def _picture(self, photo):
        done = self.media[photo]["work"] <= 0
        url = f"https://files.example/{photo}.jpg" if done else None
        return {"id": photo, "type": "image", "url": url}

    def _create(self, seen):
        key = seen.headers.get("idempotency-key")
        known = self._keys.get(key)
        if known and self.now() - known[1] < KEPT:
            return self._shown(known[0])
        made = self._put(self._text(seen), self._media(seen), self.now())
        if key:
            self._keys[key] = (made, self.now())
        return self._shown(made)

    def _edit(self, seen):
        post = self.posts[self._post(seen)]
        # As the real one: pictures that are not named go.
        post |= {"text": self._text(seen), "media": self._media(seen)}
        return self._shown(self._id(seen))

    def _delete(self, seen):
        shown = self._shown(self._post(seen))
        del self.posts[shown["id"]]
        return shown

    @staticmethod
    def _text(seen):
        text = seen.form.get("status", "")
        if len(LINK.sub("x" * 23, text)) > LONGEST:
            raise refusal(
                422, "Validation failed: Text character limit of 500 exceeded"
            )
        if not text.strip() and not seen.form.get("media_ids"):
            raise refusal(422, "Validation failed: Text can't be blank")
        return text

    def _media(self, seen):
        photos = seen.form.get("media_ids") or []
        if len(photos) > 4:
            raise refusal(422, "Cannot attach more than 4 files")
        if [one for one in photos if self.media[one]["work"] > 0]:
            raise refusal(422, "Cannot attach files that have not finished processing")
        return photos

    def _post(self, seen):
        if self._id(seen) not in self.posts:
            raise refusal(404, "Record not found")
        return self._id(seen)

    def _put(self, text, photos, made):
        number = self._new()
        self.posts[number] = {"text": text, "media": photos, "made": made}
        return number

    def _new(self):
        self._number += 1
        return str(self._number)

    def _shown(self, number):
        post = self.posts[number]
        marked = LINK.sub(_link, html.escape(post["text"]))
        made = post["made"].strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        return {
            "id": number,
            "created_at": f"{made}Z",
            "url": f"{self.base_url}/@banmau/{number}",
            "content": f"<p>{marked.replace(chr(10), '<br />')}</p>",
            "media_attachments": [self._picture(one) for one in post["media"]],
            "favourites_count": 7,
            "reblogs_count": 3,
        }


def _link(found):
    """Return an address as it is shown: shortened to the eye, whole in its target."""
    start, _slashes, rest = found[0].partition("//")
    return (
        f'<a href="{found[0]}" rel="nofollow noopener">'
        f'<span class="invisible">{start}//</span>'
        f'<span class="ellipsis">{rest[:30]}</span>'
        f'<span class="invisible">{rest[30:]}</span></a>'
    )


if __name__ == "__main__":
    by_hand(Mastodon, __doc__)
