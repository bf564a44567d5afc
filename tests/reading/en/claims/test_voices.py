"""Whose words they are: authors, turns, frames without a verb of saying, pronouns, officials of nobody named."""

from __future__ import annotations

import pytest

from onrecord.model import Claim, Report
from onrecord.reading.en.claims import ClaimFinder
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.claims.writer import Authors
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings


@pytest.fixture(scope="module")
def finder() -> ClaimFinder:
    return ClaimFinder(Settings())


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings())


@pytest.fixture
def read(parser: Parser, finder: ClaimFinder):
    def read(text: str) -> list[Claim]:
        (parsed,) = parser.parse([Report("one", "0" * 64, text, language="en")])
        return finder.find(parsed)

    return read


@pytest.fixture
def authors(parser: Parser):
    def authors(text: str) -> Authors:
        (parsed,) = parser.parse([Report("one", "0" * 64, text, language="en")])
        return Authors(View(parsed))

    return authors


def speaker_of(claims: list[Claim], words: str) -> list[str]:
    """Name all who are heard to say what holds the words: name, code, kind."""
    return [
        f"{claim.speaker.name}/{claim.speaker.code}/{claim.speaker.kind}"
        for claim in claims
        if claim.speaker is not None and words in claim.content.words
    ]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Statement of the Ministry of Defence of Ukraine\n\nOur forces hit a depot.", "Ukrainian defence ministry"),
        ("ROYAL JORDANIAN ARMY - COMMUNIQUE\n\nTwo drones were shot down today.", "Jordanian military"),
        (
            "Ministry of Foreign Affairs, Cairo. Press release.\n\nEgypt rejects the charge.",
            "Egyptian foreign ministry",
        ),
        ("Notice from Saint Clara Hospital\n\nWe treat whoever comes. We counted nine dead.", "Saint Clara Hospital"),
        ("Borealis Gas: response to press reports\n\nWe knew nothing of the raid.", "Borealis Gas"),
        ("Fighting in the north\n\nThe army said five people had been killed.", None),
        ("Does this clip show a bomb falling on a school?\n\nWe looked at it. Our verdict: it does not.", None),
        ("LIVE: Russia's war on Ukraine\n\nThe governor told us that three had died. We will know more soon.", None),
    ],
)
def test_who_writes(authors, text: str, author: str | None) -> None:
    found = authors(text).author
    assert (found.name if found is not None else None) == author


def test_each_turn_of_a_transcript_is_its_speakers(authors) -> None:
    text = (
        "Daily briefing by the spokesman of the Turkish foreign ministry\n\n"
        "QUESTION: Who struck the village?\n\nSPOKESMAN: We did not.\n\nQUESTION: Who did?\n\nSPOKESMAN: Ask Damascus."
    )
    turns = authors(text).turns
    assert [one.actor.code if one.actor else None for one in turns] == [None, "TURGOV", None, "TURGOV"]


def test_labels_of_a_list_are_no_turns(authors) -> None:
    assert authors("Claim: A jet bombed the school.\nVerdict: False.\nUpdate: the clip is gone.").turns == []


def test_an_author_speaks_every_sentence_of_its_own(read) -> None:
    claims = read(
        "Statement of the Free Miners' Association\n\nOur members counted nine bodies after the raid. "
        "The shells came from the army's hill. We ask all sides to hold their fire."
    )
    assert all("Free Miners" in f"{c.speaker.name}" for c in claims if c.speaker is not None)
    assert speaker_of(claims, "shells came")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        # frames of a whole clause
        ("The jets killed nine people, as two residents alleged.", "The jets killed", "two residents/None/witness"),
        ("In the view of Oxfam, the strike on the school was no accident.", "was no accident", "Oxfam/"),
        ("By the count of the Syrian Observatory for Human Rights, 31 people were killed in the strike.", "31", "Obs"),
        (
            'The French ambassador, at noon: "Russian jets bombed this hospital and killed six people."',
            "jets",
            "FRAGOV",
        ),
        ("Five people were killed. Kyiv's position is that a Russian missile hit the market.", "missile", "UKRGOV"),
        ("Police: 14 killed in strike on bus station\n\nThe toll may rise.", "14 killed", "Police/"),
        # coordinate cues
        ("Kyiv said that a drone had killed two people and suggested that Moscow had sent it.", "Moscow", "UKRGOV"),
        # who was only spoken of speaks next
        ("Colonel Petro Hnatyk leads the rescuers in Sumy. Rockets killed two, he said.", "Rockets killed", "Hnatyk/"),
        (
            "Forensic experts came on Friday after the raid. They said that they had found 22 bodies.",
            "22 bodies",
            "experts",
        ),
        ("The UN mission reached the village after the attack. It confirmed nine deaths.", "nine deaths", "IGOUNO"),
        (
            "A medical source said six wounded had died. Police came. The same source said drones hit again.",
            "drones",
            "med",
        ),
        # officials are those of the country at hand
        ("Rebels shelled Kharkiv. The governor said that two people had been killed.", "two people", "UKRGOV"),
        ("Jets struck Kharkiv. A Western diplomat said that two people had been killed.", "two people", "/None/gov"),
        # names written in capitals, and whose "the president" is
        ("The Saudi-led Coalition said a missile had hit the port of Hodeidah.", "missile", "SAUMIL"),
        ("The president of Serbia spoke in Pristina. The president said the shelling was over.", "shelling", "SRBGOV"),
    ],
)
def test_who_speaks(read, text: str, words: str, speaker: str) -> None:
    found = speaker_of(read(text), words)
    assert any(speaker in one for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "As expected, the army shelled the town and killed nine people.",
        "Two people were killed in the strike, as is known.",
        "In the words of the day, the shelling was heavy and killed many.",
        "The toll: nine killed and 14 wounded in the strike.",
    ],
)
def test_what_only_looks_like_speech(read, text: str) -> None:
    assert all(claim.speaker is None or claim.speaker.kind == "media" for claim in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Critics blamed the coach for the defeat.",
        "Fans accused the band of selling out.",
        "He dismissed the idea of a new tax.",
    ],
)
def test_blame_far_from_any_attack_is_not_sought_by_rule(parser: Parser, text: str) -> None:
    (parsed,) = parser.parse([Report("one", "0" * 64, text, language="en")])
    assert not View(parsed).of_attacks


def test_pronouns_that_lead_to_each_other_end(read) -> None:
    claims = read("His aide, whose own aide said his leader was killed by her brother in the attack, said he was hurt.")
    assert claims is not None
