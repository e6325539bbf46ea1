"""``capture_page``: a page, and the further pages of its comments, saved as one web archive with the time of each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ethnography.capture.paging import comment_pages
from ethnography.capture.recording import Recording
from ethnography.capture.visiting import Visitor
from ethnography.capture.wire import Exchange, Limits, checked_url
from ethnography.errors import StudyProblem, UnreadableSource
from ethnography.source.limits import in_words

PAUSE, MAX_PAGES = 3.0, 50
_TAG = re.compile(rb"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture: the archive, the pages in it, and what is not in it.

    `robots`: what robots.txt said. `pause`: seconds between requests. `not_captured`: pages of comments the pages link to, each
    with the reason. `interrupted`: somebody stopped it; what was there by then is in the archive.
    """

    path: Path
    pages: tuple[str, ...]
    requests: int
    size: int
    seconds: float
    robots: str
    pause: float
    not_captured: tuple[tuple[str, str], ...] = ()
    interrupted: bool = False

    @property
    def summary(self) -> str:
        """What was done, in a few sentences."""
        pages = "1 page" if len(self.pages) == 1 else f"{len(self.pages)} pages"
        done = f"{pages} in {self.requests} requests, {in_words(self.size)}, {self.seconds:.0f} seconds"
        return f"{self.path.name}: {done}, {self.pause:g} seconds between requests. {self.robots[:1].upper()}{self.robots[1:]}."


def default_agent() -> str:
    """How we say who we are."""
    from ethnography import __version__

    return f"ethnography/{__version__} (research; saves single discussion pages; obeys robots.txt)"


def capture_page(
    url: str,
    to: Path,
    *,
    pause: float = PAUSE,
    max_pages: int = MAX_PAGES,
    progress: Callable[[str], None] | None = None,
    agent: str | None = None,
    sleep: Callable[[float], None] = time.sleep,
    limits: Limits | None = None,
) -> Captured:
    """Fetch the page at `url` and what it links to as further pages of its comments, and write them to `to` (``.warc.gz``).

    At most `max_pages` pages; `pause` seconds (one at least, more if robots.txt asks for it) between two requests. An interrupt
    (Ctrl-C) keeps what has been fetched. Raises ``UnreadableSource`` where the page itself cannot be had; then nothing is kept.
    """
    first, begun = checked_url(url), time.monotonic()
    agent = agent or default_agent()
    recording = Recording(Path(to), agent)
    tell = progress or (lambda said: None)
    visitor = Visitor(agent, pause, record=recording.write, progress=tell, sleep=sleep, limits=limits)
    round_ = _Round(visitor, max(max_pages, 1), tell)
    try:
        round_.go(first)
        recording.finish()
    except BaseException:
        recording.discard()
        raise
    return Captured(
        path=recording.to,
        pages=tuple(round_.pages),
        requests=visitor.requests,
        size=visitor.received,
        seconds=time.monotonic() - begun,
        robots=visitor.robots,
        pause=visitor.pause,
        not_captured=tuple(round_.missing.items()),
        interrupted=round_.interrupted,
    )


class _Round:
    """The pages of one thread, fetched one after the other as they are found."""

    def __init__(self, visitor: Visitor, most: int, tell: Callable[[str], None]) -> None:
        self._visitor, self._most, self._tell = visitor, most, tell
        self._seen: set[str] = set()
        self._texts: set[int] = set()
        self.pages: list[str] = []
        self.missing: dict[str, str] = {}
        self.interrupted = False

    def go(self, first: str) -> None:
        """Fetch the page, which must be there, and the others, which may fail."""
        self._seen.add(first)
        waiting = self._further(self._visitor.get(first))
        try:
            while waiting:
                if len(self.pages) >= self._most:
                    self._give_up(waiting, f"{self._most} pages were captured, as many as were asked for")
                    return
                self._tell(f"{len(self.pages)} pages so far, {len(waiting)} more are known")
                page = self._fetched(waiting[0])
                url = waiting.pop(0)
                if page is not None:
                    waiting += self._further(page)
                elif self._has_had_enough(url):
                    self._give_up(waiting, "the site had asked for fewer requests")
                    return
        except KeyboardInterrupt:
            self.interrupted = True
            self._give_up(waiting, "the capture was interrupted before it")
        except StudyProblem as error:  # the disk; what is on it already is whole
            self._give_up(waiting, error.found)

    def _fetched(self, url: str) -> Exchange | None:
        try:
            return self._visitor.get(url)
        except UnreadableSource as error:
            self.missing[url] = error.found
            return None

    def _has_had_enough(self, url: str) -> bool:
        return "(429)" in self.missing[url] or "(503)" in self.missing[url]

    def _further(self, page: Exchange) -> list[str]:
        """The pages that this one links to and nobody has seen; it is seen itself now, under all its names."""
        if page.url not in self.pages:
            self.pages.append(page.url)
        found = comment_pages(page.body, page.url)
        self._seen |= found.itself
        new = [link for link in found.further if link not in self._seen]
        self._seen |= set(new)
        text = hash(_TAG.sub(b"", page.body))
        if text in self._texts:
            self._give_up(new, f"only {page.url} links to it, which repeats another page")
            return []
        self._texts.add(text)
        return new

    def _give_up(self, waiting: list[str], reason: str) -> None:
        self.missing.update(dict.fromkeys(waiting, reason))
