"""Names in a text where they say who writes or who is meant: signed with at the end, addressed at the opening.

The patterns are few (English; the plainest German, Spanish and French ones), since a wrong name costs more than a missing one:
words beside a name that no pattern foresees mean that none is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from ethnography.formats.wording import is_says, strip_says
from ethnography.pseudonyms import NAME_WORDS, NOT_ADDRESSED, NOT_NAMES, Key
from ethnography.text import plain


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: as printed, and where, in code points.

    `sure` is False where only a name known from elsewhere makes it one (the bare last word of a text). `thanks_for`: what
    the writer thanks for beside the name (``" for your reply"``), else ``""``.
    """

    name: str
    start: int
    end: int
    sure: bool = True
    thanks_for: str = ""

    @property
    def for_reply(self) -> bool:
        """Whether somebody is thanked for what they replied, so for a comment, not for a post."""
        return bool(re.search(r"(?i)comment|repl|respon|answer", self.thanks_for))


_EMOJI = "\u2190-\u2bff\u200d\ufe0e\ufe0f\U0001f000-\U0001faff"
_WORD = rf"[^\W\d_][^\s,.;:!?()\[\]<>@\"/…{_EMOJI}]*"
_NAME = rf"(?:(?:Dr|Mrs?|Ms|Miss|Prof)\.?[ ])?(?P<name>{_WORD}(?:[ ]{_WORD}){{0,{NAME_WORDS - 1}}}?)"
_ALONE = r"(?!,[ ](?:[^\W\d_a-z][^\s,]*(?:,|[ ](?:and|&)[ ])|and[ ]))"  # "Emma, Al, I agree" speaks to two
_AFTER_NAME = rf"{_ALONE}(?=\s*(?:[,.!?:;()…{_EMOJI}]|\n|\Z)|[ ]+-|[ ]+I\b)"
_SAID = r"(?:comments?|repl(?:y|ies)|responses?|answers?|words|thoughts?|posts?|article|piece|questions?|insights?|feedback)"
_HELLO = r"""hallo | liebe[r]? | moin | servus | guten[ ](?:morgen|tag|abend) | hola | querid[oa] | estimad[oa] | bonjour | salut
    | coucou | ch(?:er|ère|ere)"""
_THANKS = r"(?:vielen[ ]|herzlichen[ ]|besten[ ])?dank(?:e)? | (?:muchas[ ]|mil[ ])?gracias | merci(?:[ ](?:beaucoup|bien))?"
_REGARDS = r"""(?:viele|liebe|beste|schöne|herzliche)[ ]grü(?:ß|ss)e | (?:viele[ ]|lieben?[ ]|schönen[ ])?gru(?:ß|ss)
    | (?:mit[ ])?freundlichen[ ]grü(?:ß|ss)en | un[ ](?:saludo|abrazo) | saludos(?:[ ]cordiales)? | atentamente
    | cordialement | bien[ ](?:à|a)[ ](?:vous|toi) | amitiés | bises"""
_ADDRESS = re.compile(
    rf"""[\s{_EMOJI}]*
    (?: (?i: hi(?:ya)? | hello | hey | dear | good[ ](?:morning|afternoon|evening) | {_HELLO} )[ ]+ {_NAME}
      | (?i: (?:many[ ])? (?:thanks|thank[ ]you) | cheers | well[ ](?:said|done|put) | you're[ ]welcome | congratulations
            | {_THANKS} )
        (?i: [ ](?:so[ ]much|very[ ]much|again|a[ ]lot) )?
        (?P<thanks_for> (?i: [ ]for[ ](?:this|that|sharing|commenting|replying|responding
                                        |(?:all[ ])?(?:your|the|this|that)[ ](?:\w+[ ])?{_SAID}) ) )?
        ,?[ ]+ {_NAME.replace("<name>", "<thanked>")}
      | @ (?P<handle>\w[\w-]+)
    ) {_AFTER_NAME}""",
    re.VERBOSE,
)
_CALLED = re.compile(rf"[\s{_EMOJI}]*{_NAME}{_ALONE}(?:,|[ ]+-)[ ]")

_TAIL = rf"(?:[\sxX.,!{_EMOJI}]|[:;]-?\))*\Z"
_NEW = rf"(?:\A|(?<=[\n.!?…){_EMOJI}]))\s*"
_SIGNED = re.compile(
    rf"""{_NEW}
    (?: (?i: (?:with[ ])? (?:(?:best|kind|kindest|warm|warmest|many)[ ])? regards
           | (?:with[ ])? (?:best|warm|kind|good)[ ]wishes | yours[ ](?:sincerely|faithfully|truly)
           | {_REGARDS} ) (?P<between>[\s,.!-]+)
      | (?i: best | love | yours | sincerely | warmly )[ ]*(?:,|\n)\s*
      | (?i: (?:many[ ])?thanks(?:[ ]again)? | thank[ ]you(?:[ ]again)? | cheers | all[ ]the[ ]best | take[ ]care )[ ,.!-]*\n\s*
      | (?P<dash> --?[ ]*)
    ) {_NAME}{_TAIL}""",
    re.VERBOSE,
)
_BARE = re.compile(rf"(?<=[.!?…){_EMOJI}])\s+{_NAME}{_TAIL}")
_END = 120  # a signature stands in so many last characters

