"""Words that stand for somebody in a transcript and are no name: "Interviewer", "I", "Q", "P1", "Speaker 2".

They say what part a person has in *one* document: "P1" of two transcripts may be two people, and nobody is called "I".
"""

from __future__ import annotations

import re

_ASKS = (
    "interviewer interviewerin interviewers interviewer:in interviewer*in interviewer/in interviewer_in interviewer(in) int "
    "intv iv ivr moderator moderatorin moderation mod facilitator researcher question frage pregunta domanda vraag pergunta "
    "q f entrevistador entrevistadora entrevistador/a entrevistador(a) ent enquêteur enquêtrice enqueteur chercheur "
    "chercheuse intervieweur intervieweuse intervistatore intervistatrice interviewster forscher forscherin investigador "
    "investigadora animateur i 采访者 记者 问 интервьюер вопрос"
)
_ANSWERS = (
    "interviewee interviewees interviewte interviewter interviewpartner interviewpartnerin ie respondent respondents resp "
    "participant participants part patient patientin informant subject answer antwort respuesta réponse reponse risposta "
    "antwoord resposta befragte befragter befragte:r befragte*r befragte/r befragte_r befragte(r) bfr proband probandin "
    "entrevistado entrevistada entrevistado/a entrevistado(a) enquêté enquêtée interviewé interviewée participante "
    "participantin teilnehmer teilnehmerin teilnehmer:in intervistato intervistata geïnterviewde user client student "
    "teacher parent nurse carer p r a b t s e n 受访者 答 респондент ответ"
)
_SPEAKS = (
    "speaker sprecher sprecherin sprecher:in speaker# voice person male female man woman unknown hablante orador locuteur "
    "locutrice intervenant intervenante parlante spreker група all both several group audience m w unbekannt"
)
_ASKING = frozenset(_ASKS.split())
_ANSWERING = frozenset(_ANSWERS.split())
_SPEAKING = frozenset(_SPEAKS.split())
_NUMBERED = re.compile(r"(?P<word>[^\W\d].{0,30}?)(?:[\s._#-]{0,3}\d{1,3}[a-z]?|[\s._#-]{1,3}[A-Z])?")
_UNCLEAR = re.compile(r"(?:unidentified|unknown|another|other|first|second|third|male|female|group)\s+(?=\w)", re.IGNORECASE)


def role_of(label: str) -> str | None:
    """What part a label of a transcript names: ``asks``, ``answers`` or ``speaks``; None where it may be a name.

    A number behind it tells people of one part apart; of single letters only those count that transcripts use.

    >>> role_of("Interviewer 2"), role_of("P14"), role_of("SPEAKER_00"), role_of("Dr. Jones"), role_of("AB")
    ('asks', 'answers', 'speaks', None, None)
    """
    text = _UNCLEAR.sub("", " ".join(label.split()).strip(" .:#"))
    match = _NUMBERED.fullmatch(text)
    word = (match["word"] if match else text).casefold().strip(" .#_-")
    if len(text) > 40 or (len(text) == 1 and text.islower()):
        return None
    for role, known in (("asks", _ASKING), ("answers", _ANSWERING), ("speaks", _SPEAKING)):
        if text.casefold() in known or (word in known and (len(word) == 1 or match)):
            return role
    return None


def is_role(label: str) -> bool:
    """Whether a label names a part in a transcript and nobody in particular.

    >>> is_role("Interviewee"), is_role("I"), is_role("Ann")
    (True, True, False)
    """
    return role_of(label) is not None
