"""What a service, or whatever stands at its address, may answer; none is a success."""

from tests.services.raw import RESET

ENDLESS = 50 * 1024 * 1024


def http(body=b"", status="200 OK", *heads, kind="application/json", length=None):
    """Return a whole answer of HTTP."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {size}"]
    return "\r\n".join([*lines, *heads, "", ""]).encode("latin-1") + body


def bare(*lines, body=b""):
    """Return an answer with just these lines for its head."""
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode("latin-1") + body


def large():
    """Yield 50 MB in one answer that says how long it is."""
    yield http(length=ENDLESS)
    yield from (b" " * 65536 for _ in range(ENDLESS // 65536))


def large_chunks():
    """Yield 50 MB in chunks, of which nobody knows how many will come."""
    yield bare("Transfer-Encoding: chunked")
    yield from (b"10000\r\n" + b" " * 65536 + b"\r\n" for _ in range(800))


def dripping():
    """Yield one byte after another, for longer than anybody should wait."""
    yield http(length=1000)
    for _ in range(100):
        yield b" "
        yield 0.1


LINES = {
    "nothing": [],
    "closed unread": [],
    "reset unread": [RESET],
    "reset": [RESET],
    "half a status": [b"HTTP/1.1 20"],
    "half a head": [b"HTTP/1.1 200 OK\r\nContent-Le"],
    "head and no body": [http(length=100)],
    "half a body": [http(b'{"id":"1', length=100)],
    "reset in the body": [http(b'{"id":"1', length=100), 0.05, RESET],
    "silence": [3],
    "drip": dripping,
    "no HTTP": [b"220 mail.example ESMTP\r\n"],
    "HTTP/0.9": [b"<html>chao</html>"],
    "no status": [b"HTTP/1.1 OK\r\n\r\n"],
    "status of a thousand": [http(b"{}", "1000 Yes")],
    "status below": [http(b"{}", "099 Yes")],
    "continue without end": [b"HTTP/1.1 100 Continue\r\n\r\n" * 200],
    "switching": [http(b"", "101 Switching Protocols")],
    "one endless head": [b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n{}"],
    "ten thousand heads": [b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 10_000 + b"\r\n{}"],
    "head of noise": [b"HTTP/1.1 200 OK\r\n\x00\xff\xfe: \x01\r\n\r\n{}"],
    "negative length": [http(b"{}", length=-5)],
    "length of letters": [http(b"{}", length="nhieu")],
    "two lengths": [bare("Content-Length: 2", "Content-Length: 40", body=b"{}")],
    "chunk of letters": [bare("Transfer-Encoding: chunked", body=b"xyz\r\n{}\r\n")],
    "endless chunk": [
        bare("Transfer-Encoding: chunked", body=b"fffffffffffff\r\n{}"),
        RESET,
    ],
    "packed and not": [bare("Content-Encoding: gzip", body=b"\x1f\x8b\x08nothing")],
    "50 MB": large,
    "50 MB in chunks": large_chunks,
}
BODIES = {
    "empty": b"",
    "a blank": b" ",
    "HTML": "<!doctype html><h1>Đang bảo trì</h1>".encode(),
    "a list": b"[]",
    "a list of objects": b'[{"id":"1_2"}]',
    "a text": b'"ok"',
    "a number": b"1",
    "true": b"true",
    "null": b"null",
    "an empty object": b"{}",
    "half an object": b'{"id":"1_2"',
    "two objects": b'{"id":"1_2"}{"id":"1_2"}',
    "no UTF-8": b'{"id":"\xff\xfe"}',
    "NUL": b"\x00\x00\x00\x00",
    "NUL in an error": b'{"error":"a\\u0000b","ok":false,"description":"\\u0000"}',
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "a number without end": b'{"id":' + b"9" * 10_000 + b"}",
    "not a number": b'{"id":NaN,"error":NaN}',
    "infinity": b'{"error":1e999,"id":-Infinity}',
    "identity of null": b'{"id":null,"error":0,"data":null,"ok":true,"result":null}',
    "identity of a list": b'{"id":["1"],"error":0,"data":["1"],"ok":true,"result":[1]}',
    "identity of objects": b'{"id":{"a":1},"data":{"token":{}},"ok":1,"result":{}}',
    "identity empty": b'{"id":"","error":0,"data":{"token":""},"ok":true,"result":""}',
    "identity of truth": b'{"id":true,"error":false,"data":true,"ok":"true"}',
    "error of text": b'{"error":"no","ok":"no","id":7}',
    "error of a list": b'{"error":[1,2],"ok":[]}',
    "error of Facebook": b'{"error":{"message":"no","code":1,"type":"OAuthException"}}',
    "error without words": b'{"error":{}}',
    "error with a strange code": b'{"error":{"code":"cao","error_subcode":[]}}',
    "error of Zalo": b'{"error":-1,"message":"Unknown"}',
    "error unknown to Zalo": b'{"error":-987654,"message":null}',
    "error of Telegram": b'{"ok":false,"error_code":400,"description":"Bad Request"}',
    "error of Telegram, strange": b'{"ok":false,"error_code":"x","parameters":[]}',
    "error of Mastodon": b'{"error":"Validation failed"}',
}
STATUSES = {
    "no content": http(b"", "204 No Content"),
    "partial": http(b'{"id":"1', "206 Partial Content"),
    "not modified": http(b"", "304 Not Modified"),
    "asked too much": http(b"{}", "429 Too Many", "Retry-After: nhieu"),
    "asked too much, ever": http(b"{}", "429 Too Many", f"Retry-After: {'9' * 30}"),
    "asked too much, before": http(b"{}", "429 Too Many", "Retry-After: -5"),
    "broken": http(b"<h1>500</h1>", "500 Broken", kind="text/html"),
    "bad gateway": http(b"", "502 Bad Gateway"),
    "away": http(b"{}", "503 Away", "Retry-After: Fri, 31 Feb 2026 25:61:00 GMT"),
    "redirected elsewhere": http(
        b"", "302 Found", "Location: http://169.254.169.254/latest/meta-data/"
    ),
    "redirected in a loop": http(b"", "302 Found", "Location: /vong/"),
    "redirected to a file": http(b"", "301 Moved", "Location: file:///etc/passwd"),
    "redirected to noise": http(b"", "307 Moved", "Location: http://[::1/\x80"),
}
ANSWERS = {
    **LINES,
    **{f"200 with {name}": [http(body)] for name, body in BODIES.items()},
    **{f"500 with {name}": [http(body, "500 No")] for name, body in BODIES.items()},
    **{name: [whole] for name, whole in STATUSES.items()},
}
