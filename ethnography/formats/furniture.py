"""The furniture of a blog page in several languages: the line over the comments, the form under them, buttons, footers.

Shared by the readers of saved pages, whatever their form. A language is added by adding to a pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMENTS_HEADING = re.compile(
    r"""^\W*(?:(?:this\ post\ has|se\ han\ publicado|hay)\s+)?
    (?:(?P<count>\d[\d.,]*|one|une?|ein|no)\s+)?
    (?:(?:user|reader|leser)[\s-]*)?
    (?:comments?|responses?|replies|thoughts?|kommentare?|antworten|gedanken|reaktionen|meinungen|ergänzungen|comentarios?|respuestas?
       |pensamientos|commentaires?|réponses?|réflexions?|(?:vos\ )?réactions?|commenti|risposte|pensieri|comentários?|ideias|pensamentos|reacties|gedachten)\b
    [^\w(]*(?:\(?(?P<after>\d+)\)?\W*)?
    (?:(?P<to>to|on|zu|zu\ „|für|auf|en|a|sur|à|su|em|op|over|sobre|riguardo)\b\s*
       (?P<title_quoted>[“"„«‘']?(?P<title>.+?)[”"“»’']?))?
    (?:schreibe\ einen\ kommentar|kommentar\ (?:schreiben|verfassen|abgeben|hinzufügen)|geben\ sie\ jetzt.*|so\ far|leave\ a\ (?:comment|reply))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ONE = {"one", "un", "une", "ein"}


@dataclass(frozen=True, slots=True)
class CommentsHeading:
    """The line over a list of comments: the number it claims and the title it repeats, where it does."""

    count: int | None
    title: str | None


def comments_heading(line: str) -> CommentsHeading | None:
    """What a line like "4 Responses to TITLE" or "11 comentarios" states; None where a line is no such heading.

    >>> comments_heading("4 Responses to On Tea"), comments_heading("Comments are welcome here")
    (CommentsHeading(count=4, title='On Tea'), None)
    """
    match = _COMMENTS_HEADING.match(line.strip()) if len(line) <= 200 else None
    if not match or (match["to"] and not match["count"]) or line.rstrip().endswith("."):
        return None
    if match["to"] and not match["count"].isdigit() and not re.match(r"[“\"„«‘']", match["title_quoted"]):
        return None
    number = (match["count"] or match["after"] or "").lower().replace(",", "").replace(".", "")
    count = 1 if number in _ONE else 0 if number == "no" else int(number) if number.isdigit() else None
    return CommentsHeading(count, match["title"].strip() if match["title"] else None)


_FORM = re.compile(
    r"""^\s*(?: (?:leave|submit|post|write|add)\ (?:a|your)\ (?:comment|reply|response) | add\ comment
      | (?:schreibe?n?\ (?:sie\ )?einen|einen)\ kommentar (?:\ (?:schreiben|abschicken|verfassen|hinterlassen))?
      | hinterlasse\ einen\ kommentar | kommentar\ (?:verfassen|schreiben|hinzufügen|abgeben)
      | deja\ (?:un\ comentario|una\ respuesta) | (?:haga|escribe|deje)\ un\ comentario
      | laisser\ (?:un\ commentaire|une\ réponse) | lascia\ un\ commento | deixe\ um\ comentário
      | laat\ een\ reactie\ achter | rss\ feed\ for\ comments | trackback\ uri )\b !? [^.!?:]{0,40} [.]?\s*$
      | ^\s*comments\ are\ closed\.?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


def opens_form(line: str) -> bool:
    """Whether a line opens the form under the comments ("Leave a Reply") or stands in its place ("Comments are closed").

    >>> opens_form("Leave a Reply Cancel reply"), opens_form("Leave a comment and I will answer each of you by hand, as ever!")
    (True, False)
    """
    return len(line) <= 100 and _FORM.match(line) is not None


_NETWORK = (
    r"(?:twitter|facebook|reddit|tumblr|linkedin|google\+?|pinterest|whatsapp|telegram|skype|pocket|instagram|xing|mastodon"
    r"|e-?mail|mail|(?:a\ )?friend|print)"
)
_PIECE = r"(?:note|post|page|article|story|entry|blog|seite|artikel|beitrag)"
_BUTTON = (
    r"(?:(?:(?:click\ to\ )?(?:tweet|share|pin|like|follow|e-?mail|print|post|save|teilen|compartir|partager|bei|auf)"
    rf"(?:\ about)?(?:\ (?:this|the|our)(?:\ {_PIECE})?|\ us|\ it|\ me)?(?:\ (?:on|via|to|in|with|auf|bei|mit|en|sur|a))?"
    rf"(?:\ a)?\ {_NETWORK}"
    rf"(?:\ (?:teilen|\(opens\ in\ new\ window\)))?)|(?:print|e-?mail|tweet|share)\ (?:this|the)\ {_PIECE})"
)
FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE | re.VERBOSE))
    for reason, pattern in (
        ("share buttons", rf"^\W*{_BUTTON}(?:[\s,|•]*{_BUTTON})*(?:\W*flattr\ the\ author)?\W*$"),
        ("share buttons", r"^\s*(?:share\ this|like\ this|like\ loading|teilen\ mit|tweet|click\ to\ tweet|loading|print)\W*$"),
        ("share buttons", r"^\s*(?:spread\ the\ (?:news|word|love)|flattr\ the\ author)\W*$"),
        ("post footer", r"^\s*this\ (?:entry|post)\ was\ (?:posted|published|tagged|filed)\b"),
        ("post footer", r"^\s*(?:dieser\ (?:beitrag|eintrag)\ wurde|esta\ entrada\ fue|ce\ contenu\ a\ été)\b"),
        ("post footer", r"^\s*(?:posted|filed|published)\ (?:in|under|by)\b[^.!?]{0,80}$"),
        ("post footer", r"^\s*(?:tags|labels?|tagged|categories|schlagwörter|kategorien|etiquetas)\s*[:,][^.!?]{0,120}$"),
        ("post footer", r"^\s*(?:related(?:\ (?:articles|posts))?|bookmark\ the\ permalink|posted\ by|published\ by)\W*$"),
        (
            "comment form notice",
            r"^\s*(?:your\ e?-?mail\ address\ will\ not|required\ fields|erforderliche\ felder|los\ campos\ obl)",
        ),
        ("comment form notice", r"^\s*(?:(?:deine|ihre)\ e-?mail-?adresse\ wird|tu\ (?:dirección\ de\ )?correo|votre\ adresse\ e)"),
        (
            "comment form notice",
            r"^\s*(?:les\ champs\ obl|save\ my\ name|notify\ me\ of|this\ site\ uses\ akismet|cancel\ reply\b)",
        ),
        ("comment form notice", r"^\s*you\ must\ be\ logged\ in\ to"),
        ("comment form notice", r"^\s*(?:comment|name|e-?mail|website|kommentar|webseite|nombre|correo|nom|site\ web)\s*\*?$"),
        (
            "copyright line",
            r"^.{0,15}©|©\s*(?:19|20)\d\d|\(c\)\s*(?:19|20)\d\d|\ball\ rights\ reserved\b|\balle\ rechte\ vorbehalten",
        ),
        ("copyright line", r"^[^.!?]{0,45}\bcopyright\ (?:property\b|(?:19|20)\d\d)"),
        ("site banner", r"^\s*intended\ for\ [^.!?]{3,50}$|^\s*powered\ by\b[^.!?]{0,40}$"),
        ("site banner", r"^\s*(?:skip\ to\ (?:main\ )?content|zum\ inhalt\ springen|saltar\ al\ contenido)\s*$"),
        ("site banner", r"^\s*(?:subscribe|sign\ up)\b.{0,60}\b(?:free|newsletter|e-?mail|updates|feed)\b.{0,40}$"),
        ("site banner", r"^.{0,40}\b(?:home|inicio|startseite|accueil)\s?[>»›]"),
        ("citation line", r"^\s*cite\ this\ as\b|\bcite\ this\ as:|^\s*doi\s*:"),
        ("competing interests statement", r"^\s*(?:competing|conflicts?\ of|declaration\ of)\ interests?\s*:"),
        ("contact sentence", r"\bprotected\ from\ spambots\b|\bjavascript\ enabled\ to\ view\b"),
    )
)
"""Lines of the page that belong to no text: (reason, pattern)."""

_REPLY_LINK = re.compile(
    r"""^\s*(?: (?:reply|antworten|responder|répondre|rispondi|beantwoorden|replies|reply\ ?delete|delete|edit|\(edit\)|report(?:\ (?:this\ )?(?:comment|post|abuse))?
          |like|unlike|gefällt\ mir|quote|zitieren|share|permalink|me\ gusta|log\ in\ to\ reply|zum\ antworten\ anmelden)
          [\s↓»→\#|]*)+ (?:to\ \S.{0,40})?$
      | ^\s*(?:like)?liked\ by\ .{1,40}$ | ^\s*daumen\ hoch .{0,60}$ | ^\s*\d+\ (?:likes?|votes?)$
      | ^\s*your\ comment\ is\ awaiting\ moderation\.?$""",
    re.IGNORECASE | re.VERBOSE,
)


def is_reply_link(line: str) -> bool:
    """Whether a line is nothing but the buttons under a comment ("Reply", "Antworten", "Liked by 5 people")."""
    return len(line) <= 80 and _REPLY_LINK.match(line) is not None


def furniture_reason(line: str) -> str | None:
    """Why a line of the page is in no text ("share buttons", "copyright line" …); None where it is none of the known.

    >>> furniture_reason("Share on TwitterShare on Facebook")
    'share buttons'
    >>> furniture_reason("Follow the right people on Twitter and you will learn a lot.")
    """
    if len(line) > 600:
        return None
    if opens_form(line):
        return "comment form heading"
    return next((reason for reason, pattern in FURNITURE if pattern.search(line)), None)
