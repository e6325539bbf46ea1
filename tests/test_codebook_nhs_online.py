"""``codebooks/nhs-online.yaml``: it loads, says of every code what a code must say, and its rules hold on invented sentences.

Every sentence was made up for this file. It stands for a way of speaking, not for a page: a rule that is changed shows here
what it lost or what it wrongly caught.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from ethnography.codebook import Codebook, read_codebook
from ethnography.corpus import Comment, Corpus

BOOK = Path(__file__).parent.parent / "codebooks" / "nhs-online.yaml"
GROUPS = ["identity", "relations", "organisation", "experience", "expression", "change", "interaction"]
THEMES = {"A": "anonymity", "T": "trust", "B": "boundaries", "F": "fear_culture"}
CODES = {
    *THEMES.values(), "real_name", "authenticity", "deception", "personal_choice", "privacy", "care_integrity", "employer_reaction",
    "self_restraint", "professional_identity", "role_seniority", "regulation", "stigma", "abuse", "lived_experience",
    "peer_support", "disinhibition", "compartmentalisation", "congruence", "work_life_balance", "digital_engagement",
    "organisational_change", "digital_competence", "resources", "appreciation",
}  # fmt: skip

# Which of the four themes a sentence carries (A anonymity, T trust, B boundaries, F culture of fear), and the sentence.
SENTENCES = [
    ("A", "I started under a pseudonym when I was still a student and it has grown on me."),
    ("A", "Psuedonyms are for spies, surely?"),
    ("A", "Being annonymous makes the late shift easier to write about."),
    ("A", "That is not my real name, by the way."),
    ("A", "I post under a nickname because the town is small."),
    ("A", "She was outed by a journalist within a month."),
    ("A", "My cousin unmasked me at a barbecue."),
    ("A", "Why would you hide behind a cartoon avatar?"),
    ("A", "None of my colleagues know that I blog."),
    ("A", "Somebody in theatre has worked out who I am."),
    ("A", "I never say where I work and I change the weather in every story."),
    ("A", "How identifiable are we if we mention our grade and our county?"),
    ("A", "I began tweeting as Matron Marmalade after my second child."),
    ("", "Our alcoholics anonymous group needs a bigger room."),
    ("", "The anonymous survey closes on Friday."),
    ("", "I can't get a handle on this new rota."),
    ("", "Remove identifiable patient details before you send the slides."),
    ("T", "My clients trust me because I turn up."),
    ("T", "Trust takes years and goes in a minute."),
    ("T", "I'd like to win my patients' trust back."),
    ("T", "He never fully trusts anyone in a lanyard."),
    ("T", "I mistrust any account that is younger than my lunch."),
    ("T", "How can you tell whether they are really a pharmacist?"),
    ("T", "Nobody online can prove who they are, so I read what they write."),
    ("T", "I stay skeptical of people with perfect stories."),
    ("T", "Do you take people at face value, or do you check first?"),
    ("T", "Rapport is half of the therapy."),
    ("T", "I can vouch for Priya, we shared an office."),
    ("T", "It hurts when a client won't believe me."),
    ("T", "There are trust issues between the day staff and the night staff."),
    ("T", "Are they who they say they are?"),
    ("", "I moved to another NHS Trust in May."),
    ("", "Our Trust has blocked the whole site."),
    ("", "The mental health trust's chief executive has a blog."),
    ("", "Does your trust allow phones at the desk?"),
    ("", "Most foundation trusts publish their minutes."),
    ("", "I trust you are well and not too wet."),
    ("", "Dear all, I trust this helps."),
    ("", "No doubt it will rain on the open day."),
    ("", "I am sceptical about the evidence for this diet."),
    ("B", "I find boundaries harder online than in the clinic."),
    ("B", "Somebody I support sent me a friend request at Christmas."),
    ("B", "Two of my patients follow me now, should I block them?"),
    ("B", "It blurs the line between helper and mate."),
    ("B", "My clients keep finding me on Facebook."),
    ("B", "Being over-familiar with residents does them no favours."),
    ("B", "I keep my work and my private life separate, always have."),
    ("B", "You need to set boundaries with families early on."),
    ("B", "Where do you draw the line with students who message you at night?"),
    ("", "Our patch stops at the county boundary."),
    ("", "We push the boundaries of what a small kitchen can do."),
    ("", "The district boundaries were redrawn in spring."),
    ("", "My daughter sent a friend request to her cousin."),
    ("F", "There is a culture of fear on that unit."),
    ("F", "One foot out of line and you are in the office."),
    ("F", "Everybody is afraid to speak up since the restructure."),
    ("F", "We walk on eggshells whenever the director visits."),
    ("F", "Managers treat social media as a disaster waiting to happen."),
    ("F", "I worry about what my employer would do if they read this."),
    ("F", "It's all heavy-handed rules and looking over your shoulder."),
    ("F", "Whistleblowers are not forgiven here."),
    ("F", "The blame culture stops people from learning."),
    ("F", "You could get into trouble for a tweet like that."),
    ("F", "Our organisation is so risk-averse that the notice board is locked."),
    ("F", "For fear of going outside set boundaries staff suggest nothing."),
    ("", "Ha, now I'm scared!"),
    ("", "I'm terrified of spiders, so the shed is yours."),
    ("", "I'm afraid I can't come on Tuesday."),
    ("", "I am worried about staffing levels this winter."),
    ("", "She leads a multi-disciplinary team in Hull."),
    ("AF", "I write anonymously because people here get sacked for less."),
    ("AT", "Would you trust advice from an anonymous account?"),
    ("AB", "A pseudonym keeps the boundary between me and my patients where it should be."),
    ("TF", "Staff don't trust management, and everyone is covering their backs."),
    ("", "Die Frage ist, ob einer unter Pseudonym schreiben darf und das auch will."),
    ("", "Lovely recipe, I used less sugar and it kept for a week."),
]


@cache
def book() -> Codebook:
    return read_codebook(BOOK)


@cache
def suggested() -> dict[str, set[str]]:
    """The themes suggested for every sentence and exemplar of the four themes; coded in one run, each as a thread of its own."""
    from ethnography.autocode import code_corpus

    exemplars = [text for theme in THEMES.values() for text in (*book().code(theme).typical, *book().code(theme).near_miss)]
    texts = [text for _, text in SENTENCES] + exemplars
    corpus = Corpus.build(Comment(str(place), str(place), None, text, kind="post") for place, text in enumerate(texts))
    found = code_corpus(corpus, book())
    themes: dict[str, set[str]] = {text: set() for text in texts}
    for comment, code in zip(found["comment"], found["code"], strict=True):
        if code in THEMES.values():
            themes[texts[int(comment)]].add(code)
    return themes


def test_the_codes_are_the_agreed_ones() -> None:
    assert {code.id for code in book() if code.codable} == CODES
    assert [code.id for code in book() if not code.codable] == GROUPS
    assert book().version == "1.0"


@pytest.mark.parametrize("id", sorted(CODES))
def test_a_code_says_what_a_coder_needs(id: str) -> None:
    code = book().code(id)
    assert code.parent in GROUPS
    for said in (code.name, code.brief, code.definition, code.use, code.avoid):
        assert said
    for exemplars in (code.examples, code.typical, code.atypical, code.near_miss, code.rules):
        assert exemplars
    assert re.fullmatch("#[0-9A-F]{6}", code.color or "")
    assert {rule.spread for rule in code.rules} == {"sentence"}


def test_no_two_codes_look_alike_and_no_two_rules_share_a_name() -> None:
    colors = [code.color for code in book() if code.codable]
    names = [rule.id for rule in book().rules]
    assert len(set(colors)) == len(colors)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("letters", "text"), SENTENCES, ids=[text[:40] for _, text in SENTENCES])
def test_what_the_rules_suggest(letters: str, text: str) -> None:
    assert suggested()[text] == {THEMES[letter] for letter in letters}


@pytest.mark.parametrize("theme", THEMES.values())
def test_the_typical_and_the_near_miss_of_a_theme(theme: str) -> None:
    code = book().code(theme)
    assert [text for text in code.typical if theme not in suggested()[text]] == []
    assert [text for text in code.near_miss if theme in suggested()[text]] == []
