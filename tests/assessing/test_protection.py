"""The index of law: complete, honest about what it was checked against, and right for each kind of thing and people."""

import pytest

from onrecord.assessing.protection import Rule, protection, rules
from onrecord.model import Group, Infrastructure, InfrastructureKind, Words

KINDS = {kind.value for kind in InfrastructureKind}
GROUPS = {group.value for group in Group}
NEVER = {InfrastructureKind.MILITARY, Group.PEOPLE, Group.MEN, Group.COMBATANTS}
CONFLICTS = ("Any armed conflict.", "International armed conflict.", "Non-international armed conflict.")


def hit(*kinds: InfrastructureKind) -> list[Infrastructure]:
    return [Infrastructure(kind, None, None, Words("it", ((0, 2),))) for kind in kinds]


def names(of: str) -> set[str]:
    return {rule.name for rule in rules() if of in rule.protects}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_is_complete(rule: Rule) -> None:
    for text in (rule.name, rule.about, rule.checked):
        assert text
        assert text == text.strip()
        assert "\n" not in text
    assert rule.protects
    assert len(set(rule.protects)) == len(rule.protects)
    assert set(rule.protects) <= KINDS | GROUPS
    assert not NEVER & set(rule.protects)
    assert "." in rule.checked.rsplit(" ", 1)[-1], "the host comes last"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_says_for_which_conflict_it_is(rule: Rule) -> None:
    assert rule.about.endswith(CONFLICTS)
    if rule.name.startswith(("Geneva Convention IV", "Additional Protocol I,")) or "8(2)(b)" in rule.name:
        assert rule.about.endswith(" International armed conflict.")
    if rule.name.startswith("Additional Protocol II,") or "8(2)(e)" in rule.name:
        assert rule.about.endswith(" Non-international armed conflict.")
    if rule.name.startswith(("ICRC customary law study", "Security Council")):
        assert rule.about.endswith(" Any armed conflict.")


def test_no_rule_stands_twice() -> None:
    every = [rule.name for rule in rules()]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("kind", sorted(KINDS - NEVER))
def test_every_civilian_kind_has_a_rule_for_each_conflict(kind: str) -> None:
    found = [rule.about for rule in rules() if kind in rule.protects]
    assert any(about.endswith(CONFLICTS[0]) for about in found)
    assert any(about.endswith(CONFLICTS[1]) for about in found)


@pytest.mark.parametrize("group", sorted(GROUPS - NEVER))
def test_every_protected_group_has_a_rule(group: str) -> None:
    assert names(group)


def test_works_with_dangerous_forces_are_not_read_into_power_and_water() -> None:
    for rule in rules():
        assert rule.name not in ("ICRC customary law study, rule 42", "Additional Protocol I, art. 56")
    assert "ICRC customary law study, rule 54" in names("water")
    assert "ICRC customary law study, rule 54" not in names("power")


def test_schools_and_places_of_worship_are_cultural_property_and_markets_are_not() -> None:
    assert "ICRC customary law study, rule 38" in names("education") & names("religious")
    assert "ICRC customary law study, rule 38" not in names("market") | names("residential")


def test_a_clinic_and_the_people_in_it() -> None:
    found = protection(hit(InfrastructureKind.HEALTHCARE), [Group.PEOPLE, Group.CHILDREN])
    assert [one.of for one in found] == ["healthcare", "children"]
    assert {"ICRC customary law study, rule 28", "Geneva Convention IV, art. 18"} <= set(found[0].rules)
    assert {"ICRC customary law study, rule 135", "ICRC customary law study, rule 1"} <= set(found[1].rules)


def test_the_special_rule_is_named_before_the_general_one() -> None:
    (school,) = protection(hit(InfrastructureKind.EDUCATION), [])
    special, general = "ICRC customary law study, rule 38", "ICRC customary law study, rule 7"
    assert school.rules.index(special) < school.rules.index(general)


def test_each_rule_says_what_it_is_about() -> None:
    (school,) = protection(hit(InfrastructureKind.EDUCATION), [])
    assert len(school.about) == len(school.rules)
    assert all(line.endswith("conflict.") for line in school.about)


def test_a_barracks_and_fighters_have_none() -> None:
    assert protection(hit(InfrastructureKind.MILITARY), [Group.COMBATANTS, Group.MEN, Group.PEOPLE]) == ()


def test_what_is_named_twice_is_listed_once() -> None:
    found = protection(hit(InfrastructureKind.MARKET, InfrastructureKind.MARKET), [Group.WOMEN, Group.WOMEN])
    assert [one.of for one in found] == ["market", "women"]
