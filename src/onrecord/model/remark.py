"""Remarks: what a report says about its own sources, beside what those sources say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.passage import Words


class RemarkKind(StrEnum):
    """What a remark says about who names a party, or about how many tell of it."""

    NO_PARTY_NAMED = "no_party_named"
    """"None of the accounts says who carried it out.\""""
    ONE_NAMES_PARTY = "one_names_party"
    """"Only one outlet attributes the strike.\""""
    ALL_NAME_PARTY = "all_name_party"
    """"All accounts that name anyone name the army.\""""
    DECLARED = "declared"
    """"The strike was declared by the coalition.\""""
    ONE_ORIGINAL = "one_original"
    """"All posts repeat what the agency wrote.\""""
    SEVERAL_REPORT = "several_report"
    """"Many local outlets reported the deaths.\""""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark and its words."""

    kind: RemarkKind
    at: Words
