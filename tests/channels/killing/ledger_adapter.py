"""The adapter of that service: what it got can be found by its key."""

from http.client import HTTPConnection, HTTPException

from toasoan.channels.adapters.base import Receipt, Unconfirmed, Way
from toasoan.channels.adapters.limits import problems

TIMEOUT = 5


class Ledger:
    way = Way.PUSHED
    exercise = True
    findable = True
    withdrawable = False

    def __init__(self, *, place="127.0.0.1:9"):
        self.place = place

    def check(self, item):
        return problems(item)

    def deliver(self, item, key):
        self._ask("POST", key, item.text.encode())
        return self._receipt(key)

    def find(self, key):
        return self._receipt(key) if self._ask("GET", key) == 200 else None

    def withdraw(self, receipt):
        """What a ledger holds it keeps."""

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
