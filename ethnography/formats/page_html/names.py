"""Who speaks: the place that holds a name in most blocks of one shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.shapes import Key, Record, keys_of, shapes_of
from ethnography.formats.page_html.signs import is_answer_button
from ethnography.formats.saved_page.class_words import words_of
from ethnography.formats.saved_page.page import attribute
from ethnography.formats.when import find_when
from ethnography.formats.wording import SAYS, bare_name, is_name, is_says, strip_says


@dataclass(slots=True)
class Cell:
    """A stretch of words in a block that stands by itself. `keys`: the shapes of the elements that hold it and no other words;
    `element`: the outermost of them, the element of the words where there is none of their own."""

    text: str
    element: int
    keys: frozenset[Key]
    words: int
    linked: bool
    own: bool


_FIRST, _LAST = 60, 30
"""How many stretches of words at the beginning and at the end of a block are looked at: names and buttons stand there."""


def cells_of(outline: Outline, record: Record) -> list[Cell]:
    """The cells of a block, in page order; of a long one those at its beginning and its end."""
    places = list(record.words())
    if len(places) > _FIRST + _LAST:
        places = [*places[:_FIRST], *places[-_LAST:]]
    inside = set(places)
    cells = [_cell(outline, record, place) for place in places]
    cells += [cell for cell in _pieced(outline, record) if cell.words in inside]
    return sorted(cells, key=lambda cell: cell.words)


def _cell(outline: Outline, record: Record, place: int) -> Cell:
    """The cell of one stretch of words."""
    one = outline.words[place]
    number, keys, outermost = one.owner, frozenset[Key](), -1
    while number >= record.start and outline.last[number] - outline.first[number] == 1:
        keys |= shapes_of(outline, number)
        outermost, number = number, outline.parent[number]
    if outermost >= 0 and outermost not in record.roots:
        return Cell(one.text, outermost, keys, place, one.linked, True)
    where = "after" if place > outline.first[one.owner] else "first"
    key = (outline.tags[one.owner].name, f"/{where}/{min(shapes_of(outline, one.owner), default='')}")
    return Cell(one.text, one.owner, frozenset([key]), place, one.linked, False)


def _pieced(outline: Outline, record: Record) -> Iterator[Cell]:
    """Names printed in several pieces (first name, last name) in an element whose class says that it is one."""
    for number in record.elements(outline):
        if 2 <= outline.last[number] - outline.first[number] <= 4 and any(
            not _NAME_WORDS.isdisjoint(words_of(name)) or _NAME_COMPOUND.search(name.lower())
            for name in attribute(outline.tags[number], "class").split()
        ):
            linked = outline.words[outline.first[number]].linked
            keys = frozenset((name, f"{key}+") for name, key in keys_of(outline, number))
            yield Cell(outline.text(number), number, keys, outline.first[number], linked, True)


_PREFIX = re.compile(
    r"""^(?:[\s|·•,–—>»/\[(#:-]|\d{1,4}[.)]\s|(?:(?:re)?posted|written|submitted|commented|comment|kommentar|kommentiert|geschrieben|verfasst|verfaßt
    |eingetragen|gepostet|comentario|comentado|escrito|enviado|publicado|publicada|publié|posté|écrit|commentaire|inviato|scritto|pubblicato|reply|antwort|from
    |name|author|autor|auteur)\b:?\s?|(?:user|nutzer):\s?|(?:by|von|por|par|door|di)\b:?(?:\s|$)|(?:de)\s(?=\w+\s*$))+""",
    re.IGNORECASE | re.VERBOSE,
)
_BY = re.compile(r"(?:^|\s)(?:by|von|por|par|door)\s+\S.*\d{2}", re.IGNORECASE)
_SUFFIX = re.compile(
    r"""(?:[\s|·•,–—«»/\])(:-]|\s(?:on|at|am|um|el|le|il|em|op|the|wrote|writes|said|says|schrieb|schreibt|sagt|meint|a\ écrit|escribió|dijo|ha\ scritto|a\ dit
    |replied|commented|posted|vor|hace|il\ y\ a|há))+$""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_NAME = re.compile(
    r"""^(?:\d+(?:st|nd|rd|th)?|\W+|(?:view|show|read|load|see|join|sign|log)\b.*|share|like[sd]?|edit(?:ed)?|delete|more|menu|home|comments?|replies|posts?
    |kommentare?|antworten|beiträge|teilen|gefällt.*|mehr|bearbeitet|new|neu|member|mitglied|moderator|admin(?:istrator)?|guest|gast|online|offline|author|autor(?:in)?
    |op|top|best|newest|oldest|verified|says?:?|sagt:?|dice:?|wrote:?|schrieb:?|on|at|am|um|by|von|\d+\s\w+|avatar|profile?|versenden|drucken|send|print|©.*|website|e-?mail|pinned|featured
    |(?:post\ )?subject:?|title:?|betreff:?|re:.*)$""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=50_000)
def name_in(text: str) -> str | None:
    """The name that a short text states, without "by", "says" and a date beside it; None where it states none.

    >>> name_in("Posted by Ann Lee on May 3, 2011 at 10:15"), name_in("Bo says:"), name_in("Reply"), name_in("12 points")
    ('Ann Lee', 'Bo', None, None)
    """
    if len(text) > 140:
        return None
    if match := find_when(text) if any(map(str.isdigit, text)) else None:
        before, after = text[: match.start()], text[match.end() :]
        text = before if re.search(r"[^\W\d_]{2}", _SUFFIX.sub("", _PREFIX.sub("", before))) else after
    text = strip_says(re.sub(r"\s*(?:19|20)\d\d\s?[年년].*$", "", text))
    text = bare_name(_SUFFIX.sub("", _PREFIX.sub("", text)).strip())
    text = re.sub(r"^(@|/?u/)(?=\w)", "", text) if len(text.split()) == 1 else text
    if re.search(r"\w:\s", text):  # a label and its value ("Posts: 63")
        return None
    if not is_name(text) or not re.search(r"[^\W\d_]", text):
        return None
    if text.lower().rstrip(":") in SAYS:
        return None
    return None if _NO_NAME.match(text) or is_answer_button(text) or is_reply_link(text) or find_when(text) else text


_NAME_WORDS = frozenset(
    [
        "author",
        "autor",
        "auteur",
        "autore",
        "user",
        "username",
        "nick",
        "nickname",
        "commenter",
        "poster",
        "member",
        "screen",
        "byline",
        "postedby",
        "posted",
        "by",
        "owner",
        "name",
        "names",
        "from",
        "fn",
        "who",
        "person",
        "vcard",
        "creator",
        "persona",
        "handle",
        "displayname",
        "benutzer",
        "verfasser",
        "kommentator",
        "usuario",
        "nombre",
        "nom",
        "fullname",
        "realname",
        "screenname",
        "accountname",
        "pseudo",
    ]
)
_NAME_COMPOUND = re.compile(
    r"author|username|nickname|commenter|screenname|accountname|displayname|postedby|userlink|userid-?link|poster(?!s)"
)
_OTHER_WORDS = frozenset(
    [
        "title",
        "subject",
        "topic",
        "betreff",
        "date",
        "time",
        "role",
        "rank",
        "location",
        "city",
        "badge",
        "status",
        "count",
        "counter",
        "rating",
        "score",
        "tag",
        "tags",
        "category",
        "categories",
        "label",
        "level",
        "group",
        "karma",
        "points",
        "avatar",
        "reply",
        "quote",
        "permalink",
        "number",
        "edit",
        "edited",
        "joined",
        "stats",
        "flair",
        "signature",
        "headline",
        "says",
        "vote",
        "votes",
        "link",
        "meta",
    ]
)
_PROFILE = re.compile(
    r"/(?:users?|u|profiles?|members?|author|autor|people|person|perfil|profil|benutzer|mitglied|member|usuario|utilisateur|nutzer|community/user|account|blogger)s?[/?.=-]"
    r"|[?&](?:u|uid|user|userid|user_id|author|member|profile|username)=|member\.php|profile|/@|/~|mailto:|blogger\.com/profile|userinfo|showuser|action=profile",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Place:
    """Where the names stand: a shape, the name in each record (by its ``id``), and how much speaks for it."""

    key: Key
    names: dict[int, tuple[str, Cell]]
    score: float
    classed: bool = False


def find_names(outline: Outline, records: Sequence[Record], cells: dict[int, list[Cell]]) -> list[Place]:
    """The places that could hold the authors' names, the best first. `cells`: those of each record, by its ``id``."""
    held: dict[Key, dict[int, tuple[str, Cell]]] = defaultdict(dict)
    seen: dict[Key, int] = defaultdict(int)
    for record in records:
        here: set[Key] = set()
        for cell in cells[id(record)]:
            name = name_in(cell.text) if len(cell.text) <= 140 else None
            if name is None and not re.search(r"\w", _SUFFIX.sub("", _PREFIX.sub("", cell.text))):
                continue  # a label ("Comment by") before a name that stands elsewhere
            for key in cell.keys:
                if key not in here:
                    here.add(key)
                    seen[key] += 1
                    if name:
                        held[key][id(record)] = (name, cell)
    places = [Place(key, names, *_score(outline, key, names, records, seen[key])) for key, names in held.items()]
    return sorted((one for one in places if one.score > 0), key=lambda one: (-one.score, one.key))


def _score(
    outline: Outline, key: Key, names: dict[int, tuple[str, Cell]], records: Sequence[Record], seen: int
) -> tuple[float, bool]:
    """How much speaks for a place: that it is in all records and holds names, its classes and links, that the date is near."""
    total = len(records)
    cover, alike = len(names) / total, len(names) / seen
    if cover < 0.15 or alike < 0.6:
        return 0.0, False
    different = len({name for name, _ in names.values()})
    classed = sum(_is_called_name(outline, cell) for _, cell in names.values()) > 0.5 * len(names)
    score = 2 * cover + 2 * alike + different / len(names)
    score += 3 * classed - 2 * (not _OTHER_WORDS.isdisjoint(words_of(key[1])) and not classed)
    score += 2 * (sum(_BY.search(cell.text) is not None for _, cell in names.values()) > 0.5 * len(names))
    links = [_href(outline, cell) for _, cell in names.values()]
    score += 2 * (sum(_PROFILE.search(one) is not None for one in links) > 0.5 * len(links))
    score += 0.5 * (sum(bool(re.match(r"https?:", one)) for one in links) > 0.3 * len(links))
    spoken = sum(is_says(cell.text) for _, cell in names.values())
    score += 2 * (spoken > 0.5 * len(names))
    by_id = {id(record): record for record in records}
    near = sum(_near_date(by_id[one], cell) for one, (_, cell) in names.items())
    score += 1.5 * (near > 0.6 * len(names))
    if different == 1 and total >= 4 and not classed:
        score -= 3
    if sum(len(name.split()) > 4 for name, _ in names.values()) > 0.4 * len(names):
        score -= 2
    emphasis = sum(
        outline.tags[cell.element].name in ("b", "strong", "cite", "h3", "h4", "h5", "h6", "dt") for _, cell in names.values()
    )
    return score + 0.5 * (emphasis > 0.5 * len(names)), classed


def _is_called_name(outline: Outline, cell: Cell) -> bool:
    """Whether the classes of the elements that hold a cell, or of the one around them, say that it is a name."""
    around = list(outline.around(cell.element))[: 1 if cell.own else 0]
    for number in (cell.element, *around, *range(cell.element, outline.end[cell.element])):
        tag = outline.tags[number]
        said = f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'itemprop')} {attribute(tag, 'rel')}".split()
        for name in said:
            words = words_of(name)
            if words and (words[-1] in _NAME_WORDS or _NAME_COMPOUND.search(name.lower())) and words[-1] not in _OTHER_WORDS:
                return True
    return False


def _href(outline: Outline, cell: Cell) -> str:
    """The address that a cell links to, or the link that it stands in does."""
    for number in (*range(cell.element, outline.end[cell.element]), *list(outline.around(cell.element))[:2]):
        if outline.tags[number].name == "a" and (href := attribute(outline.tags[number], "href")):
            return href
    return ""


def _near_date(record: Record, cell: Cell) -> bool:
    return any(abs(when.words - cell.words) <= 3 for when in record.dates)
