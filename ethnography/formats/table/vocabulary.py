"""The names that columns have elsewhere, by the field they hold: one table, the likeliest name first. A name is added here."""

from __future__ import annotations

import re

_NAMES = {
    "id": (
        "id|comment id|commentid|message id|messageid|post id|postid|tweet id|reply id|msg id|record id|response id|"
        "uid|uuid|guid|key|nr|no|number|nummer|numero|número|#|row|index|kommentar id|beitrags id|id comentario|"
        "identifiant|id commentaire"
    ),
    "reply_to": (
        "reply to|replyto|in reply to|in reply to id|in reply to status id|parent|parent id|parentid|"
        "parent comment id|reply to id|replied to|answers|antwort auf|antwort zu|bezug|en respuesta a|respuesta a|"
        "réponse à|en réponse à|risposta a|em resposta a|antwoord op"
    ),
    "author": (
        "author|author name|user name|username|user|name|display name|displayname|nickname|nick|screen name|handle|"
        "commenter|commenter name|poster|sender|from|speaker|participant|respondent|member|account|from name|fullname|"
        "full name|author display name|autor|autorin|verfasser|verfasserin|benutzer|benutzername|nutzer|absender|"
        "person|von|autor name|usuario|nombre|remitente|autora|auteur|utilisateur|pseudo|pseudonyme|nom|expéditeur|"
        "autore|utente|nome|mittente|usuário|remetente|gebruiker|naam|afzender|author id|user id"
    ),
    "date": (
        "date|datetime|date time|timestamp|time|created at|created|created utc|published at|published|posted|"
        "posted at|posted on|date posted|comment date|sent|sent at|publish date|time created|when|datum|zeit|"
        "zeitpunkt|datum und uhrzeit|erstellt|erstellt am|veröffentlicht|fecha|hora|fecha y hora|fecha publicación|"
        "date publication|heure|publié le|horodatage|data|ora|data e ora|data hora|tijd"
    ),
    "text": (
        "text|comment text|comment|message|message text|body|content|comment body|comment content|post text|tweet|"
        "full text|tweet text|utterance|review|review text|answer|response|reply|post|statement|quote|transcript|"
        "words|speech|comments|kommentar|kommentartext|nachricht|beitrag|inhalt|antwort|aussage|äußerung|comentario|"
        "mensaje|texto|contenido|respuesta|commentaire|message texte|contenu|texte|réponse|commento|messaggio|testo|"
        "contenuto|risposta|comentário|mensagem|conteúdo|resposta|bericht|reactie|tekst|inhoud"
    ),
    "thread": (
        "thread|thread id|threadid|conversation|conversation id|topic id|discussion|discussion id|video id|videoid|"
        "article id|submission id|link id|post url|article url|channel|room|group|session|faden|gespräch|gruppe|"
        "sitzung|hilo|conversación|fil"
    ),
    "kind": "kind|type|comment type|record type|item type|art|typ|tipo",
    "title": (
        "title|subject|headline|post title|thread title|topic|video title|titel|betreff|überschrift|thema|título|"
        "asunto|titre|sujet|objet|titolo|oggetto|onderwerp"
    ),
    "url": "url|link|permalink|comment url|web address|adresse|enlace|lien|collegamento|koppeling",
}


def plain_name(name: str) -> str:
    """A column's name as it is compared: small letters, and single spaces for whatever sets its words apart.

    >>> plain_name("Comment_ID "), plain_name("createdAt"), plain_name("In-Reply-To")
    ('comment id', 'created at', 'in reply to')
    """
    split = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", name.strip())
    return " ".join(re.split(r"[\s_./:-]+", split.lower().strip(" _./:-*\"'")))


ALIASES: dict[str, dict[str, int]] = {
    field: {name: rank for rank, name in enumerate(dict.fromkeys(names.split("|")))} for field, names in _NAMES.items()
}
"""For each field the names it has in tables, and how likely each is (0 the likeliest)."""

KNOWN = frozenset(name for names in ALIASES.values() for name in names)
"""All of these names."""
