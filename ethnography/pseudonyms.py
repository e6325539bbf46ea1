"""Who is named how: participants get ids and pseudonyms, and their names are masked in the text that is shown.

In a study, author fields and voices hold participant ids only; the key from printed names to ids stays in ``private/``.
The stored text is never altered. What is shown goes through a :class:`Mask`, which puts ``[pseudonym]`` in the place of each
name in the key, and ``[handle]``, ``[e-mail]``, ``[link]`` in the place of what leads straight to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ethnography.corpus import Comment, Corpus, Participant
from ethnography.corpus.roles import is_role
from ethnography.text import plain

DISGUISES = ("pseudonyms", "none")
NAME_WORDS = 3
NOT_NAMES = frozenset(
    {"anonymous", "anon", "guest", "unknown", "anonym", "gast", "anónimo", "anonimo", "anonyme", "invité", "admin"}
)


@dataclass(frozen=True, slots=True)
class Key:
    """Printed names and whose they are: a participant's id, or None for somebody named in the texts who takes no part."""

    names: Mapping[str, str | None]

    def participant(self, name: str) -> str | None:
        """The participant with this printed name, if any."""
        return self.names.get(name)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What :func:`assign_ids` gives back: the comments with ids for names, the longer key, the new participants, and notes."""

    comments: tuple[Comment, ...]
    key: Key
    new: tuple[Participant, ...]
    notes: tuple[str, ...]


def name_of_voice(voice: str | None, thread: str) -> str | None:
    """The name under which a voice stands in the key: itself, or what it is in its thread where it names a part in a transcript.

    The interviewee of one talk is not that of another, and "I" is nobody's name, to be masked wherever it stands.

    >>> name_of_voice("Ann", "talk-1"), name_of_voice("I", "talk-1")
    ('Ann', 'I (as a part in the talk talk-1)')
    """
    return f"{voice} (as a part in the talk {thread})" if voice is not None and is_role(voice) else voice


def assign_ids(comments: Iterable[Comment], key: Key, known: Mapping[str, Participant]) -> Assigned:
    """Replace printed names in author fields and voices by participant ids (P01, P02, … in order of appearance).

    A name that is in the key already is taken as the same participant, and said so. Words that are no names
    (``Anonymous``, ``Guest``) leave the author empty: nobody knows whether two of them are one person.
    """
    names = dict(key.names)
    new: list[Participant] = []
    returning: dict[str, None] = {}
    nameless: dict[str, None] = {}
    highest = max((int(id[1:]) for id in known if re.fullmatch(r"P\d+", id)), default=0)

    def id_of(name: str | None, kind: str = "comment") -> str | None:
        if name is None:
            return None
        if name.strip().lower() in NOT_NAMES:
            nameless[name] = None
            return None
        if (found := names.get(name)) is None:
            names[name] = found = f"P{highest + len(new) + 1:02}"
            new.append(Participant(found, found, {"kind": kind} if kind == "pingback" else {}))
        elif name in key.names:
            returning[name] = None
        return found

    changed = tuple(
        replace(
            c,
            author=id_of(c.author, c.kind),
            parts=tuple(replace(part, voice=id_of(name_of_voice(part.voice, c.thread))) for part in c.parts),
        )
        for c in comments
    )
    notes = [f"{names[name]} was in the study already and is taken as the same person (same printed name)" for name in returning]
    notes += [f"the name “{name}” names nobody; the author is left empty" for name in nameless]
    return Assigned(changed, Key(names), tuple(new), tuple(notes))


_ADDRESSES = re.compile(
    r"""(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
      | (?P<link>\b(?:https?://|www\.)[^\s<>"'’”)\]]+(?<![.,;:!?…]))
      | (?P<handle>(?<![\w@])@\w{2,})""",
    re.VERBOSE,
)
_LABELS = {"email": "[e-mail]", "link": "[link]", "handle": "[handle]"}
_GREETING = r"(?:hi|hello|hey|dear|thanks|thank you|cheers|regards|love|best|from|@)"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as it is shown: `text`, and the `spans` of the original that were replaced, with what is shown instead."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()

    @staticmethod
    def of(text: str, spans: Iterable[tuple[int, int, str]]) -> Masked:
        """The text with each span (start, end, shown) replaced; they are in order and do not overlap.

        >>> Masked.of("Hi Al!", [(3, 5, "[Rowan]")]).text
        'Hi [Rowan]!'
        """
        replaced, pieces, at = tuple(spans), [], 0
        for start, end, shown in replaced:
            pieces += [text[at:start], shown]
            at = end
        return Masked("".join([*pieces, text[at:]]), replaced)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Where the span start:end of the original is in `text`; a boundary inside a replaced stretch widens to all of it.

        >>> shown = Masked.of("Hi Dee Marsh!", [(3, 12, "[Kit]")])
        >>> shown.at(3, 6), shown.at(12, 13)
        ((3, 8), (8, 9))
        """
        return self._moved(start, at_end=False), self._moved(end, at_end=True)

    def _moved(self, offset: int, at_end: bool) -> int:
        longer = 0
        for start, end, shown in self.spans:
            if offset <= start:
                break
            if offset < end:
                return start + longer + (len(shown) if at_end else 0)
            longer += len(shown) - (end - start)
        return offset + longer


class Mask:
    """Puts pseudonyms in the place of the names in a key. Callable on any text; ``Mask.none()`` changes nothing.

    A name counts where it stands as a whole word as printed or capitalised (digits may follow it); written small, only after
    a greeting; and "al" never in "et al". Of names of two or three words, each capitalised one of three letters or more counts too.

    >>> mask = Mask(Key({"Al": "P01", "Dee Marsh": "P02"}), {"P01": Participant("P01", "Rowan"), "P02": Participant("P02", "Kit")})
    >>> mask("Hi Al, as Dee said (Quill et al 2011), mail dee@example.org")
    'Hi [Rowan], as [Kit] said (Quill et al 2011), mail [e-mail]'
    """

    def __init__(self, key: Key, participants: Mapping[str, Participant]) -> None:
        self._shown: dict[str, str] = {}
        for name, id in key.names.items():
            if not plain(name):
                continue  # an empty name would stand everywhere
            person = participants.get(id) if id else None
            shown = f"[{person.pseudonym}]" if person else "[name]"
            words = [word for word in re.split(r"[\s,/()]+", plain(name)) if len(word) >= 3 and word[0].isupper()]
            if len(plain(name).split()) > NAME_WORDS or (person and person.attributes.get("kind") == "pingback"):
                words = []  # a motto or a page's title, not the names of a person
            for form in dict.fromkeys([plain(name), *words]):
                self._shown.setdefault(form.lower(), shown)
        self._finder: Any = None  # made when the first text comes: a study may have a hundred thousand names
        self._printed = {word for name in key.names for word in [plain(name), *plain(name).split()]}

    @staticmethod
    def none() -> Mask:
        """A mask that changes nothing."""
        return _NoMask()

    def __call__(self, text: str) -> str:
        return self.apply(text).text

    def apply(self, text: str) -> Masked:
        """The text as it is shown, with the way from places in the original to places in it."""
        return Masked.of(text, self.spans(text))

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """The stretches of the text that are replaced, as (start, end, what is shown instead): in order, none overlapping.

        Offsets count the code points of the text as given. Empty where nothing is masked.

        >>> Mask(Key({"Al": "P01"}), {"P01": Participant("P01", "Rowan")}).spans("Hi Al, see www.example.org")
        [(3, 5, '[Rowan]'), (11, 26, '[link]')]
        """
        addresses = [(*match.span(), _LABELS[match.lastgroup or ""]) for match in _ADDRESSES.finditer(text)]
        if not self._shown:
            return addresses
        # Addresses are blanked, not cut out, so that no name is found in them and offsets stay those of the text.
        folded = plain(_ADDRESSES.sub(lambda match: "\0" * len(match.group()), text))
        names = [
            (start, end, self._shown[self._key_word(folded[start:end]).lower()])
            for start, end in self._words_in(folded)
            if self._is_name(folded, start, end)
        ]
        return sorted(addresses + names)

    def _words_in(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where forms of names stand as whole words (digits may follow): from the left, the longest first, none overlapping."""
        if self._finder is None:
            from ahocorasick_rs import AhoCorasick

            self._finder = AhoCorasick(list(self._shown))
        found = []
        for _, start, end in self._finder.find_matches_as_indexes(_lowered(folded), overlapping=True):
            length = end - start
            while end < len(folded) and folded[end].isdecimal():
                end += 1
            if not (start and folded[start - 1].isalnum()) and not (end < len(folded) and folded[end].isalnum()):
                found.append((start, -length, end))
        reached = 0
        for start, _, end in sorted(found):
            if start >= reached:
                yield start, end
                reached = end

    def _key_word(self, word: str) -> str:
        """The word as it is in the key: whole (a name may end in digits), else without the digits that follow it."""
        return word if word.lower() in self._shown else word.rstrip("0123456789")

    def _is_name(self, folded: str, start: int, end: int) -> bool:
        word = self._key_word(folded[start:end])
        before = folded[max(0, start - 24) : start]
        if word.lower() not in self._shown or re.search(r"\bet\s+$", before, re.IGNORECASE):
            return False
        if word in self._printed or word[:1].isupper():
            return True
        return re.search(rf"(?:^|\W){_GREETING}[\s,]*$", before, re.IGNORECASE) is not None


def _lowered(text: str) -> str:
    """The text in lower case, letter for letter: a letter whose small form is two stays as it is."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(small if len(small := c.lower()) == 1 else c for c in text)


class _NoMask(Mask):
    def __init__(self) -> None:
        super().__init__(Key({}), {})

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        return []


_ADDRESSED = re.compile(
    r"(?:^|[.!?…]\s+|\n)(?:Hi|Hello|Hey|Dear|Thanks|Thank you|Cheers|Well said|Regards|Best|Best wishes|Love)[, ]+([A-Z][\w'-]+)"
)
NOT_ADDRESSED = {
    *(
        "All",
        "Everyone",
        "Everybody",
        "There",
        "Folks",
        "Guys",
        "Again",
        "So",
        "SO",
        "For",
        "To",
        "The",
        "And",
        "But",
        "You",
        "Your",
    ),
    *("Very", "Best", "Much", "Regards", "Wishes", "This", "That", "I", "It", "Both", "Team"),
}


def list_unprotected(corpus: Corpus, key: Key) -> dict[str, list[str]]:
    """Names that people are greeted by or sign with and that are not in the key: name → ids of comments where it stands.

    They would be shown as they are. Decide on each, and add it to the key.
    """
    known = {word.lower() for name in key.names for word in [name, *name.split()]}
    found: dict[str, list[str]] = {}
    for comment in corpus:
        for match in _ADDRESSED.finditer(plain(comment.text)):
            name = match.group(1).removesuffix("'s")
            if name not in NOT_ADDRESSED and name.lower() not in known:
                found.setdefault(name, []).append(comment.id)
    return found


KEY_MISSING = "private/names.jsonl is missing, so names in texts are NOT masked; import the sources again to restore it."


def is_key_missing(corpus: Corpus, key: Key) -> bool:
    """Whether there are participants but no key to their names, as in a study that was shared without ``private/``."""
    return not key.names and len(corpus.participants) > 0


def unmasked(corpus: Corpus, key: Key, show_names: bool = True) -> list[str]:
    """What keeps names from being masked, as sentences: a key that is not here, and names that are not in it.

    Without `show_names` the latter are only counted, so that the sentence itself can leave the study.
    """
    found = [KEY_MISSING] if is_key_missing(corpus, key) else []
    if names := sorted(list_unprotected(corpus, key)):
        which = f": {', '.join(names)}. Mask them with: ethnography protect NAME …" if show_names else f" ({len(names)})."
        found.append(f"Names in greetings or signatures are not in the key, and so not masked{which}")
    return found
