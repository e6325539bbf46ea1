"""The buttons, votes and badges that pages print around a comment, in several languages."""

from __future__ import annotations

import re

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.when import find_when, short_ago

_BUTTON = (
    r"(?:reply|replies|quote|multiquote|edit(?:ed)?|delete|report(?:\sabuse|\scomment)?|flag(?:\sas\s\w+)?|share|like[sd]?|unlike|dislike|love|haha|follow"
    r"|unfollow|perma(?:nenter\s)?link|enlace\spermanente|link\spermanente|lien\spermanent|link|hide|show\s(?:more|less)(?:\sreplies)?|see\s(?:more|less|translation)|read\s(?:more|less)|translate(?:\sto\s\w+)?"
    r"|(?:view|show|hide|load|see)\s(?:all\s)?(?:\d+\s)?(?:more\s|previous\s)?(?:replies|reply|comments?)|\d+\s(?:more\s)?(?:replies|reply)"
    r"|upvote|downvote|vote\s(?:up|down)|award|save|embed|collapse|expand|give\s(?:award|gold)|(?:thumbs?|daumen)\s(?:up|down|hoch|runter)|helpful"
    r"|parent|prev|next|root|context|full\scomments?|crosspost|copy\slink|mark\sas\sread|continue\sthis\sthread|top|back\sto\stop|nach\soben"
    r"|zum\santworten\sanmelden|log\sin\sto\s(?:reply|post|comment)|in\sreply\sto(?=\s*$)|antworten?|zitieren|melden|bearbeiten|löschen|teilen"
    r"|gefällt\s(?:mir|das)(?:\snicht\smehr)?|kommentieren|link\szum\skommentar|übersetzen|mehr\s(?:an)?zeigen|\d+\santworten?"
    r"|responder|citar|editar|eliminar|compartir|denunciar|me\sgusta|ya\sno\sme\sgusta|ver\s(?:más|traducción|respuestas)"
    r"|répondre|citer|modifier|supprimer|partager|signaler(?:\sun\sabus)?|j['’]aime|je\sn['’]aime\splus|voir\s(?:plus|la\straduction)|rispondi|cita|condividi|mi\spiace"
    r"|curtir|responda|denunciar|beantwoorden|reageren|citeren|top\sfan|author|verified|moderator|mod|op|badge|avatar|profile\s(?:picture|photo)|profilbild|edited|bearbeitet|editado|modifié"
    r"|(?:most\srelevant|all\scomments|top\scomments|newest(?:\sfirst)?|oldest(?:\sfirst)?|sort(?:ed)?\sby:?(?:\s\w+)?|reply\swith\squote|\d+\slogins?|login"
    r"|(?:join|start)\sthe\sdiscussion|(?:add|write)\sa\s(?:public\s)?comment|relevanteste|alle\skommentare|kommentar\sschreiben|escribe\sun\scomentario)"
    r"|werbung|anzeige|advertisement|publicidad|publicité|loading|laden|anonymous\sedit|reply\sto\sthis(?:\scomment|\sparent)?|link\sto\scomment|post\sa\sreply|alert\smoderator|ignore\suser)"
)
_COUNT = r"(?:[+-]?\d{1,6}(?:[.,]\d+)?\s?[kKmM]?\b(?:\s?(?:points?|likes?|votes?|upvotes?|recs?|punkte|fans?|thumbs\sup|people\slike\sthis|stars?|sterne?|estrellas?|étoiles?))?)"
_BUTTONS = re.compile(
    rf"(?:[\s·•|,;/↓↑▲▼»›→←#()\[\]{{}}<>+:…&*_=~▸▾⇧⇩★☆♥❤👍👎–—-]|\b{_BUTTON}(?![a-zß-ÿ])|(?<![\w.]){_COUNT}(?!\w)|{_COUNT}(?={_BUTTON}))+",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"(?:(?<=[\s)\]|·•#])|^)(?:\b{_BUTTON}(?![a-zß-ÿ])|[|·•»↓→#\s\[\]]+)[\s.,;:|·/•\]]*$", re.IGNORECASE)


def is_button(text: str) -> bool:
    """Whether a line is nothing but buttons, votes and numbers under a comment ("Like · Reply · Share", "+20").

    >>> is_button("Daumen hoch0Daumen runter  Antworten"), is_button("▲ 12 ▼ Reply"), is_button("Share what you like")
    (True, True, False)
    """
    return len(text) <= 80 and (is_reply_link(text) or (_BUTTONS.fullmatch(text) is not None))


_ANSWER = re.compile(
    r"repl|antwort|respon|répon|rispond|beantwoord|reageer|quote|zitier|citer|citar|\blike|gefällt|gusta|aime|curtir|permalink|permanent|report|melden"
    r"|flag|upvote|daumen|helpful|denunc|signaler",
    re.IGNORECASE,
)


def is_for_answers(text: str) -> bool:
    """Whether buttons are those that stand at comments, and hardly at anything else."""
    return _ANSWER.search(text) is not None


_PICTURES = re.compile(
    r"(?:\d{1,5}\s)?(?:\s*\[(?:svg|gif|png|jpe?g|webp|img|image|picture|photo|avatar|icon|logo|inline|[0-9a-f]{3,40})\])+\s*",
    re.IGNORECASE,
)


def is_picture(text: str) -> bool:
    """Whether a line is nothing but what text browsers print for pictures.

    >>> is_picture("[svg][31de74]"), is_picture("[sic]")
    (True, False)
    """
    return text.endswith("]") and _PICTURES.fullmatch(text) is not None


def button_date(text: str) -> str | None:
    """The date in a line of buttons ("Like · Reply · 3d", "Gefällt mir · Antworten · 2 Std."); None where it is no such line."""
    if len(text) > 80:
        return None
    pieces = [
        piece for piece in re.split(r"\s*[·•|]\s*|\s{2,}|(?<=Like)\s(?=Reply\b)|(?<=Reply)\s(?=\d)", text.strip()) if piece.strip()
    ]
    dated = [piece for piece in pieces if short_ago(piece) or ((found := find_when(piece)) and found.group() == piece)]
    others = [piece for piece in pieces if piece not in dated]
    return dated[0] if len(dated) == 1 and others and all(map(is_button, others)) else None


def without_buttons(text: str) -> str:
    """A line without the buttons at its end.

    >>> without_buttons("18.10.2019, 16:18 Zum Antworten anmelden Zitieren #")
    '18.10.2019, 16:18'
    """
    while (shorter := _AT_END.sub("", text).rstrip()) != text:
        text = shorter
    return text
