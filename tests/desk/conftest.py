"""An invented study for the screen: emoji, masked names, voices, hostile text, right-to-left, and answers four levels deep."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.corpus import Comment, Part, Participant
from ethnography.pseudonyms import Key
from ethnography.study import Study, new_study

POST = "👩‍👩‍👧 Who reads the rota at night? We put our names on it.\n\nNobody asked us. I trust my colleagues, mostly."
HOSTILE = 'Look: <img src=x onerror="alert(1)"> </script><script>alert(2)</script> &amp; \u202egnp.exe. I trust no page.'
TEXTS = (
    ("post", None, POST),
    ("one", "post", "I would rather be anonymous 🙂, said Ann Otter. Nobody is safe with a name like mine, Ann knows."),
    ("two", "one", "Anonymous? Hardly. My manager reads everything, and I trust nobody at work."),
    ("three", "two", "“Trust is earned.” That is what they said to me before the hearing."),
    ("four", "three", "לא אמון בכלל. ואתם?"),
    ("five", "post", HOSTILE),
    ("six", "post", "A last word from somebody else entirely."),
)


@pytest.fixture
def talk(tmp_path: Path, book: Path) -> Study:
    """One thread called t; comment ids are t:post, t:one …; Ann Otter is P01, shown as Rowan."""
    made = new_study(tmp_path / "talk", name="Talk", coder="ada", codebook=book)
    authors = {"post": "P02", "one": "P01", "two": "P03", "three": "P02"}
    parts = {"three": (Part(0, 18, "quotation", "P03"),), "post": (Part(58, len(POST), "question"),)}
    post = {"kind": "post", "title": "Who reads the rota?"}
    comments = [
        Comment(f"t:{name}", "t", above and f"t:{above}", text, author=authors.get(name), date="2021-03-04T10:15",
                parts=parts.get(name, ()), **({"reply_evidence": "nesting"} if above else post))
        for name, above, text in TEXTS
    ]  # fmt: skip
    made.folder.write_comments([*comments, Comment("u:post", "u", None, "A second thread. Trust me.", "post", "P03")])
    names = {"P01": "Rowan", "P02": "Kit", "P03": "Ash"}
    made.folder.write_participants(Participant(id, name, {"role": "nurse"} if id == "P02" else {}) for id, name in names.items())
    made.folder.write_key(Key({"Ann Otter": "P01"}))
    return Study.open(made.folder.root)
