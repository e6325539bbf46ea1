"""The words that tell the labels of a transcript from other words with a colon; a language is added by adding to a table."""

from __future__ import annotations

PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "da",
        "del",
        "di",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
        "and",
        "und",
        "et",
        "&",
        "zu",
    ]
)
"""Words inside a name that are written small."""

TITLES = frozenset(
    ["dr", "mr", "mrs", "ms", "prof", "sr", "sra", "mme", "mlle", "herr", "frau", "int", "part", "resp", "fr", "rev", "st"]
)
"""Words before a name that end in a point."""

_NOBODY = (
    "note notes nb n.b ps p.s pps example examples source sources figure fig table chapter section step part photo image "
    "picture video audio tip tips warning caution update edit edited re fwd subject betreff to from cc bcc http https url "
    "link links see also summary abstract introduction background method methods results conclusion conclusions discussion "
    "references keywords key words aim aims objective objectives findings theme themes topic topics code codes category "
    "categories definition problem solution result action actions decision decisions agenda item items todo task tasks due "
    "status priority type name names title author authors editor address phone tel telephone fax email e-mail mail website "
    "web fee price total size weight length width height ingredients directions serves yield makes preparation cook time "
    "first second third finally lastly next then later before after however therefore thus hinweis anmerkung anmerkungen "
    "beispiel quelle abbildung tabelle kapitel abschnitt fazit ergebnis ergebnisse thema themen nota notas ejemplo fuente "
    "figura tabla capítulo paso resumen conclusión tema exemple tableau chapitre étape résumé monday tuesday wednesday "
    "thursday friday saturday sunday yesterday today tomorrow pros cons pro con advantages disadvantages laughter laughs "
    "laughing laugh pause silence inaudible crosstalk unclear noise music applause coughs cough sighs sigh lachen lacht "
    "gelächter unverständlich risas pausa silencio rires"
)

NO_LABELS = frozenset(_NOBODY.split())
"""Words with a colon at the beginning of a line that are nobody: of articles, letters, minutes, recipes; noises."""

_STATED = (
    "date|datum|fecha|data|interview date|date of interview|interview no|interview number|interview id|interview|"
    "duration|dauer|duración|durée|durata|length|interview length|recording|recorded|recorded by|recording date|"
    "location|place|ort|lugar|lieu|luogo|venue|site|setting|present|participants|participant id|project|projekt|"
    "study|file|file name|filename|audio|audio file|transcript|transcribed by|transcriber|transcription|"
    "transkription|transkribiert von|language|sprache|age|alter|edad|gender|sex|geschlecht|occupation|beruf|"
    "position|time|zeit|uhrzeit|start|start time|end time|session|version|topic|interviewed by|conducted by|mode|"
    "platform|date and time|datum des interviews|ort des interviews|checked by|pseudonym|consent|code|profession|"
    "date de l'entretien|fecha de la entrevista|data dell'intervista|transcript id|speakers|teilnehmende|teilnehmer|"
    "anwesend"
)

FACTS = frozenset(_STATED.split("|"))
"""What the head of a transcript states of it, a line each."""
