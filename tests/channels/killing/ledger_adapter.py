"""The adapter of that service: what it got can be found by its key."""

import os
from http.client import HTTPConnection, HTTPException

from toasoan.channels.adapters.base import Plain, Receipt, Unconfirmed
from toasoan.channels.adapters.limits import problems


class Ledger(Plain):
    exercise = True
    findable = True

    def __init__(self, *, place="127.0.0.1:9", timeout=5):
        self.place = place
        self.timeout = timeout

    def check(self, item):
        return problems(item)

    def deliver(self, sending):
        self._ask("POST", sending.key, sending.item.text.encode())
        return self._receipt(sending.key)

    def find(self, sending):
        found = self._ask("GET", sending.key) == 200
        return self._receipt(sending.key) if found else None

    def _ask(self, method, key, body=None):
        connection = HTTPConnection(self.place, timeout=self.timeout)
        try:
            sender = {"X-Sender": str(os.getpid())}
            connection.request(method, f"/{key}", body, sender)
            return connection.getresponse().status
        except (OSError, HTTPException) as error:
            raise Unconfirmed("no_answer", str(error)) from error
        finally:
            connection.close()

    def _receipt(self, key):
        return Receipt(external_id=key, url=f"http://{self.place}/{key}")
