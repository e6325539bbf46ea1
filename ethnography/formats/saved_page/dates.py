"""Dates that one comment alone leaves open ("04/03/2020"), settled by the other dates of the page or by its language."""

from __future__ import annotations

import re

from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute
from ethnography.formats.when import Order, in_iso, order_of
from ethnography.formats.wording import parse_date

_DAY_FIRST = frozenset(
    ["de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sk", "da", "nb", "nn", "no", "fi", "ro", "ru", "uk", "tr", "el", "ca", "hr"]
)
"""Languages in which an all-digit date that does not begin with the year begins with the day."""


def settle_dates(messages: list[Message], page: Page) -> list[str]:
    """Give a date to each message whose printed one can be read only with what the page says elsewhere; the guesses made."""
    order, why = order_of(one.date_text for one in messages if one.date_text), "other dates of the page can only be read so"
    open_ = [one for one in messages if one.date_text and _is_open(one.date, one.date_text, order)]
    if not open_:
        return []
    if order is None and (language := _language(page)) in _DAY_FIRST:
        order, why = "day first", f"the page states that its language is {language}"
    settled = [one for one in open_ if (date := in_iso(one.date_text or "", order)) and _set(one, date)]
    if not settled:
        return []
    how = f"read {order}, as {why}" if order else "read as of this century"
    many = len(settled) > 1
    return [f"{f'{len(settled)} dates such as' if many else 'the date'} “{settled[0].date_text}” {'were' if many else 'was'} {how}"]


def _is_open(date: str | None, shown: str, order: Order) -> bool:
    """Whether a printed date can be read only with what the page says elsewhere; so too "2.8.2011" beside "5.25.2014", though
    alone it would surely begin with the day."""
    if date is None:
        return re.search(r"\d\D\s?\d{1,2}\D\s?\d\d", shown) is not None
    dotted = re.search(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)", shown) if order == "month first" else None
    return dotted is not None and date == parse_date(shown)


def _set(message: Message, date: str) -> bool:
    message.date = date
    return True


def _language(page: Page) -> str | None:
    """The language that the page states, two letters; None where it states none."""
    for tag in page.all("html", "body")[:2]:
        if match := re.match(r"([a-z]{2})\b", attribute(tag, "lang") or attribute(tag, "xml:lang"), re.IGNORECASE):
            return match[1].lower()
    return None
