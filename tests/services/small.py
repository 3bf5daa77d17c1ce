"""What small services have in common: they remember, do, and go wrong when told."""

import argparse
import json
import sys
import threading
from collections import defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.services.graph import parts_of


class Refusal(Exception):
    """What the service answers instead of doing it: `value` with `status`."""

    def __init__(self, status, value, headers=None):
        super().__init__(status)
        self.status = status
        self.value = value
        self.headers = headers or {}


@dataclass(frozen=True)
class Seen:
    """A request as it came; `form` holds a JSON body too."""

    method: str
    path: str
    query: dict
    form: dict
    files: dict
    headers: dict


class Service:
    """A service that listens while it is open; a context manager.

    A subclass names calls (`call_of`) and does them (`do`, which raises Refusal).
    `fault(call, one)` makes the next such call go wrong, before or after it is done.
    """

    def __init__(self, *, port=0):
        self.requests = []
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self._faults = defaultdict(list)
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.service = self

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.05,)).start()
        return self

    def __exit__(self, *_exception):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def fault(self, call, *faults):
        """Let the next calls of `call` go wrong, one for each of `faults`."""
        self._faults[call].extend(faults)

    def next_fault(self, call):
        waiting = self._faults[call]
        return waiting.pop(0) if waiting else None

    def calls(self):
        """Return the names of the calls that came, in order."""
        return [self.call_of(seen) for seen in self.requests]

    def status_of(self, _seen):
        """Return the status of a call that was done."""
        return 200


class _Server(ThreadingHTTPServer):
    service: Service

    def handle_error(self, _request, _address):
        """Say nothing: lines that break are what is tested here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def service(self):
        return self.server.service

    def do_GET(self):
        self._serve("GET")

    def do_POST(self):
        self._serve("POST")

    def do_PUT(self):
        self._serve("PUT")

    def do_DELETE(self):
        self._serve("DELETE")

    def _serve(self, method):
        seen = self._seen(method)
        self.service.requests.append(seen)
        fault = self.service.next_fault(self.service.call_of(seen))
        status, answer = 200, {}
        try:
            if not fault or fault.done:
                with self.service.lock:
                    answer = self.service.do(seen)
                    status = self.service.status_of(seen)
        except Refusal as refusal:
            told = json.dumps(refusal.value).encode()
            self.send(refusal.status, told, headers=refusal.headers)
            return
        if fault:
            self.close_connection = True
            fault.send(self, answer)
        else:
            self.send(status, json.dumps(answer).encode())

    def _seen(self, method):
        parts = urlsplit(self.path)
        form, files = self._body()
        return Seen(
            method=method,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            form=form,
            files=files,
            headers={name.lower(): text for name, text in self.headers.items()},
        )

    def _body(self):
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            return parts_of(data, kind.partition("boundary=")[2].encode())
        if kind.startswith("application/json"):
            return json.loads(data), {}
        return dict(parse_qsl(data.decode(), keep_blank_values=True)), {}

    def send(self, status, data, *, kind="application/json", more=0, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) + more))
        for name, text in (headers or {}).items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words):
        """Say nothing."""


def by_hand(service_class, doc):
    """Run a service until somebody stops it; print its keys first."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--port", type=int, default=0)
    with service_class(port=parser.parse_args().port) as service:
        sys.stdout.write(json.dumps(service.keys(), indent=2) + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write(f"{service.public()}\n")
