"""One request and its answer, byte for byte as they went over the wire, within limits of time and size.

Nothing is sent but the request: no cookies, no login, no referrer. Certificates are checked.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ethnography.errors import UnreadableSource
from ethnography.source.body import decoded_body
from ethnography.source.limits import in_words

_ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
_IN_A_BROWSER = "Open it in a browser; save the page there if it is shown."


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one request may take and how much it may bring: seconds without a word, seconds in all, bytes."""

    silence: float = 30.0
    whole: float = 120.0
    size: int = 30_000_000
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer. `at`: when it was asked, ISO 8601 in UTC. `request`, `response`: the bytes as sent and received.

    `headers` have their names in lower case; `body` is out of its chunks and unpacked.
    """

    url: str
    at: str
    address: str
    request: bytes
    response: bytes
    status: int
    headers: dict[str, str]
    body: bytes


class _TooMuch(Exception):
    """More bytes than the limit."""


class _Recorder(io.RawIOBase):
    """A socket's bytes, remembered as they come, until the time is over or there are too many."""

    def __init__(self, sock: Any, heard: bytearray, limits: Limits, until: float) -> None:
        super().__init__()
        self._sock, self._raw = sock, sock.makefile("rb", buffering=0)
        self._heard, self._limits, self._until = heard, limits, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(self._limits.silence, left))
        size = int(self._raw.readinto(buffer) or 0)
        self._heard += memoryview(buffer)[:size]
        if len(self._heard) > self._limits.size:
            raise _TooMuch
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Wire:
    """What the HTTP library takes for a socket to read from."""

    def __init__(self, sock: Any, heard: bytearray, limits: Limits, until: float) -> None:
        self._parts = (sock, heard, limits, until)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_Recorder(*self._parts))


def fetch(url: str, agent: str, limits: Limits) -> Exchange:
    """The answer to one request for `url`, whatever its status. Raises ``UnreadableSource`` where there is none, or not a whole
    one, or one beyond the limits."""
    parts = urlsplit(url)
    until = time.monotonic() + limits.whole
    said, heard = bytearray(), bytearray()
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, limits, said, heard, until)
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    try:
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        headers = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
        connection.request("GET", target, headers=headers)
        address = connection.sock.getpeername()[0] if connection.sock else ""
        answer = connection.getresponse()
        body = b"".join(iter(lambda: answer.read(1 << 16), b""))
        if not answer.chunked and answer.length:
            raise http.client.IncompleteRead(body, answer.length)
    except _TooMuch:
        raise UnreadableSource(url, f"it is larger than {in_words(limits.size)}", _IN_A_BROWSER) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failure(url, parts.hostname or "", error, limits) from None
    finally:
        connection.close()
    lower = {name.lower(): value for name, value in answer.getheaders()}
    plain, trouble = decoded_body({"content-encoding": lower.get("content-encoding", "")}, body)
    if trouble:
        raise UnreadableSource(url, trouble, "Try again later.")
    return Exchange(url, at, address, bytes(said), bytes(heard), answer.status, lower, plain)


def _connection(
    scheme: str, host: str, port: int | None, limits: Limits, said: bytearray, heard: bytearray, until: float
) -> http.client.HTTPConnection:
    """A connection that remembers what is said and heard."""

    class _Remembering(http.client.HTTPConnection if scheme == "http" else http.client.HTTPSConnection):  # type: ignore[misc]
        def send(self, data: Any) -> None:
            said.extend(data)
            super().send(data)

        def response_class(self, sock: Any, *args: Any, **options: Any) -> http.client.HTTPResponse:
            return http.client.HTTPResponse(_Wire(sock, heard, limits, until), *args, **options)  # type: ignore[arg-type]

    more = {} if scheme == "http" else {"context": ssl.create_default_context()}
    made: http.client.HTTPConnection = _Remembering(host, port, timeout=limits.silence, **more)
    return made


def _failure(url: str, host: str, error: Exception, limits: Limits) -> UnreadableSource:
    """The sentence for what went wrong between here and the server."""
    if isinstance(error, socket.gaierror):
        found, advice = f"no host called {host} is known", "Check the address and the connection to the internet."
    elif isinstance(error, ssl.SSLCertVerificationError):
        found = f"the certificate of {host} is not valid ({error.verify_message or 'it cannot be checked'})"
        advice = "Do not capture from it before that is mended."
    elif isinstance(error, TimeoutError):
        found = f"{host} did not answer whole within {limits.silence:g} seconds of silence or {limits.whole:g} in all"
        advice = "Try again later."
    elif isinstance(error, ConnectionRefusedError):
        found, advice = f"{host} does not accept connections", "Check the address, or try again later."
    elif isinstance(error, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        found, advice = f"{host} cut the connection before its answer was whole", "Try again later."
    elif isinstance(error, http.client.HTTPException | ValueError):
        found, advice = f"{host} answered something that is not HTTP ({type(error).__name__})", _IN_A_BROWSER
    else:
        found, advice = f"{host} cannot be reached ({error})", "Check the connection to the internet."
    return UnreadableSource(url, found, advice)


def checked_url(url: str, base: str = "") -> str:
    """The address as it is asked for: http or https, a host, no name and password, no fragment; where it is a link, from `base`.

    Raises ``UnreadableSource``.

    >>> checked_url("https://Example.org/tea?q=für zwei#comments")
    'https://example.org/tea?q=f%C3%BCr%20zwei'
    """
    try:
        said = urljoin(base, url.strip())
        parts = urlsplit(said)
        host, port = parts.hostname, parts.port
        name = (host or "").encode("idna").decode() if host and ":" not in host else f"[{host}]" if host else ""
    except (ValueError, UnicodeError):
        raise UnreadableSource(url, "it is no address on the web", "Copy it from the browser's address bar.") from None
    if parts.scheme not in ("http", "https"):
        other = f"its scheme is {parts.scheme!r}" if "://" in said else "it does not begin with https:// or http://"
        raise UnreadableSource(url, other, "Give an address that begins with https:// or http://.")
    if not re.fullmatch(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]", name) or re.search(r"[\x00-\x1f\x7f]", said):
        raise UnreadableSource(url, "it is no address on the web", "Copy it from the browser's address bar.")
    if parts.username is not None:
        raise UnreadableSource(f"{parts.scheme}://{name}", "it holds a name or password", "Pages behind a login are not captured.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, f"{name}:{port}" if port else name, path, query, ""))