_NO_NAME = """
    a absolutely actually agreed amazing an are as at author awesome be beautiful because blogger brilliant by can colleague
    colleagues dad dear do doctor et exactly excellent fabulous fantastic fascinating finally fine first friend friends from
    gentlemen god good goodness great guy he heaven heavens hello her here hey hi hilarious his how however if in indeed
    interesting is just ladies lord love lovely madam mate me moderator mum my nice no nope not now nurse of oh ok okay on
    once one only or our people perfect please reader readers really same she sir sister sorry still such super sure thank
    thanks that their them then these they those today together tomorrow too true truly ultimately us we well what when
    where which who why wonderful world wow yeah yep yes yesterday
    alle allerseits freunde freundin forum gemeinde gott gruß grüße gruss grüsse herr frau ihr kollege kollegen kollegin kolleginnen
    leser leserin leserinnen leute mädels mitleser nachbar redaktion team welt zusammen amigo amigos amiga amigas colega colegas
    dios señor señora señores todos todas ami amie amis amies lecteur lecteurs madame mesdames messieurs monsieur tous toutes
"""
_NO_NAMES = {word.casefold() for word in (*NOT_ADDRESSED, *NOT_NAMES, *_NO_NAME.split())}
_SHORT_FORM = re.compile(r"'(?:d|ll|m|re|s|t|ve)$")


class People:
    """The participants by what they may be called: their names in the key and, of names of two or three words, each
    capitalised one.

    >>> people = People(Key({"Al": "P01", "Dee Marsh": "P02", "Dee Quill": "P03", "Bo": None}))
    >>> people.fits("al"), people.fits("Dee"), people.fits("Bo"), "marsh" in people
    (('P01',), ('P02', 'P03'), (), True)
    """

    def __init__(self, key: Key, leave_out: Collection[str] = ()) -> None:
        self._fits: dict[str, dict[str, None]] = {}
        for name, id in key.names.items():
            if id is None or id in leave_out:
                continue
            words = plain(name).split()
            single = [word for word in words if len(word) > 1 and word[0].isupper()] if len(words) <= NAME_WORDS else []
            for form in (plain(name), *single):
                self._fits.setdefault(form.casefold(), {})[id] = None

    def fits(self, name: str) -> tuple[str, ...]:
        """The participants who may be called so: one, several where the name is not clear, none where nobody has it yet."""
        return tuple(self._fits.get(plain(name).casefold(), ()))

    def __contains__(self, name: str) -> bool:
        return plain(name).casefold() in self._fits


Known = Callable[[str], bool]


def find_address(text: str, known: Known) -> Named | None:
    """Whom a text addresses at its opening ("Hi Al,", "Thank you for your reply Mike.", "@Emma"), if anybody.

    `known` tells names met elsewhere: only they count in "Emma, I agree" and written small. Who is greeted together with
    others, in words no pattern foresees, or as nobody ("Hi all") is not read.

    >>> find_address("Thank you for your reply, Zoë – I see", lambda name: False)
    Named(name='Zoë', start=26, end=29, sure=True, thanks_for=' for your reply')
    """
    folded = plain(text)
    for pattern, familiar in ((_ADDRESS, False), (_CALLED, True)):
        if match := pattern.match(folded):
            groups = match.groupdict()
            group = next(name for name in ("name", "thanked", "handle") if groups.get(name))
            named = Named(text[slice(*match.span(group))], *match.span(group), not familiar, groups.get("thanks_for") or "")
            if known(named.name) if familiar else (group == "handle" or _is_name(named.name, known)):
                return None if _no_names(named.name) else named
    return None


def find_says(text: str) -> Named | None:
    r"""The name that a text opens with as an author line does ("Emma says:"), if its first line is one.

    >>> find_says("Emma says:\nI read the rota.").name
    'Emma'
    """
    first = text.split("\n", 1)[0]
    name = strip_says(first) if is_says(first) else ""
    if not name or _no_names(name) or name not in text:
        return None
    start = text.index(name)
    return Named(name, start, start + len(name))


def find_sign_off(text: str, known: Known) -> Named | None:
    r"""The name a text is signed with at its end ("Regards, Emma", "Thanks\nEmma", "– Emma"), if it is.

    A bare name after the last sentence counts where it is known, and is not `sure`. "Thanks, Emma" on one line may address
    Emma, and an attribution under a quotation names whoever is quoted; neither is a signature.

    >>> find_sign_off("Do read it. Best wishes Emma 🙂", lambda name: False)
    Named(name='Emma', start=24, end=28, sure=True, thanks_for='')
    """
    folded = plain(text)
    start = max(0, len(folded.rstrip()) - _END)
    for pattern, familiar in ((_SIGNED, False), (_BARE, True)):
        match = pattern.search(folded, start)
        if match is None or not (known(match["name"]) if familiar else _is_name(match["name"], known)):
            continue
        before = folded[: match.start()].rstrip()
        groups = match.groupdict()
        alone = not before and groups.get("between") is not None and not set(groups["between"]) & {",", "\n"}
        if _no_names(match["name"]) or alone or (groups.get("dash") and before[-1:] in {'"', "'"}):
            continue
        return Named(text[slice(*match.span("name"))], *match.span("name"), not familiar)
    return None


def _no_names(name: str) -> bool:
    """Whether a word of the name is one by which nobody is called ("Hi all"), or a short form ("I'd")."""
    words = plain(name).casefold().split()
    return any(word in _NO_NAMES or _SHORT_FORM.search(word) for word in words)


def _is_name(name: str, known: Known) -> bool:
    """Whether this can be a name: known, or each word capitalised (where its script has capitals) and not an abbreviation."""
    words = name.split()
    return known(name) or all(not word[0].islower() and not (len(word) > 1 and word.isupper()) for word in words)
