"""Requests as nobody means well with: made by chance, the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

METHODS = ("GET",) * 12 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ AZ09"
ODD = (
    *("\x00", "\x1f", "\x7f", "\u200b", "\u202e", "\ufeff", "\ufffd", "́", "😀", "中"),
    *("'", '"', "\\", "%", "_", "*", "(", ")", "&", "|", "!", ":", "<", ">", "--", ";"),
    *("{{", "}}", "{%", "${", "AND", "OR", "NOT", "NEAR", "^", "~", "-", "+", "²", "٣"),
)
TAILS = (
    *("?", "?a=1", "?q=%00", "?trang=2", "?trang=-1", "?truoc=1-1", "?chu-de=9"),
    *(
        "index.html",
        "index.html.head",
        "index.html.br",
        ".head",
        ".gz",
        "%00",
        "%00.html",
    ),
    *("..", "../", "%2e%2e/", "%252e%252e/", "..%5c", "..%c0%af", "%c0%ae%c0%ae/"),
    *(";a=b", "#x", "%0d%0aX-Bad:%201", "%", "%z", "%u0041", "//", "/./", "%2f", "%ff"),
)
FAMILIES = (
    *("/van-ban/trang-{n}/", "/van-ban/nam-{n}/", "/van-ban/nam-{n}/trang-{m}/"),
    *("/van-ban/{n}-{w}/", "/van-ban/{w}/", "/van-ban/{w}/trang-{n}/"),
    *("/van-ban/bao-cao-vien/{n}-{m}/", "/lich/{n}-{m}/", "/lich/{n}-{w}/"),
    *("/lich/{w}.ics", "/guong-dien-hinh/{n}-{w}/", "/guong-dien-hinh/nam-{n}/"),
    *("/{w}/luu-tru/{n}-{m}/", "/{w}/luu-tru/{n}-{m}/{n}/", "/{w}/chu-de/{n}-{w}/"),
    *("/sitemap-{n}-{m}.xml", "/{w}/rss.xml", "/{w}/{w}/noi-dung.html", "/{w}/{w}/"),
    *("/tai-lieu/{n}/{w}.pdf", "/media/images/{w}.jpg", "/static/{w}.css"),
    *("/_util/login/", "/_util/{w}/{n}/", "/admin/login/", "/admin/{w}/{n}/"),
    *("/tai-lieu/authenticate_with_password/{n}/", "/tim-kiem/{w}", "*", "/{w}"),
)
SEARCHES = (
    *("/tim-kiem/?q={q}", "/tim-kiem/?q={q}&trang={n}", "/van-ban/?q={q}"),
    *("/van-ban/?loai={q}&nam={n}&hieu-luc={q}", "/?{q}={q}", "/admin/login/?next={q}"),
)


@dataclass
class Request:
    """One request: `target` as it goes over the line; bodies are small."""

    method: str
    target: bytes
    headers: list[tuple[str, bytes]] = field(default_factory=list)
    body: bytes = b""


def requests(seed: int, known: list[str], host: str) -> Iterator[Request]:
    """Yield requests without end, some for the `known` addresses of `host`."""
    chance = random.Random(seed)
    while True:
        method = chance.choice(METHODS)
        made = Request(method, target(chance, known))
        made.headers = list(headers(chance, host))
        if method in ("POST", "PUT", "PATCH"):
            made.headers.append(("Content-Type", content_type(chance)))
            made.body = chance.randbytes(chance.choice((0, 1, 40, 3000)))
        yield made


def target(chance: random.Random, known: list[str]) -> bytes:
    kind = chance.random()
    if kind < 0.15:
        return chance.choice(known).encode()
    if kind < 0.4:
        return (chance.choice(known) + chance.choice(TAILS)).encode()
    if kind < 0.7:
        return filled(chance, chance.choice(FAMILIES)).encode()
    if kind < 0.9:
        return filled(chance, chance.choice(SEARCHES)).encode()
    # Any bytes that do not end the line of the request.
    odd = chance.randbytes(chance.randrange(1, 60))
    return b"/" + bytes(byte for byte in odd if byte > 0x20 and byte != 0x7F)


def filled(chance: random.Random, pattern: str) -> str:
    return pattern.format(
        n=number(chance),
        m=number(chance),
        w=quote(word(chance)),
        q=quote(asked(chance)),
    )


def number(chance: random.Random) -> str:
    size = chance.choice((1, 2, 2, 4, 10, 19, 20, 40))
    plain = str(chance.randrange(10**size))
    odd = ("2026", "0", "00", "-1", "1e9", "0x1f", "%C2%B2", "1.5", "11", "01")
    return chance.choice((plain, plain.zfill(size), chance.choice(odd)))


def word(chance: random.Random) -> str:
    size = chance.choice((1, 3, 8, 20, 300))
    return "".join(chance.choice(LETTERS) for _ in range(size)).strip() or "a"


def asked(chance: random.Random) -> str:
    parts = [word(chance)[:30], chance.choice(ODD), word(chance)[:30]]
    return "".join(chance.sample(parts, chance.randrange(1, 4)))


def headers(chance: random.Random, host: str) -> Iterator[tuple[str, bytes]]:
    hosts = (b"..", b"", b"evil.example", b"a b", b"x" * 300, b"[::1]", b"\xff", b"a@b")
    yield "Host", chance.choice(hosts) if chance.random() < 0.1 else host.encode()
    for name, values in STRANGE.items():
        if chance.random() < 0.15:
            yield name, chance.choice(values)
    if chance.random() < 0.1:
        yield "X-" + "a" * chance.randrange(1, 40), chance.randbytes(20).hex().encode()


def content_type(chance: random.Random) -> bytes:
    return chance.choice(
        (
            b"application/x-www-form-urlencoded",
            b"application/x-www-form-urlencoded; charset=nonsense",
            b"multipart/form-data",
            b"multipart/form-data; boundary=",
            b"multipart/form-data; boundary=x",
            b"multipart/form-data; boundary=" + b"y" * 300,
            b"application/json",
            b"\xff/\xfe",
            b"",
        )
    )


STRANGE = {
    "Cookie": (
        b"sessionid=abc",
        b"sessionid=" + b"a" * 4000,
        b'sessionid="\\',
        b"csrftoken=x; csrftoken=y",
        b"messages=W10:x; sessionid=",
        b"=; ;; a",
        b"django_language=../../x",
        b"\xff\xfe=\xfd",
    ),
    "Accept-Encoding": (
        b"br",
        b"gzip, br",
        b"br;q=0",
        b"*",
        b"br;q=x, gzip;q=",
        b"," * 900,
        b"\xff",
    ),
    "Accept-Language": (b"en", b"vi;q=9", b"x" * 600, b"*;q=0", b"\xff", b"a-b-c-d-e"),
    "If-None-Match": (b"*", b'"x"', b'W/"', b'"' * 900, b"\xff"),
    "If-Modified-Since": (
        b"Thu, 01 Jan 1970 00:00:00 GMT",
        b"Thu, 99 Foo 99999 99:99:99 GMT",
        b"0",
        b"\xff",
    ),
    "If-Match": (b"*", b'"x"', b"\xff"),
    "Range": (b"bytes=0-0", b"bytes=-1", b"bytes=9-1", b"bytes=0-,0-,0-", b"\xff"),
    "X-Forwarded-Proto": (b"https", b"http", b"javascript", b"\xff"),
    "X-Forwarded-Host": (b"evil.example", b"..", b"\xff"),
    "X-Forwarded-For": (b"192.0.2.1", b"x" * 500, b"\xff"),
    "Referer": (b"https://evil.example/", b"\xff", b"x" * 2000),
    "Origin": (b"null", b"https://evil.example", b"http://[", b"\xff"),
    "User-Agent": (b"", b"\xff" * 50, b"() { :;}; echo x"),
    "X-Requested-With": (b"XMLHttpRequest",),
    "X-HTTP-Method-Override": (b"DELETE",),
    "Authorization": (b"Basic !!!", b"Bearer \xff"),
    "Upgrade": (b"h2c", b"websocket"),
}
