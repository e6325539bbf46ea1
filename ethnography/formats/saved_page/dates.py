"""Dates that one comment alone leaves open ("04/03/2020"), settled by the other dates of the page or by its language."""

from __future__ import annotations

import re

from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute
from ethnography.formats.when import in_iso, order_of

_DAY_FIRST = frozenset(
    ["de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sk", "da", "nb", "nn", "no", "fi", "ro", "ru", "uk", "tr", "el", "ca", "hr"]
)
"""Languages in which an all-digit date that does not begin with the year begins with the day."""


def settle_dates(messages: list[Message], page: Page) -> list[str]:
    """Give a date to each message whose printed one can be read only with what the page says elsewhere; the guesses made."""
    open_ = [one for one in messages if one.date is None and one.date_text and re.search(r"\d\D\s?\d{1,2}\D\s?\d\d", one.date_text)]
    if not open_:
        return []
    order, why = order_of(one.date_text for one in messages if one.date_text), "other dates of the page can only be read so"
    if order is None and (language := _language(page)) in _DAY_FIRST:
        order, why = "day first", f"the page states that its language is {language}"
    settled = [one for one in open_ if (date := in_iso(one.date_text or "", order)) and _set(one, date)]
    if not settled:
        return []
    how = f"read {order}, as {why}" if order else "read as of this century"
    many = len(settled) > 1
    return [f"{f'{len(settled)} dates such as' if many else 'the date'} “{settled[0].date_text}” {'were' if many else 'was'} {how}"]


def _set(message: Message, date: str) -> bool:
    message.date = date
    return True


def _language(page: Page) -> str | None:
    """The language that the page states, two letters; None where it states none."""
    for tag in page.all("html", "body")[:2]:
        if match := re.match(r"([a-z]{2})\b", attribute(tag, "lang") or attribute(tag, "xml:lang"), re.IGNORECASE):
            return match[1].lower()
    return None
