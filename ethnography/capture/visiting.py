"""A visit to one site: one request at a time with a pause before each, robots.txt obeyed, redirects followed within the site."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from ethnography.capture.robots import Rules, read_rules
from ethnography.capture.wire import Exchange, Limits, checked_url, fetch
from ethnography.errors import UnreadableSource

LEAST_PAUSE = 1.0
_REDIRECTS = (301, 302, 303, 307, 308)


class Visitor:
    """Who fetches. `record` is given every exchange, `progress` a sentence before each request.

    `sleep` waits (tests give their own). The pause is never below a second, and as long as robots.txt asks for.
    """

    def __init__(
        self,
        agent: str,
        pause: float,
        *,
        record: Callable[[Exchange], None],
        progress: Callable[[str], None] = lambda said: None,
        sleep: Callable[[float], None] = time.sleep,
        limits: Limits | None = None,
    ) -> None:
        self.agent, self.pause = agent, max(pause, LEAST_PAUSE)
        self.requests = self.received = 0
        self._token = agent.split("/")[0].split("(")[0].strip() or agent
        self._record, self._progress, self._sleep, self._limits = record, progress, sleep, limits or Limits()
        self._rules: dict[tuple[str, str], Rules] = {}
        self._last: float | None = None

    @property
    def robots(self) -> str:
        """What the robots.txt of each host said, in one sentence a host."""
        return "; ".join(f"{host}: {rules.said}" for (_, host), rules in self._rules.items())

    def get(self, url: str) -> Exchange:
        """The page at the address, after redirects. Raises ``UnreadableSource`` for every answer that is no whole HTML page."""
        first = url
        seen: set[str] = set()
        while True:
            if url in seen or len(seen) > self._limits.redirects:
                raise UnreadableSource(
                    first, f"it is redirected {len(seen)} times without an end", "Check the address in a browser."
                )
            seen.add(url)
            self._rules_of(url).check(url, self._token)
            answer = self._ask(url, url if url == first else f"{url} (redirected)")
            if answer.status not in _REDIRECTS:
                return _whole(answer)
            url = self._redirected(answer, first)

    def _redirected(self, answer: Exchange, first: str) -> str:
        """Where a redirect leads. Raises ``UnreadableSource`` where that is another site."""
        place = answer.headers.get("location", "")
        if not place:
            raise UnreadableSource(answer.url, "it is redirected without saying where to", "Check the address in a browser.")
        url = checked_url(place, answer.url)
        if not is_same_site(first, url):
            host = urlsplit(url).hostname
            found = f"it is redirected to another site, {host}"
            raise UnreadableSource(first, found, f"If that is the page you want, and you may use {host}, capture {url} instead.")
        return url

    def _rules_of(self, url: str) -> Rules:
        """What robots.txt says of an address; it is asked for when its host is met first."""
        parts = urlsplit(url)
        key = (parts.scheme, parts.netloc)
        if key not in self._rules:
            self._rules[key] = read_rules(self._robots_txt(f"{parts.scheme}://{parts.netloc}/robots.txt"), self._token)
            self.pause = max(self.pause, self._rules[key].delay)
        return self._rules[key]

    def _robots_txt(self, url: str) -> Exchange | UnreadableSource:
        first = url
        try:
            for _ in range(6):
                answer = self._ask(url, url)
                if answer.status not in _REDIRECTS:
                    return answer
                url = self._redirected(answer, first)
            return UnreadableSource(first, "it is redirected without an end", "Try again later.")
        except UnreadableSource as error:
            return error

    def _ask(self, url: str, shown: str) -> Exchange:
        """One request, after the pause since the one before."""
        if self._last is not None:
            left = self._last + self.pause - time.monotonic()
            if left > 0:
                self._sleep(left)
        self._progress(f"fetching {shown}")
        self.requests += 1
        try:
            answer = fetch(url, self.agent, self._limits)
        finally:
            self._last = time.monotonic()
        self.received += len(answer.response)
        self._record(answer)
        return answer


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, but for ``www.`` or ``m.``, or one host lies under the other.

    Hosts side by side under a third are not: on blog.example they are different people's.

    >>> is_same_site("http://example.org/a", "https://www.example.org/b"), is_same_site("http://a.blog.example/", "http://b.blog.example/")
    (True, False)
    """
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.") for url in (one, other)]
    short, long = sorted(hosts, key=len)
    return short == long or (long.endswith(f".{short}") and short.count(".") >= 1)


_ANSWERS = {
    401: ("it is behind a login (401)", "Pages behind a login are not captured; save the page in a browser if you may."),
    403: ("the site forbids it (403)", "Open it in a browser; save the page there if it is shown and you may."),
    404: ("there is no such page (404)", "Check the address; the Wayback Machine may have an earlier capture."),
    410: ("the page is gone (410)", "The Wayback Machine may have an earlier capture."),
    429: ("the site asks for fewer requests (429)", "Wait an hour or longer, and use a longer --pause."),
    451: ("the page is withheld for legal reasons (451)", "It cannot be captured."),
    503: ("the site is not ready to answer (503)", "Try again later."),
}


def _whole(answer: Exchange) -> Exchange:
    """The answer where it is a page. Raises ``UnreadableSource`` where it is none."""
    if answer.status != 200:
        kind = "the site failed" if answer.status >= 500 else "the site answered with an error"
        found, advice = _ANSWERS.get(answer.status, (f"{kind} ({answer.status})", "Try again later."))
        raise UnreadableSource(answer.url, found, advice)
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in ("text/html", "application/xhtml+xml"):
        said = f"it is not HTML but {kind}" if kind else "the site does not say that it is HTML"
        raise UnreadableSource(answer.url, said, "Download it in a browser and import the file.")
    if not answer.body.strip():
        raise UnreadableSource(answer.url, "the page is empty", "Open it in a browser; save the page there if it is shown.")
    return answer
