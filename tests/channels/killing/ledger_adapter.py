"""The adapter of that service: what it got can be found by its key."""

from http.client import HTTPConnection, HTTPException

from toasoan.channels.adapters.base import Plain, Receipt, Unconfirmed
from toasoan.channels.adapters.limits import problems

TIMEOUT = 5


class Ledger(Plain):
    exercise = True
    findable = True

    def __init__(self, *, place="127.0.0.1:9"):
        self.place = place

    def check(self, item):
        return problems(item)

    def deliver(self, sending):
        self._ask("POST", sending.key, sending.item.text.encode())
        return self._receipt(sending.key)

    def find(self, sending):
        found = self._ask("GET", sending.key) == 200
        return self._receipt(sending.key) if found else None

    def _ask(self, method, key, body=None):
        connection = HTTPConnection(self.place, timeout=TIMEOUT)
        try:
            connection.request(method, f"/{key}", body)
            return connection.getresponse().status
        except (OSError, HTTPException) as error:
            raise Unconfirmed("no_answer", str(error)) from error
        finally:
            connection.close()

    def _receipt(self, key):
        return Receipt(external_id=key, url=f"http://{self.place}/{key}")
