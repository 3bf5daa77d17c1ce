"""Debian's nginx with the shipped configuration, in a folder of its own."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
# Debian keeps it where only root looks.
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
MISSING = not (NGINX and BROTLI.exists() and Path("/etc/nginx/mime.types").exists())
WHY = "needs Debian's nginx and libnginx-mod-http-brotli-static"
# The certificate was made for this run by openssl.
TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TRUSTING.check_hostname = False
TRUSTING.verify_mode = ssl.CERT_NONE
MAIN = """
{user}
load_module {brotli};
worker_processes 1;
error_log {folder}/error.log info;
pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
    # As in Debian's nginx.conf, but for the log.
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include toasoan.conf;
    {more}
}}
"""


@dataclass(frozen=True)
class Running:
    """Where nginx listens, and what it was given."""

    plain: int
    secure: int
    folder: Path


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    names: list[str]
    body: bytes


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(folder, var, names, upstream, more="", before=()):
    """Run nginx for the sites `names` with data in `var` and Django at `upstream`.

    `more` is added to its http part, `before` to its command line.
    """
    ports = Running(free_port(), free_port(), folder)
    configure(ports, var, names, upstream, more)
    own = [*before, NGINX, "-p", f"{folder}/", "-c", f"{folder}/nginx.conf"]
    with started([*own, "-g", "daemon off;"], folder / "said.log") as nginx:
        wait_for(ports.plain, nginx, folder / "said.log")
        yield ports


@contextmanager
def started(command, log, **environment):
    """Run `command`, all it says into the file `log`; a pipe would fill and stop it."""
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command,
            stdout=said,
            stderr=said,
            env={**os.environ, **environment},
        ) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


def configure(ports, var, names, upstream, more):
    folder = ports.folder
    (var / "readers").mkdir(parents=True, exist_ok=True)
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    shutil.copy("/etc/nginx/mime.types", folder)
    certificate(folder)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        MAIN.format(user=user, brotli=BROTLI, folder=folder, more=more)
    )
    site = folder / "toasoan.conf"
    site.write_text(adapted(site.read_text(), ports, var, names, upstream))


def adapted(site, ports, var, names, upstream):
    """Return the shipped site with what its numbers mark, as an administrator would."""
    changes = [
        (r"server 127\.0\.0\.1:8000;", f"server 127.0.0.1:{upstream};", 1),
        (r"/var/lib/toasoan;", f"{var};", 1),
        (r"/var/lib/toasoan/readers/", f"{var}/readers/", 1),
        (r"server_name xa\.example\.vn;", f"server_name {' '.join(names)};", 2),
        (r"/etc/letsencrypt/live/xa\.example\.vn/", f"{ports.folder}/", 2),
        (r" *listen \[::\]:[^;]*;\n", "", 4),
        (r"listen 80\b", f"listen 127.0.0.1:{ports.plain}", 2),
        (r"listen 443\b", f"listen 127.0.0.1:{ports.secure}", 2),
    ]
    for old, new, times in changes:
        site, found = re.subn(old, new, site)
        assert found == times, old
    return site


def certificate(folder):
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    name = ["-subj", "/CN=xa.example.vn"]
    subprocess.run([*command, *files, *name], check=True, capture_output=True)


def wait_for(port, process, log):
    for _ in range(1200):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(log.read_text())


def ask(port, target="/", method="GET", name="xa.example.vn", **headers):
    """Ask over HTTPS exactly for `target`; header names with `_` for `-`."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {headers.pop('host', name)}"]
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
    said = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
    return told(port, said, method, name)


def told(port, said, method="GET", name="xa.example.vn"):
    """Send the bytes `said` over TLS; return the first answer."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as bare,
        TRUSTING.wrap_socket(bare, server_hostname=name) as wrapped,
    ):
        wrapped.sendall(said)
        return read(wrapped, method)


def read(wrapped, method):
    answer = http.client.HTTPResponse(wrapped, method=method)
    answer.begin()
    names = [key.lower() for key, _value in answer.getheaders()]
    headers = {key.lower(): value for key, value in answer.getheaders()}
    return Answer(answer.status, headers, names, answer.read())
