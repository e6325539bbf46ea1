"""Lines in and under a body that lead to other pages ("Read also: …", "You may also like"), and the buttons under it."""

from __future__ import annotations

import re

from ethnography.formats.furniture import furniture_reason, is_reply_link, opens_form
from ethnography.formats.saved_page.element_text import Block

_TEASER = re.compile(
    r"""^\W*(?:
      (?:read|see|watch|check\ out)\ (?:also|next|this)\b | (?:also|further|recommended)\ (?:read(?:ing)?|from|on)\b | read\ more\b
      | related\ (?:articles?|posts?|stories|topics?|content|links|news|reading)\b | related\W*$ | see\ also\b
      | (?:more|mehr)\ (?:from|on|about|by|von|aus|zu|zum|zur|über|themen)\b | you\ (?:might|may)\ (?:also\ )?(?:like|enjoy|be\ interested)
      | recommended\ for\ you | don.t\ miss\b | (?:most\ (?:read|popular)|trending)\b
      | lesen\ sie\ (?:auch|hier|dazu|mehr)\b | lies\ (?:auch|dazu|hier|mehr)\b | lest\ (?:auch|hier|dazu)\b | weiterlesen\b | auch\ interessant
      | das\ könnte\ (?:sie|dich|euch)\ (?:auch|ebenfalls|noch)? | (?:diese|weitere|ähnliche|verwandte|empfohlene)\ (?:beiträge|artikel|themen)\b
      | passend\ (?:zum\ thema|dazu)\b | zum\ weiterlesen\b | schon\ gelesen\b | meistgelesen\w*\b | aktuelle\ (?:meldungen|ausgabe)\b
      | (?:à\ )?lire\ (?:aussi|également|la\ suite)\b | vous\ aimerez\ aussi | sur\ le\ même\ (?:sujet|thème) | articles?\ (?:liés|similaires)
      | (?:lea|lee|vea|ver|mire|mira)\s?(?:también|además|más)\b | (?:te\ puede|puede|le\ puede)\ interesar | artículos?\ relacionad
      | notas?\ relacionad | contenido\ relacionado | leggi\ (?:anche|di\ più)\b | potrebbe(?:ro)?\ interessart?i | articoli\ correlati
      | leia\ (?:também|mais)\b | veja\ (?:também|mais)\b | lees\ ook\b | meer\ over\b | czytaj\ (?:także|też|również|więcej) | zobacz\ (?:także|też)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ENDS = re.compile(
    r"""^\W*(?:
      about\ the\ authors? | über\ (?:den|die)\ autor(?:in|en)? | über\ den\ verfasser | sobre\ (?:el|la)\ autora? | à\ propos\ de\ l.auteur
      | sull.autore | sobre\ o\ autor | share\ this | diese\ seite\ teilen | (?:artikel|beitrag)\ teilen | teilen(?:\ mit)? | partager
      | compartir | condividi | schlagwörter | schlagworte | etiquetas | tags? | stichwörter | print\ (?:recipe|page)? | drucken
      | kommentare?(?:\ (?:geschlossen|schreiben))? | kommentieren | comments?(?:\ are\ closed)? | view\ comments | (?:write|leave|post)\ a\ comment
      | senden | permalink | zurück(?:\ zur\ startseite)? | back\ to\ (?:top|home)
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 200


def without_teasers(blocks: list[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks without lines that lead elsewhere and without what stands under the last paragraph; and what was left out.

    A line counts only where it is short; the links after the heading of such a list go with it. Nothing is taken from a text
    that would be empty without it.
    """
    kept: list[Block] = []
    left: list[tuple[str, str]] = []
    under_heading = False
    for block in blocks:
        if len(block.text) <= _LONGEST and block.kind not in ("quotation",) and _TEASER.match(block.text):
            left.append(("related posts", block.text))
            under_heading = len(block.text) <= 80
        elif under_heading and block.buttons:
            left.append(("related posts", block.text))
        else:
            under_heading = False
            kept.append(block)
    while kept and (reason := _reason_at_end(kept[-1])):
        left.append((reason, kept.pop().text))
    return (kept, left) if kept else (blocks, [])


def _reason_at_end(block: Block) -> str | None:
    """Why the last block is no part of a text: buttons, links elsewhere, the heading of a box that was left out."""
    if len(block.text) > _LONGEST or block.kind == "quotation":
        return None
    if block.buttons and (block.kind == "list" or is_reply_link(block.text)):
        return "buttons"
    if _ENDS.match(block.text) or opens_form(block.text):
        return "buttons"
    return furniture_reason(block.text)
