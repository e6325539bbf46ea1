"""Who is quoted: elements that hold the words of another message, and the lines that say whose they are."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.saved_page.element_text import blockquoted
from ethnography.formats.saved_page.page import Page, ancestors, attribute, printed
from ethnography.formats.wording import is_name

_ATTRIBUTES = ("data-quote", "data-username", "data-ipsquote-username", "data-author", "data-quoted-author")
_BY = (
    r"(?:originally\s+)?(?:posted|written)\s+by|quote\s+from|quoting|quote\s+by"
    r"|zitat\s+(?:von|aus)|(?:ursprünglich|original)\s+(?:geschrieben|gepostet|verfasst)\s+(?:von|by)|gepostet\s+von|original\s+von"
    r"|(?:citation|extrait)\s+(?:de|du)|envoyé\s+par|posté\s+(?:à\s+l.origine\s+)?par|message\s+de|réponse\s+à"
    r"|(?:cita|citando)\s+(?:de|a)|iniciado\s+por|escrito\s+(?:originalmente\s+)?por|publicado\s+(?:originalmente\s+)?por|mensaje\s+de"
    r"|citazione\s+(?:di|da)|(?:originariamente|originalmente)?\s*(?:inviato|scritto|postado|enviado)\s+(?:originalmente\s+)?(?:da|por)"
    r"|citação\s+de|(?:oorspronkelijk\s+)?(?:geplaatst|geschreven)\s+door|citaat\s+van|citat\s+(?:af|från|fra)|ursprungligen\s+av"
    r"|opprinnelig\s+skrevet\s+av|oprindeligt\s+indsendt\s+af|(?:zamieszczone|cytat|napisane)\s+(?:przez|z)|cytuj"
    r"|сообщение\s+от|цитата(?:\s+от)?|пишет|původně\s+odesláno\s+uživatelem|eredetileg\s+írta|alıntı|eredeti\s+szerző"
)
_SAID = (
    r"said|wrote|has\s+written|posted|hat\s+(?:folgendes\s+)?(?:geschrieben|gesagt|gepostet)|schrieb|sagte|meinte|dijo|escribió|ha\s+escrito|comentó"
    r"|a\s+écrit|a\s+dit|écrit|ha\s+scritto|ha\s+detto|scrisse|schreef|zei|skrev|sade|sa|kirjoitti|sanoi|napisał(?:\(?a\)?)?|pisze|napsal(?:\(?a\)?)?"
    r"|(?:на)?писал(?:\(?а\)?)?|сказал(?:\(?а\)?)?|пишет|disse|escreveu|yazdı|dedi|írta|rašė|rakstīja|a\s+scris|a\s+spus"
)
_NAME_AFTER = re.compile(
    rf"^(?:(?:{_BY})|(?:am|vor|on|le|il|op|den|dnia)\b.{{3,50}}?\s(?:{_SAID}))(?![^\W\d_])\s*:?\s*[„“\"«@]?(?P<name>\S.{{0,79}}?)[”“\"»]?"
    rf"(?:\s+(?:{_SAID}))?\s*[:：↑>»\s…]*$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(
    rf"^[„“\"«@]?(?P<name>\S.{{0,79}}?)[”“\"»]?[,:]?\s+(?:{_SAID})(?![^\W\d_])\.?\s*(?:[:：↑].{{0,60}}|.{{0,12}}\d.{{0,50}})?$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:on|am|le|el|il|op|em|em\s+dia|dne|w\s+dniu|в)\b(?P<when>.{4,50}?)(?:,|:(?!\d))\s+(?=\S)|\([^()]{0,20}\d[^()]{0,30}\)\s*"
    r"|(?:\d+|an?|one)\s+\w+\s+ago,\s+|(?:just\s+now|yesterday|today)[^,]{0,20},\s+)",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\s+(?:on|am|le|el|il|op|em|vom|um|at|«|·|,|\()\s*(?=\D{0,15}\d).*$", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?:quote|quotation|quoted|zitat|cita|citation|citazione|citação|citaat|citat|cytat|citace|idézet|alıntı|цитата|sitaatti|lainaus"
    r"|(?:click|klicken?|tap) .{0,20}(?:expand|shrink|vergrößern))?\W*$",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"^\W*(?:code|quellcode|html|php|sql|python|javascript|spoiler|hidden|verborgen)(?:\W.{0,60})?$", re.IGNORECASE
)
_LONGEST = 200


class Quotations:
    """The quotations of a page: which elements they are, whose words, and the lines over them that are no text.

    `where` selects the elements that hold quoted words, besides any ``blockquote``; `by` the line that says whose they are,
    inside such an element or just before it.
    """

    def __init__(self, page: Page, where: str, by: str) -> None:
        self._names: dict[int, str] = {}
        self.lines: dict[int, str] = {}
        self._tags: list[Tag] = page.soup.select(where) if where else []
        held = {id(tag) for tag in self._tags}
        for tag in self._tags:
            self._names[id(tag)] = next((value for name in _ATTRIBUTES if (value := attribute(tag, name))), "")
        for line in page.soup.select(by) if by else ():
            around = next((one for one in ancestors(line) if id(one) in held), None) or _next_quotation(line, held)
            self._attribute(line, around)

    def _attribute(self, line: Tag, quotation: Tag | None) -> None:
        """Give its voice to a quotation; a line that names nobody and is more than a label stays in the text."""
        if _OTHER_LABEL.match(printed(line)):
            self._names.pop(id(quotation), None)
            return
        name = quoted_name(line)
        if quotation is not None and name and not self._names[id(quotation)]:
            self._names[id(quotation)] = name
        if (
            name
            or _LABEL.match(printed(line))
            or (quotation is not None and self._names[id(quotation)] and len(printed(line)) <= _LONGEST)
        ):
            self.lines[id(line)] = printed(line)

    def voice(self, tag: Tag) -> str | None:
        """Whose words an element quotes; empty where the page does not say; None where it is no quotation."""
        if id(tag) in self._names:
            return self._names[id(tag)]
        return blockquoted(tag)


def quoted_name(line: Tag) -> str | None:
    """The name of the person whom the line over a quotation says is quoted; None where it names nobody."""
    words = printed(line)
    if not 0 < len(words) <= _LONGEST or _LABEL.match(words):
        return None
    for marked in line.select("strong, b, .username, cite > a"):
        name = printed(marked).strip(" :,")
        if name and is_name(name) and not _LABEL.match(name) and name_said(words.replace(name, "Xx", 1)) == "Xx":
            return name
    return name_said(words)


def name_said(words: str) -> str | None:
    """The name out of a line like "Bo said:" or "Originally posted by Bo"; None where it has another form.

    >>> name_said("yellow hat gesagt.:"), name_said("Quote from: Bo Kay on March 03, 2012, 10:15:00 AM"), name_said("↑")
    ('yellow', 'Bo Kay', None)
    >>> name_said("On 5/6/2018 at 3:00 PM, Bo said:"), name_said("Am 5.6.2018 um 15:00 schrieb Bo:"), name_said("The tea was cold")
    ('Bo', 'Bo', None)
    """
    words = words.strip(" \u200e\u200f\u00a0")
    lead = _LEAD.match(words)
    if lead and (not lead["when"] or re.search(r"\d", lead["when"])):
        words = words[lead.end() :]
    found = _NAME_AFTER.match(words) or _NAME_BEFORE.match(words)
    if found is None:
        return None
    name = re.sub(r",\s*post:\s*\d+.*$", "", _WHEN.sub("", found["name"])).strip(" :,@\u00a0\u200e\u200f")
    return name if name and re.search(r"[^\W_]", name) else None


def _next_quotation(line: Tag, held: set[int]) -> Tag | None:
    """The quotation that begins just after a line: beside it, or beside one of the two elements around it."""
    around: Tag | None = line
    for _ in range(3):
        following = around.find_next_sibling() if around is not None else None
        if isinstance(following, Tag):
            if id(following) in held:
                return following
            return next((tag for tag in following.find_all(True, limit=8) if isinstance(tag, Tag) and id(tag) in held), None)
        around = around.parent if around is not None else None
    return None
