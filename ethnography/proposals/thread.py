"""One thread as the proposing sees it: its comments, what was accepted about them, and the names found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ethnography.corpus import Comment
from ethnography.proposals.naming import Known, Named, People, find_address, find_sign_off


class NamedThread:
    """A thread's comments in page order as `stated`, and as `decided` by id; whom each addresses, what each is signed with.

    A name that one comment surely is signed with or addresses is known in the whole thread.
    """

    def __init__(self, stated: Sequence[Comment], decided: Mapping[str, Comment], people: People) -> None:
        self.stated, self.decided, self.people = stated, decided, people
        self._read(lambda name: name in people)
        here = {n.name.casefold() for found in (self.addressed, self.signed) for n in found.values() if n.sure}
        self._read(lambda name: name in people or name.casefold() in here)

    def _read(self, known: Known) -> None:
        self.addressed = {c.id: named for c in self.stated if (named := find_address(c.text, known)) and _is_own(c, named)}
        self.signed = {c.id: named for c in self.stated if (named := find_sign_off(c.text, known)) and _is_own(c, named)}

    def author(self, comment: str | None) -> str | None:
        """Who wrote the comment, as stated or accepted; None where nobody said."""
        return self.decided[comment].author if comment is not None and comment in self.decided else None

    def above(self, comment: str) -> str | None:
        """What the comment answers, as stated or accepted."""
        return self.decided[comment].reply_to

    def may_be(self, comment: str | None, name: str) -> bool:
        """Whether the comment is by somebody of this name, as far as is stated, accepted or signed."""
        signed = self.signed.get(comment or "")
        return self.author(comment) in self.people.fits(name) or bool(signed and self.same(signed.name, name))

    def addresses(self, comment: str, name: str) -> bool:
        """Whether the comment opens by addressing somebody of this name."""
        named = self.addressed.get(comment)
        return named is not None and self.same(named.name, name)

    def same(self, one: str, other: str) -> bool:
        """Whether two names may be one person's."""
        return one.casefold() == other.casefold() or bool({*self.people.fits(one)} & {*self.people.fits(other)})


def _is_own(comment: Comment, named: Named) -> bool:
    """Whether the words around a name are the author's own: not in another's voice, nor quoted."""
    return not any(
        part.start <= named.start < part.end and (part.voice is not None or part.kind in {"quotation", "reference"})
        for part in comment.parts
    )
