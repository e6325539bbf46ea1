# ruff: noqa: E501
"""An invented study, rich enough to look at: four threads, thirty codes, two coders, hostile comments among them.

In the texts ``{code|words}`` marks words coded by ada, ``{code+|words}`` by ada and ben, ``{code-|words}`` by ben.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd

from ethnography.codebook import Code, Codebook, Rule
from ethnography.coding import Coding, Codings, Segment
from ethnography.corpus import Comment, Corpus, Part, Participant
from ethnography.memo import Memo
from ethnography.report import Outline, build_outline

PEOPLE = (
    *(("P01", "Ash", "author"), ("P02", "Rowan", "nurse"), ("P03", "Hazel", "nurse"), ("P04", "Linden", "service user")),
    *(("P05", "Sorrel", "carer"), ("P06", "Bracken", "researcher"), ("P07", "Juniper", "manager"), ("P08", "Teasel", None)),
)
HOSTILE = (
    "<script>document.title='owned'</script></style></script></textarea>--><img src=x onerror=alert(1)> "
    'javascript:alert(1) https://evil.example/x?a=1&b=2 {{ 7*7 }} {% raw %} \u202edesrever\u202c "quoted" \x07 &lt;b&gt;'
)
_BRACE = "\ue0ff"  # stands for a brace inside a mark
# (id, thread, reply_to, kind, author, date, title, text)
SAID: tuple[tuple[str, str, str | None, str, str | None, str, str | None, str], ...] = (
    ("badge:post", "badge", None, "post", "P01", "2026-03-02", "The badge question: who are you when the lanyard comes off?",
     "Last week I stood in the queue at the chemist’s with my lanyard still on. {seen+|The woman behind me read it, and read it "
     "again.} She had found this blog months ago; {asymmetry|she knew what I think about car parks and night shifts, and I knew "
     "nothing about her at all}.\n\nSo I wonder what we carry home, and what we carry out on to the internet. {own-name+|I write "
     "under my own name, I say that I am a nurse, and I say where.} I could not honestly tell you that I chose it. The form "
     "asked for a name and I typed one.\n\n“{fear-employer|They would have me in the office by Monday},” a colleague told me when "
     "I asked her why she never comments here. She reads every post on her phone in the car park, with the engine off. " + " ".join(
         f"Paragraph {n} of the long middle wanders through one more meeting about the intranet, its colours and its passwords."
         for n in range(1, 13)) + "\n\nBadge on, badge off? And if you read this as a patient, does it matter to you?"),
    ("badge:1", "badge", "badge:post", "comment", "P02", "2026-03-02", None,
     "Badge on, always. I’m a community nurse; I walk up people’s paths in a tunic with my name sewn on it, so {own-name|going "
     "nameless on the internet would feel like ringing the bell and then hiding in the hedge}.\n\nThat said, {boundary+|I keep the "
     "children, the house and my sister well out of it. People can have my name. They can’t have my Saturdays.}"),
    ("badge:2", "badge", "badge:1", "comment", "P01", "2026-03-02", None,
     "Thank you. {humour|The hedge is the bit I keep coming back to.} Do people {recognition|recognise you from what you write}?"),
    ("badge:3", "badge", "badge:2", "comment", "P02", "2026-03-03", None,
     "Twice. Once was lovely. {recognition+|Once it was a complaint, with my blog post printed out and stapled to it.} "
     "{learning|I’ve written differently since.}"),
    ("badge:4", "badge", "badge:post", "comment", "P04", "2026-03-03", None,
     "As someone on the other side of the desk: {trust-person+|I trust the ones who sign their names}. {distrust|If you write about "
     "us and I can’t tell who you are, I assume you’d not say it to my face.} Sorry if that sounds hard."),
    ("badge:5", "badge", "badge:4", "comment", "P03", "2026-03-03", None,
     "It doesn’t sound hard, it sounds fair. But {fear-employer+|my trust has a social media policy that runs to forty pages and I "
     "have been shown page nine}. {pseudonym+|So I’m a plant on here.} {equality|I’d say every word of it to you over a cup of "
     "tea, though.}"),
    ("badge:6", "badge", "badge:5", "comment", "P04", "2026-03-04", None,
     "{humour-|A plant with opinions, I can work with that.} And fair enough. {understanding+|I hadn’t thought that you might be "
     "hiding from them and not from me.}"),
    ("badge:7", "badge", "badge:post", "comment", None, "2026-03-05", None,
     "{anonymity+|No name here and there never will be.} {fear-exposure|I was outed on a forum once} and it followed me to two jobs."),
    ("board:post", "board", None, "post", "P06", "2026-03-20", "Twelve nights on a peer support board: an interview",
     "I sat with the night moderators of a peer support board and asked what they see.\n\nWhat happens at three in the morning?\n\n"
     "{night+|Three in the morning is when people write the sentence they have been walking around all day.} Mostly nobody answers "
     "for a while, and then somebody always does.\n\nDo you know who they are?\n\n{boundary|I know their nights. I don’t want to "
     "know their days.} {moderation+|If I knew, I’d moderate differently, and I’d be worse at it.}"),
    ("board:1", "board", "board:post", "comment", "P05", "2026-03-20", None,
     "I’ve been on that board since my son was ill. {support-given+|You answer because somebody answered you.} {equality+|Nobody asks "
     "whether you’re staff or a mum, and I’ve stopped wondering.}"),
    ("board:2", "board", "board:1", "comment", "P08", "2026-03-21", None,
     "{support-received|The first reply I got was four words long and I still have it.} {permanence|It’s on a server somewhere too, "
     "I suppose.}"),
    ("board:3", "board", "board:2", "comment", "P06", "2026-03-21", None,
     "That last point came up every night. {permanence+|People write as if to a room and it’s kept as if in an archive.}"),
    ("board:4", "board", "board:post", "comment", "P07", "2026-03-22", None,
     "Speaking as the manager of such a service: {governance+|we cannot have clinical staff giving advice at 3 a.m. under a "
     "cartoon avatar}. {duty|If something goes wrong, who was on duty?}"),
    ("board:5", "board", "board:4", "comment", "P05", "2026-03-22", None,
     "{distrust+|With respect, you’ve just described the reason why people don’t use your service at 3 a.m.}"),
    ("board:6", "board", "board:5", "comment", "P07", "2026-03-23", None,
     "{understanding|That stings, and I’ll take it.} {duty+|The question about duty still stands, though: I’d be the one at the "
     "inquest.}"),
    ("board:7", "board", "board:6", "comment", "P03", "2026-03-23", None,
     "{fear-employer|This, exactly this, is why I’m a plant.} {governance-|Nobody writes a policy on kindness.}"),
    ("shot:post", "shot", None, "post", "P01", "2026-04-11", "Somebody took a screenshot",
     "{permanence+|Somebody took a screenshot of a comment here and it has turned up in a staff newsletter.} With a name under it. "
     "{apology|I’m sorry. I should have seen it coming} and I did not."),
    ("shot:1", "shot", "shot:post", "comment", "P03", "2026-04-11", None,
     "It was mine. {fear-exposure+|I went cold when I saw my own sentence in that typeface.} {leaving+|I think this is my last comment "
     "for a while.}"),
    ("shot:2", "shot", "shot:1", "comment", "P02", "2026-04-11", None,
     "{support-given|Oh love. Ring me.} {norms+|And whoever did it: we read each other here, we don’t collect each other.}"),
    ("shot:3", "shot", "shot:1", "comment", "P04", "2026-04-12", None,
     "{norms|It’s public, it was always public, that’s what I keep being told about my own records.} {trust-place+|But I did think of "
     "this as a place with a door.}"),
    ("shot:4", "shot", "shot:3", "comment", "P06", "2026-04-12", None,
     "{public-private+|A door that opens inwards for everyone and only looks shut from the inside.} We argued about this for a year "
     "in the ethics committee and {public-private|never got further than “it depends what they expected”}."),
    ("shot:5", "shot", "shot:post", "comment", "P08", "2026-04-13", None, "{other-hostile|" + HOSTILE.replace("}", _BRACE) + "} And that is my comment."),
    ("shot:6", "shot", "shot:5", "comment", "P02", "2026-04-13", None,
     "{moderation|Is there a moderator in the house?} {humour|Asking for a hedge.}"),
    ("rota:post", "rota", None, "post", "P07", "2026-05-01", "Who reads the rota?",
     "{seen|We pin the rota to a wall and are then surprised that people read it.} {trust-place|I used to think of the ward as a "
     "place where names are safe.}"),
    ("rota:1", "rota", "rota:post", "comment", "P05", "2026-05-01", None,
     "{asymmetry+|You have my son’s whole life in a folder and I’m not told the surname of the person who washes him.} "
     "{rtl|אני לא סומכת על זה} was what his grandmother said."),
    ("rota:2", "rota", "rota:1", "comment", "P02", "2026-05-02", None,
     "{own-name+|Mine’s on my tunic, ask me anytime.} {understanding|But I see why it isn’t on hers.}"),
    ("rota:3", "rota", "rota:2", "comment", "P04", "2026-05-02", None,
     "{trust-person|I trust the tunic. I trust the hands.} {distrust-|It’s the folder I don’t trust.}"),
)  # fmt: skip
PARTS = {
    "badge:post": ("“They would have me", "engine off.", "quotation", "a colleague"),
    "board:post": ("Three in the", "worse at it.", "paragraph", "Wren"),
}

_CODES: tuple[tuple[str, str, str | None, str], ...] = (
    ("identity", "Identity work", None, "Who one is when one writes here."),
    ("own-name", "Own name", "identity", "Writing under the name on the badge."),
    ("pseudonym", "Pseudonym", "identity", "Writing under a lasting name that is not one’s own."),
    ("anonymity", "Anonymity", "identity", "Writing under no name at all."),
    ("recognition", "Recognition", "identity", "Being recognised, or wishing to be."),
    ("boundary", "Drawing a boundary", "identity", "Saying what stays out."),
    ("trust", "Trust and distrust", None, "Relying on somebody, or declining to."),
    ("trust-person", "Trust in a person", "trust", "A named or pictured person is relied on."),
    ("trust-place", "Trust in the place", "trust", "The blog, ward or board itself is relied on."),
    ("distrust", "Distrust", "trust", "Reliance is withheld, with or without a reason."),
    ("risk", "Risk", None, "What might happen because of what is written."),
    ("fear-employer", "Fear of the employer", "risk", "Sanctions at work, feared or remembered."),
    ("fear-exposure", "Fear of exposure", "risk", "Being shown to people for whom it was not meant."),
    ("permanence", "Permanence", "risk", "What is written stays."),
    ("leaving", "Leaving", "risk", "Going silent or away because of a risk."),
    ("audience", "Audience", None, "Who reads, and who is imagined reading."),
    ("seen", "Being seen", "audience", "Noticing readers."),
    ("asymmetry", "Asymmetry", "audience", "They know us, we do not know them."),
    ("public-private", "Public or private", "audience", "Arguing about what kind of space it is."),
    ("relations", "Relations", None, "What people do for and to each other."),
    ("support", "Support", "relations", "Help among equals."),
    ("support-given", "Support given", "support", "Offering help."),
    ("support-received", "Support received", "support", "Telling of help."),
    ("understanding", "Changing one’s mind", "relations", "Granting the other a point."),
    ("equality", "Equality", "relations", "Roles are set aside."),
    ("humour", "Humour", "relations", "Joking, mostly to soften."),
    ("apology", "Apology", "relations", "Saying sorry."),
    ("rules", "Rules of the house", None, "What one may do here."),
    ("norms", "Norms", "rules", "Unwritten rules, stated."),
    ("moderation", "Moderation", "rules", "Steering what is said."),
    ("governance", "Governance", "rules", "Policies of organisations."),
    ("duty", "Duty", "rules", "Professional duty."),
    ("learning", "Learning", None, "Doing otherwise since."),
    ("night", "Night", None, "What is written at night."),
    ("other-hostile", "Other & <b>unsorted</b>", None, "</style><script>alert('brief')</script>"),
    ("irony", "Irony", None, "Saying the opposite. Proposed, not yet used."),
)  # fmt: skip
_MARK = re.compile(r"\{([a-z-]+?)([+-]?)\|(.*?)\}", re.DOTALL)


def make_codebook() -> Codebook:
    """The codebook, one code with every field filled in."""
    codes = [Code(id, name, parent, brief=brief) for id, name, parent, brief in _CODES]
    full = {
        "own-name": {
            "definition": "The writer says, or shows by doing so, that they write under the name they bear at work.",
            "use": "Use it for statements about one’s own naming, and for reasons given for it.",
            "avoid": "Do not use it for naming other people (→ Norms) or for lasting invented names (→ Pseudonym).",
            "examples": ("Mine’s on my tunic.",),
            "typical": ("I write under my own name.",),
            "atypical": ("I signed once, by accident.",),
            "near_miss": ("She signed for all of us.",),
            "rules": (Rule("own-name-1", "own-name", terms=("own name", "badge on"), cancel=("in the name of",)),),
        },
        "identity": {"codable": False, "color": "#3f6f9f"},
        "irony": {"status": "proposed"},
        "learning": {"color": "url(javascript:alert(1))"},
        "rtl": {},
    }
    made = [replace(code, **full.get(code.id, {})) for code in codes]  # type: ignore[arg-type]
    return Codebook("badges", "2", tuple(made), "How health workers name themselves online.", "Made for the tests.")


def make_corpus_and_codings() -> tuple[Corpus, Codings]:
    """The corpus without the marks, and the codings that the marks say."""
    comments, codings = [], []
    for id, thread, reply_to, kind, author, date, title, marked in SAID:
        text, at = "", 0
        text_marks = []
        for match in _MARK.finditer(marked):
            text += marked[at : match.start()]
            text_marks.append((match[1], match[2], len(text), len(text) + len(match[3])))
            text, at = text + match[3], match.end()
        text = (text + marked[at:]).replace(_BRACE, "}")
        for code, who, start, end in text_marks:
            for coder in {"": ["ada"], "+": ["ada", "ben"], "-": ["ben"]}[who]:
                number = len(codings)
                origin, rule = ("suggestion", "own-name-1") if (code, coder) == ("own-name", "ben") else ("manual", None)
                day = f"2026-06-{1 + number % 28:02}T10:00:00.000Z"
                codings.append(
                    Coding(f"{coder[0]}{number:04x}", code, Segment(id, start, end), text[start:end], coder, day, origin, rule)
                )
        parts: tuple[Part, ...] = ()
        if id in PARTS:
            first, last, sort, voice = PARTS[id]
            parts = (Part(text.index(first), text.index(last) + len(last), sort, voice),)
        comments.append(Comment(id, thread, reply_to, text, kind, author, date, date, title, None, "nesting", parts))
    people = [Participant(id, name, {"role": role} if role else {}) for id, name, role in PEOPLE]
    return Corpus.build(comments, people), Codings(codings)


def make_memos(codings: Codings) -> list[Memo]:
    """A memo on each kind of subject."""
    hedge = next(one for one in codings if "hedge" in one.quote and one.code == "own-name")
    return [
        Memo("m1", "ada", "coding", hedge.id, "The hedge: hiding is imagined as *bodily*. <b>Compare</b> the plant.", "2026-06-03T09:00:00Z"),
        Memo("m2", "ben", "code", "own-name", "Name and role come together; split the code?", "2026-06-04T09:00:00Z"),
        Memo("m3", "ada", "study", "", "Reading this as a nurse, I side with the nurses.\n\nCheck the manager’s comments again.", "2026-06-05T09:00:00Z"),
        Memo("m4", "ada", "thread", "shot", "The thread turns after the second comment.", "2026-06-06T09:00:00Z"),
        Memo("m5", "ben", "comment", "shot:3", "Health records as the measure of publicness.", "2026-06-07T09:00:00Z"),
        Memo("m6", "ben", "coding", "gone", "On a coding since removed.", "2026-06-08T09:00:00Z"),
    ]  # fmt: skip


PROVENANCE: list[dict[str, Any]] = [
    {"at": "2026-05-20T09:12:44Z", "sha256": "9f2c" * 16, "file": "badge-question.html", "format": "wordpress_html",
     "counts": {"post": 1, "comment": 7, "pingback": 0}, "stated_count": 8,
     "left_out": [{"reason": "share buttons", "lines": [12, 12], "text": "Tweet this note on TwitterShare on Facebook"},
                  {"reason": "comment form", "lines": None, "text": "Leave a reply <input>"},
                  {"reason": "comment form", "lines": [90, 96], "text": "Your email address will not be published."}],
     "guesses": ["badge:7 answers the post: it stands at the left margin"], "warnings": ["The page says 8 comments, 7 were read."]},
    {"at": "2026-05-20T09:15:02Z", "sha256": "01ab" * 16, "file": "night-board.txt", "format": "page_text",
     "counts": {"post": 1, "comment": 7}, "stated_count": None, "left_out": [], "guesses": [], "warnings": []},
]  # fmt: skip


def make_figures(frequency: pd.DataFrame) -> dict[str, str | tuple[str, str]]:
    """A drawing by matplotlib, as ``analysis`` makes them, and a small stand-in."""
    import io

    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "tests", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(7, 2.8), layout="constrained")
        left, right = figure.subplots(1, 2)
        top = frequency[frequency["depth"] == 0]
        left.barh(top["name"].str.replace(r"<.*?>", "", regex=True), top["comments"], color="#3f6f9f")
        left.invert_yaxis()
        right.imshow([[1, 2, 4], [2, 3, 1], [0, 1, 2]], cmap="Blues")
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return {
        "Comments with each top code": (out.getvalue(), "Left: comments carrying the code. Right: a stand-in for co-occurrence."),
        "A stand-in": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="8" onload="alert(1)"><script>alert(1)</script>'
        '<rect id="r" width="30" height="4" style="fill: #b4632d; behavior: url(x)"/><a href="https://evil.example"><text>x</text></a>'
        '<use href="https://evil.example/#a"/><use href="#r" y="4"/></svg>',
    }


def make_outline(**changes: Any) -> Outline:
    """The outline of the invented study; `changes` replace arguments of ``build_outline``."""
    from ethnography.analysis.frequency import count_codes

    corpus, codings = make_corpus_and_codings()
    frame, codebook = codings.to_frame(corpus), make_codebook()
    frequency = count_codes(frame, corpus, codebook)
    given: dict[str, Any] = {
        "name": "Badge on, badge off",
        "approach": "codebook thematic analysis (deductive from Bright & Day, opened twice while coding)",
        "disguise": "pseudonyms",
        "description": "How people who work in, use and care around health services name themselves when they write online, and "
        "what they say it costs. Four threads of an invented blog.",
        "corpus": corpus, "codebook": codebook, "codings": frame, "memos": make_memos(codings), "provenance": PROVENANCE,
        "frequency": frequency, "figures": make_figures(frequency),
        "versions": {"ethnography": "0.1.0", "Python": "3.11.7", "codebook badges 2": codebook.digest},
        "problems": ["Coding b00ff (trust by ben, badge:4 0:5): “As so” stands there, not “trust”."],
        "made_at": "2026-06-30",
    }  # fmt: skip
    return build_outline(**(given | changes))
