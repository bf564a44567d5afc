"""Background, as a table: the sentence, and the kinds of background in it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Context, Report
from onrecord.reading.en.context import find_context
from onrecord.reading.en.counts import find_counts
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.settings import Settings

KINDS = [
    ("Under international humanitarian law, hospitals are protected.", "law"),
    ("The Geneva Conventions prohibit attacks on the wounded.", "law"),
    ("Such an attack could constitute a war crime.", "law"),
    ("A ceasefire took effect on Sunday.", "agreement"),
    ("The truce was broken within hours.", "agreement"),
    ("They signed the accord in Juba.", "agreement"),
    ("Peace talks in Jeddah have stalled.", "talks"),
    ("A third round of negotiations began.", "talks"),
    ("The army threatened to launch a ground offensive.", "threat"),
    ("There are fears of a wider war.", "threat"),
    ("The conflict may spill into a regional war.", "threat"),
    ("Iran-backed Houthi fighters hold the port.", "alliance"),
    ("The Houthis are backed by Iran.", "alliance"),
    ("More than 14,000 people have been killed since the war began.", "toll"),
    ("Nine people were killed on Sunday.", ""),
    ("He talks a lot.", ""),
    ("The lawyer read a book.", ""),
    ("A party was held.", ""),
]

WORDINGS = [
    ("International law forbids the targeting of hospitals.", "law"),
    ("Deliberately striking a clinic is a war crime.", "law"),
    ("Attacks on civilians and civilian objects are banned under the laws of war.", "law"),
    ("Ambulances are shielded by the Geneva Conventions.", "law"),
    ("Bombing a place of worship violates international humanitarian law.", "law"),
    ("The Fourth Geneva Convention obliges an occupying power to protect civilians.", "law"),
    ("Cultural property is protected under the Hague Convention of 1954.", "law"),
    ("Aid workers have protected status in war.", "law"),
    ("Combatants must distinguish between civilians and fighters.", "law"),
    ("Civilian infrastructure may not be made the object of reprisals.", "law"),
    ("Schools and hospitals must never be a target.", "law"),
    ("The rules of war say that the wounded are to be cared for.", "law"),
    ("Dams and dykes may not be struck even where they are military objectives.", "law"),
    ("Starving civilians as a method of warfare is outlawed.", "law"),
    ("Under the laws of armed conflict a warning is due.", "law"),
    ("Humanitarian law grants medical staff immunity from attack.", "law"),
    ("Every party to the conflict has a duty to spare civilians.", "law"),
    ("Places of worship are off limits under the rules of war.", "law"),
    ("The use of cluster bombs is banned by a treaty that neither country has signed.", "law"),
    ("Refugees are entitled to protection.", "law"),
    ("Hospitals are given special protection in wartime.", "law"),
    ("Journalists count as civilians under international law.", "law"),
    ("A hospital keeps its protected status unless it is used to harm the enemy.", "law"),
    ("The targeting of markets can amount to a crime against humanity.", "law"),
    ("Collective punishment is a breach of the conventions.", "law"),
    ("The two countries concluded a ceasefire last month.", "agreement"),
    ("A cessation of hostilities signed in Pretoria has largely held.", "agreement"),
    ("The truce that began on Monday was extended by two days.", "agreement"),
    ("The warring sides agreed to lay down arms under a deal mediated by Qatar.", "agreement"),
    ("Under an agreement brokered by Turkey and Russia, the front was frozen.", "agreement"),
    ("The pact gave the rebels control of the north.", "agreement"),
    ("The 2015 Minsk accords have not been kept.", "agreement"),
    ("The strike came hours after a halt to the fighting was announced.", "agreement"),
    ("An armistice signed a year ago is crumbling.", "agreement"),
    ("The army had promised a three-day lull so that aid could come in.", "agreement"),
    ("The peace treaty of 2018 is all but dead.", "agreement"),
    ("A disengagement deal was signed in Geneva.", "agreement"),
    ("A pledge by both armies to stop firing lasted a day.", "agreement"),
    ("A temporary suspension of hostilities ended at dawn.", "agreement"),
    ("Envoys from both sides are meeting in Muscat.", "talks"),
    ("Negotiators left Cairo without an agreement.", "talks"),
    ("Talks between the army and the rebels collapsed last week.", "talks"),
    ("The peace process has been stalled for years.", "talks"),
    ("The government walked out of negotiations in Addis Ababa.", "talks"),
    ("Mediators from Egypt and Qatar are pressing for a deal.", "talks"),
    ("The two foreign ministers were to meet in Paris on Friday.", "talks"),
    ("A second round of talks is expected next week.", "talks"),
    ("Representatives of the two sides have been meeting in Oslo.", "talks"),
    ("Diplomatic efforts to end the war have stalled.", "talks"),
    ("Delegations from both countries sat down in Geneva on Monday.", "talks"),
    ("A summit of regional leaders in Nairobi broke up without a statement.", "talks"),
    ("UN-led efforts to revive negotiations have got nowhere.", "talks"),
    ("The special envoy is to arrive in Sanaa for talks.", "talks"),
    ("Washington has been trying to bring the generals to the table.", "talks"),
    ("The rebels have refused to negotiate with the junta.", "talks"),
    ("The president's offer of dialogue was rejected by the insurgents.", "talks"),
    ("Qatar has been mediating between the two sides.", "talks"),
    ("Indirect contacts through Oman were cut off.", "talks"),
    ("Rebel commanders say they will take the city by the end of the month.", "threat"),
    ("The prime minister vowed that the army would finish the job.", "threat"),
    ("Iran has promised a crushing response.", "threat"),
    ("The army has told residents to leave before an assault.", "threat"),
    ("Russia is massing troops on the border.", "threat"),
    ("Observers fear that the fighting could spread to neighbouring states.", "threat"),
    ("An attack on the capital is said to be imminent.", "threat"),
    ("Analysts warn of an all-out war.", "threat"),
    ("The general swore revenge.", "threat"),
    ("The militia has threatened further attacks.", "threat"),
    ("A new offensive is expected within days.", "threat"),
    ("The president said his forces were ready to strike again.", "threat"),
    ("The group warned that more attacks would follow.", "threat"),
    ("The strike has raised fears of a wider conflict.", "threat"),
    ("Turkey says it will send troops across the border.", "threat"),
    ("The region is sliding towards war.", "threat"),
    ("Pakistan has said it reserves the right to respond.", "threat"),
    ("Ministers have spoken of seizing the whole valley.", "threat"),
    ("The two neighbours are on the brink of open war.", "threat"),
    ("He gave the rebels 48 hours to leave the city.", "threat"),
    ("The Syrian government, backed by Russia and Iran, controls most of the country.", "alliance"),
    ("The Libyan government is supported by Turkey.", "alliance"),
    ("Rwanda is accused of backing M23.", "alliance"),
    ("Russia and Iran back the Syrian government, while Turkey supports the rebels.", "alliance"),
    ("The Houthis, who are armed by Iran, hold the north.", "alliance"),
    ("Ukraine and its ally Poland have appealed for help.", "alliance"),
    ("Eritrean troops fight alongside the Ethiopian army.", "alliance"),
    ("The war pits Sudan and Egypt against Ethiopia.", "alliance"),
    ("Iran has sided with Hezbollah.", "alliance"),
    ("Turkey has thrown its weight behind Azerbaijan.", "alliance"),
    ("Hezbollah enjoys the support of Iran.", "alliance"),
    ("The Houthis receive weapons from Iran.", "alliance"),
    ("The war has killed more than 40,000 people.", "toll"),
    ("Some 14,000 people have died since fighting broke out in April.", "toll"),
    ("Nearly two million people have been driven from their homes since the war began.", "toll"),
    ("The conflict has cost at least 150,000 lives and displaced millions.", "toll"),
    ("In eight years of war some 370,000 people have lost their lives.", "toll"),
    ("The insurgency has claimed more than 35,000 lives since 2009.", "toll"),
    ("The UN has counted 3,000 civilian deaths so far this year.", "toll"),
    ("Fighting has uprooted 700,000 people.", "toll"),
    ("Tens of thousands have died in the war.", "toll"),
    ("Violence in the province has killed 4,000 people and forced a million to flee.", "toll"),
    ("Hundreds of thousands have fled the fighting.", "toll"),
    ("This year alone 412 people have been killed in air strikes in the country.", "toll"),
    ("The strike killed nine people, the deadliest since the war began.", ""),
    ("Police say the driver was under the influence.", ""),
    ("The attack happened at a summit of the mountain range.", ""),
    ("The minister held a press conference on Monday.", ""),
    ("Rescuers are working to bring out the dead.", ""),
    ("The house stood with its windows broken.", ""),
    ("The hospital has been closed since Monday.", ""),
    ("He warned that the hospital was running out of fuel.", ""),
    ("The company signed a deal with a supplier.", ""),
    ("Two shells landed near the market on Tuesday morning.", ""),
    ("The army said it struck a rebel base.", ""),
    ("The two sides accused each other of the attack.", ""),
    ("Israel and the United States condemned the strike.", ""),
    ("The dead must be buried quickly.", ""),
    ("Iran and Turkey denied the claim.", ""),
]
"""What newspapers write, and the kind that must be among those found; none where it is empty."""


@cache
def parser() -> Parser:
    return Parser(Settings())


def parsed(text: str) -> Parsed:
    (one,) = parser().parse([Report("t", "", text, published="2023-06-14", language="en")])
    return one


def read(text: str) -> list[Context]:
    one = parsed(text)
    return find_context(one, find_counts(one, [])[0])


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(text: str, kinds: str) -> None:
    assert " ".join(c.kind for c in read(text)) == kinds


@pytest.mark.parametrize(("text", "kind"), WORDINGS)
def test_wordings(text: str, kind: str) -> None:
    found = [c.kind for c in read(text)]
    assert kind in found if kind else not found


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The war could pit Chad and Sudan against Libya.", {"TCD", "SDN"}, {"LBY"}),
        ("Chad and Sudan may find themselves at war with Libya and Egypt.", {"TCD", "SDN"}, {"LBY", "EGY"}),
        ("Kenya would stand with Uganda and Rwanda, against Burundi.", {"KEN", "UGA", "RWA"}, {"BDI"}),
        ("Peru and Chile on Bolivia's side and Brazil on that of Paraguay.", {"PER", "CHL", "BOL"}, {"BRA", "PRY"}),
    ],
)
def test_sides_are_told_apart(text: str, first: set[str], second: set[str]) -> None:
    grouped = sides(text)
    assert (grouped[1], grouped[2], len(grouped)) == (first, second, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Chad is at war with Libya.",
        "Chad and Sudan are not at war with Libya.",
        "The war may pit Chad against Libya.",
    ],
)
def test_foes_alone_are_no_alliance(text: str) -> None:
    assert "alliance" not in [c.kind for c in read(text)]


def sides(text: str) -> dict[int | None, set[str]]:
    found = [c for c in read(text) if c.kind == "alliance"]
    assert len(found) == 1
    out: dict[int | None, set[str]] = {}
    for party in found[0].parties:
        out.setdefault(party.side, set()).add((party.code or party.name)[:3])
    return out


def test_parties_on_one_side_share_a_number() -> None:
    text = (
        "It could draw in Egypt and Eritrea on one side, Ethiopia, Kenya and Uganda on another, "
        "and Al-Shabaab on a third."
    )
    grouped = sides(text)
    assert grouped[1] == {"EGY", "ERI"}
    assert grouped[2] == {"ETH", "KEN", "UGA"}
    assert len(grouped) == 3


def test_a_backer_and_the_one_it_fights() -> None:
    grouped = sides("Iran supports the Houthis against Saudi Arabia.")
    assert (len(grouped[1]), grouped[2]) == (2, {"SAU"})


def test_words_are_the_sentence() -> None:
    text = "Shells fell. A ceasefire took effect on Sunday. Rain fell."
    (one,) = read(text)
    assert one.at.words == "A ceasefire took effect on Sunday."


@settings(max_examples=30)
@given(st.text(max_size=150))
def test_any_text_gives_words_that_stand_in_it(text: str) -> None:
    for one in read(text):
        assert text[one.at.start : one.at.end] == one.at.words
