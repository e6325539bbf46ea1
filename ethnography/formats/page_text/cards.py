"""What forums print about a member beside each message: since when, how many posts, from where. It is no text and no date.

What stays of such a card is the name, which is then found beside the date of the message like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ethnography.formats.page_text.units import Unit

_LABELS = r"""(?:join(?:ed|\sdate)|registered(?:\son)?|member\ssince|posts?|messages?|total\sposts|location|from|reaction\sscore|reactions?|points?
      |likes?(?:\sreceived|\sgiven)?|thanks?(?:\sreceived|\sgiven)?|threads?|topics?|karma|reputation|rep\spower|trophy\spoints|age|gender|website|solutions
      |blog\sentries|occupation|status|mitglied\sseit|registriert(?:\s(?:seit|am))?|dabei\sseit|beigetreten|angemeldet\sseit|beiträge|nachrichten|ort
      |wohnort|reaktions?punkte|reaktionen|punkte|themen|alter|geschlecht|danke(?:\serhalten)?|bewertungen?|registrado|mensajes|ubicación|edad
      |inscription|inscrit(?:\sle)?|messages|localisation|âge|iscritto(?:\sil)?|messaggi|località|lid\ssinds|berichten|locatie)"""
_LABEL = re.compile(rf"(?P<label>{_LABELS})(?:\s*:\s*(?P<value>\S.{{0,60}})?)?", re.IGNORECASE | re.VERBOSE)
_IN_RUN = re.compile(rf"(?<!\S){_LABELS}(?=:?\s)", re.IGNORECASE | re.VERBOSE)
TITLE = re.compile(
    r"(?:(?:new|junior|senior|full|active|well[- ]known|regular|registered|premium|gold|super|elite|trusted|honorary)\s)?"
    r"(?:member|user|poster|contributor|moderator|administrator|admin|newbie|veteran|guest|staff|supporter|addict|regular|op|author)"
    r"|site admin|(?:neuer|erfahrener|aktiver|registrierter|bekannter)\s(?:benutzer|nutzer|user)|benutzer|forenprofi|mitglied|gast|profi|experte"
    r"|threadstarter\w*|themenstarter\w*|thread starter|original poster|usuario(?: registrado)?|miembro|membre|nouveau|utente|autor(?:in)?|auteur|autore",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r".{1,40}\sis\s(?:now\s)?(?:offline|online)\.?|.{1,40}\sist\s(?:gerade\s)?(?:offline|online)\.?", re.IGNORECASE
)
_STARTED = re.compile(
    r"(?:themenstarter(?:in)?|thread\s?starter|beginndatum|start date|erstellt von|created by)(?:\s.{1,60})?", re.IGNORECASE
)
CARD = "member card"


def mark_cards(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Mark the units of members' cards as none of the text; the name over each stays as it is: (its unit, the card's last)."""
    labels = [n for n, unit in enumerate(units) if len(unit.text) <= 120 and (_LABEL.fullmatch(unit.text) or _is_run(unit.text))]
    cards = _cards(units, labels)
    seen = Counter(_label(units[n]) for card in cards for n in card)
    if len(cards) < 2 or max(seen.values(), default=0) < 2:
        return []
    names = []
    for unit in units:
        if _ONLINE.fullmatch(unit.text) or (unit.column > unit.indent and _STARTED.fullmatch(unit.text)):
            _mark(unit)
    above = Counter(units[card[0] - 1].text for card in cards if card[0])
    for card in cards:
        for n in card:
            _mark(units[n])
            alone = (match := _LABEL.fullmatch(units[n].text)) and not match["value"]
            if alone and n + 1 < len(units) and n + 1 not in labels and len(units[n + 1].text) <= 40:
                _mark(units[n + 1])
        name = _mark_title(units, card[0] - 1, above)
        last = card[-1] + 1 if card[-1] + 1 < len(units) and units[card[-1] + 1].reason == CARD else card[-1]
        if name >= 0:
            names.append((name, last))
    return names


def _is_run(text: str) -> bool:
    """Whether a line holds several labels with short values: "Posts 12 Location Leeds"."""
    found = list(_IN_RUN.finditer(text)) if text[:1].isalpha() else []
    if len(found) < 2 or found[0].start():
        return False
    ends = [*(match.start() for match in found[1:]), len(text)]
    return all(0 < len(text[match.end() : end].strip(" :").split()) <= 4 for match, end in zip(found, ends, strict=True))


def _label(unit: Unit) -> str:
    match = _LABEL.fullmatch(unit.text)
    return match["label"].casefold() if match else unit.text.split(maxsplit=1)[0].casefold()


def _cards(units: Sequence[Unit], labels: Sequence[int]) -> list[list[int]]:
    """Labels that stand together, two different ones at least."""
    cards: list[list[int]] = []
    for n in labels:
        if (
            cards
            and n - cards[-1][-1] <= 3
            and units[n].blank <= 1
            and _label(units[n]) not in {_label(units[m]) for m in cards[-1]}
        ):
            cards[-1].append(n)
        else:
            cards.append([n])
    return [card for card in cards if len(card) > 1 or _is_run(units[card[0]].text)]


def _mark_title(units: Sequence[Unit], n: int, above: Counter[str]) -> int:
    """A member's title stands between the name and the card, the first letter of the name above it; the unit of the name."""
    for _ in range(2):
        if n > 0 and (TITLE.fullmatch(units[n].text) or (above[units[n].text] > 2 and len(units[n - 1].text) <= 40)):
            _mark(units[n])
            n -= 1
    if n > 0 and len(units[n - 1].text) == 1 and units[n].text[:1].casefold() == units[n - 1].text.casefold():
        _mark(units[n - 1])
    return n


def _mark(unit: Unit) -> None:
    unit.button, unit.head, unit.reason = True, None, CARD
