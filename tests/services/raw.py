"""A server that answers every call with the same bytes, right or wrong."""

import socket
import struct
import threading
import time
from collections.abc import Iterable
from contextlib import contextmanager, suppress

# Sent in place of bytes: cut the line as a crash does.
RESET = object()


def reset(line):
    """Close `line` so that the other side is told of no end, but of an error."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


class Raw:
    """Answers with `pieces`, each bytes, RESET, or seconds to wait before the next.

    `at_once` answers before anything of what was sent is read.
    """

    def __init__(self):
        self.pieces: Iterable = ()
        self.at_once = False
        self.asked = 0
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def base(self):
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def _serve(self):
        while True:
            try:
                line, _address = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line):
        self.asked += 1
        with suppress(OSError), line:
            if not self.at_once:
                read(line)
            for piece in self.pieces() if callable(self.pieces) else self.pieces:
                if piece is RESET:
                    reset(line)
                    return
                if isinstance(piece, bytes):
                    line.sendall(piece)
                else:
                    time.sleep(piece)


def read(line):
    """Read one request to its end."""
    line.settimeout(2)
    held = b""
    while b"\r\n\r\n" not in held:
        held += line.recv(65536) or b"\r\n\r\n"
    head, _, body = held.partition(b"\r\n\r\n")
    for one in head.split(b"\r\n"):
        name, _, text = one.partition(b":")
        if name.lower() == b"content-length":
            while len(body) < int(text):
                body += line.recv(65536) or b" " * int(text)


@contextmanager
def raw():
    server = Raw()
    try:
        yield server
    finally:
        server.socket.close()
