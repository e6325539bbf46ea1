"""The items of COREQ and SRQR, in words of our own, each with what a study can say to it.

`draft` names the draft in ``checklists.DRAFTS`` ("" where the study can know nothing of it); `instead` is the reason why an item
made for interviews does not apply to comments; `add` is what the author must say.

Source: Tong, Sainsbury & Craig 2007, Int J Qual Health Care 19(6):349–357 (COREQ, 32 items); O'Brien, Harris, Beckman, Reed &
Cook 2014, Academic Medicine 89(9):1245–1251 (SRQR, 21 items).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its number and name there, what it asks for, and how a study answers."""

    number: str
    domain: str
    name: str
    asks: str
    draft: str = ""
    instead: str = ""
    add: str = ""


SOURCES = {
    "COREQ": "COREQ: Tong, Sainsbury & Craig 2007, International Journal for Quality in Health Care 19(6):349–357.",
    "SRQR": "SRQR: O’Brien, Harris, Beckman, Reed & Cook 2014, Academic Medicine 89(9):1245–1251.",
}
_TEAM, _DESIGN, _FINDINGS = "Research team and reflexivity", "Study design", "Analysis and findings"
_NOBODY = "made for interviews: comments are written without being asked for"
COREQ = (
    Item("1", _TEAM, "Interviewer or facilitator", "Who asked the questions?", instead=_NOBODY),
    Item("2", _TEAM, "Credentials", "What qualifications do the researchers have?", add="The researchers’ qualifications."),
    Item("3", _TEAM, "Occupation", "What was their work at the time?", add="The researchers’ occupations."),
    Item("4", _TEAM, "Gender", "What is their gender?", add="The researchers’ gender, or why it is not given."),
    Item("5", _TEAM, "Experience and training", "What prepared them?", add="Experience with such material; training in coding."),
    Item("6", _TEAM, "Relationship established", "Was there a tie to participants beforehand?",
         add="Whether you were a reader, writer or member of the site, and since when."),
    Item("7", _TEAM, "Participants’ knowledge of the researcher", "What did they know of the researcher and the research?",
         add="Whether the research was made known on the site."),
    Item("8", _TEAM, "Characteristics of the researcher", "Which assumptions and interests are reported?",
         add="Your own position."),
    Item("9", _DESIGN, "Methodological orientation and theory", "What underpins the study?", "approach",
         add="The theory: the study records the approach only."),
    Item("10", _DESIGN, "Sampling", "How was it chosen who is in it?", "sites", add="How sites and threads were chosen."),
    Item("11", _DESIGN, "Method of approach", "How were participants approached?",
         instead="made for recruiting people to be asked: comments are collected as they stand"),
    Item("12", _DESIGN, "Sample size", "How many took part?", "material"),
    Item("13", _DESIGN, "Non-participation", "How many refused or left, and why?",
         instead="made for people who are asked to take part; what could not be captured belongs under 12"),
    Item("14", _DESIGN, "Setting of data collection", "Where were the data collected?", "sources", add="What kind of place it is."),
    Item("15", _DESIGN, "Presence of non-participants", "Was anyone else there?",
         instead="made for a room: who reads along where comments are written cannot be known"),
    Item("16", _DESIGN, "Description of sample", "What is important about the sample?", "people",
         add="What else matters about the participants."),
    Item("17", _DESIGN, "Interview guide", "Were there questions or prompts, and were they tried out?", instead=_NOBODY),
    Item("18", _DESIGN, "Repeat interviews", "Were there any, and how many?", instead=_NOBODY),
    Item("19", _DESIGN, "Audio or visual recording", "Was it recorded?",
         instead="made for speech: comments are text already, and it was kept as received"),
    Item("20", _DESIGN, "Field notes", "Were notes taken during or after?", "field notes",
         instead="made for notes at an interview, and this study holds no memo about itself"),
    Item("21", _DESIGN, "Duration", "How long did it take?",
         instead="made for interviews; over which time the comments were written belongs under 16"),
    Item("22", _DESIGN, "Data saturation", "Was it discussed?",
         add="Whether new material still brought new codes, and why collecting ended."),
    Item("23", _DESIGN, "Transcripts returned", "Did participants correct transcripts?",
         instead="made for transcripts: the words are the participants’ own, as they wrote them"),
    Item("24", _FINDINGS, "Number of data coders", "How many coded?", "coders"),
    Item("25", _FINDINGS, "Description of the coding tree", "Is it described?", "tree"),
    Item("26", _FINDINGS, "Derivation of themes", "Were they there beforehand or found in the data?", "derivation",
         add="Whether themes come from the data, and how you came from codes to them."),
    Item("27", _FINDINGS, "Software", "What was used?", "software"),
    Item("28", _FINDINGS, "Participant checking", "Did participants comment on the findings?",
         add="Whether participants were asked for a response."),
    Item("29", _FINDINGS, "Quotations presented", "Do quotations stand for the themes, and is it said whose they are?",
         add="This is a matter of your text: the report’s quotes bear their pseudonym and id."),
    Item("30", _FINDINGS, "Data and findings consistent", "Do they agree?", add="This is a matter of your text."),
    Item("31", _FINDINGS, "Clarity of major themes", "Are they clearly presented?", add="This is a matter of your text."),
    Item("32", _FINDINGS, "Clarity of minor themes", "Are diverse cases and minor themes discussed?",
         add="This is a matter of your text."),
)  # fmt: skip

