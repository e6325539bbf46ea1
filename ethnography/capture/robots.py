"""What a host's robots.txt allows. It is asked before anything else, once a host, and obeyed.

Source: RFC 9309, Robots Exclusion Protocol: an answer 4xx means that there are no rules; 5xx, or none, that nothing is allowed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ethnography.capture.wire import Exchange
from ethnography.errors import UnreadableSource

_MOST_BYTES = 512_000
_LONGEST_PAUSE = 86_400.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What robots.txt says to us. `said`: in one sentence, for the record. `rules`: None where all is allowed.

    `delay`: seconds it asks for between two requests. `shut`: why nothing is allowed, "" where something is; `advice` on it.
    """

    said: str
    rules: Any = None
    delay: float = 0.0
    shut: str = ""
    advice: str = "Try again later; what it allows must be known first."

    def check(self, url: str, token: str) -> None:
        """Raise ``UnreadableSource`` where the address is not to be fetched."""
        if self.shut:
            raise UnreadableSource(url, self.shut, self.advice)
        if self.rules is not None and not self.rules.can_fetch(url, token):
            found = f"robots.txt of {urlsplit(url).netloc} does not allow programs to fetch it"
            raise UnreadableSource(url, found, "Ask the site's owner; or save the page in a browser, as a reader does, if you may.")


def read_rules(answer: Exchange | UnreadableSource, token: str) -> Rules:
    """The rules in the answer to a request for robots.txt (or in there being none)."""
    if isinstance(answer, UnreadableSource):
        shut = f"its robots.txt could not be fetched: {answer.found}"
        return Rules("robots.txt could not be fetched", shut=shut, advice=answer.advice)
    if 400 <= answer.status < 500:
        return Rules(f"there is no robots.txt ({answer.status})")
    if answer.status != 200:
        return Rules("robots.txt could not be fetched", shut=f"its robots.txt could not be fetched: the answer was {answer.status}")
    from protego import Protego

    rules = Protego.parse(answer.body[:_MOST_BYTES].decode("utf-8", "replace"))
    asked = [rules.crawl_delay(token) or 0.0]
    if rate := rules.request_rate(token):
        asked.append(rate.seconds / rate.requests if rate.requests else _LONGEST_PAUSE)
    delay = max((float(one) for one in asked if math.isfinite(float(one))), default=0.0)
    if delay > _LONGEST_PAUSE:
        return Rules("robots.txt asks for a pause of more than a day", shut="its robots.txt asks for a pause of more than a day")
    pause = f" and asks for a pause of {delay:g} seconds" if delay else ""
    return Rules(f"robots.txt allows it{pause}", rules, max(delay, 0.0))