_FRONT, _INTRO, _METHODS, _RESULTS, _OTHER = "Title and abstract", "Introduction", "Methods", "Results and discussion", "Other"
SRQR = (
    Item("S1", _FRONT, "Title", "What the study is about, and that it is qualitative.", add="The title of your text."),
    Item("S2", _FRONT, "Abstract", "A summary in the form the journal asks for.", add="The abstract."),
    Item("S3", _INTRO, "Problem formulation", "Which phenomenon, why it matters, what is known.", add="The problem."),
    Item("S4", _INTRO, "Purpose or research question", "What was to be found out.", add="The research question."),
    Item("S5", _METHODS, "Qualitative approach and research paradigm", "The tradition, the theory, the paradigm, and why.",
         "approach", add="The paradigm and the reasons: the study records the approach only."),
    Item("S6", _METHODS, "Researcher characteristics and reflexivity", "Who the researchers are, and how that bears on the study.",
         add="Who you are, your tie to the site, and what that did to the research."),
    Item("S7", _METHODS, "Context", "Site and setting, and what about them matters.", "context",
         add="What matters about the site."),
    Item("S8", _METHODS, "Sampling strategy", "How and why these people, documents and events; when it was enough.", "sites",
         add="How threads were chosen, and when it was enough."),
    Item("S9", _METHODS, "Ethical issues pertaining to human subjects", "Approval, consent, confidentiality.", "ethics",
         add="Approval by a committee, and consent or the reason for doing without it."),
    Item("S10", _METHODS, "Data collection methods", "What was collected, how, and when.", "material"),
    Item("S11", _METHODS, "Data collection instruments and technologies", "What it was collected with.", "reading"),
    Item("S12", _METHODS, "Units of study", "How many participants, documents, events.", "units"),
    Item("S13", _METHODS, "Data processing", "How data were prepared, stored, checked and made anonymous.", "processing"),
    Item("S14", _METHODS, "Data analysis", "How inferences and themes were arrived at, by whom.", "coding",
         add="How you came from codes to findings."),
    Item("S15", _METHODS, "Techniques to enhance trustworthiness", "What was done for credibility.", "trustworthiness",
         add="Other techniques: triangulation, participants’ responses, audit."),
    Item("S16", _RESULTS, "Synthesis and interpretation", "The main findings.", add="This is a matter of your text."),
    Item("S17", _RESULTS, "Links to empirical data", "Evidence for the findings: quotes, notes.",
         add="This is a matter of your text: the report’s quotes bear their pseudonym and id."),
    Item("S18", _RESULTS, "Integration with prior work, implications, transferability and contributions", "What the findings add.",
         add="This is a matter of your text."),
    Item("S19", _RESULTS, "Limitations", "What limits trust in the findings.", "limits",
         add="Which limits matter here: the draft lists those the study knows of."),
    Item("S20", _OTHER, "Conflicts of interest", "What could have had an influence.",
         add="Conflicts of interest, or that there are none."),
    Item("S21", _OTHER, "Funding", "Who paid, and what part they had.", add="Funding, or that there was none."),
)  # fmt: skip
LISTS = {"COREQ": COREQ, "SRQR": SRQR}
