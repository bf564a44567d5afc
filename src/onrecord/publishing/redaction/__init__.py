"""What may leave the house: incidents and readings with names masked and fields withheld, by a named profile."""

from onrecord.publishing.redaction.profiles import Profile, Region, load_profiles
from onrecord.publishing.redaction.redact import (
    SOMEBODY,
    Restrictions,
    private_names,
    redact_incident,
    redact_reading,
    without_reports,
)

__all__ = [
    "SOMEBODY",
    "Profile",
    "Region",
    "Restrictions",
    "load_profiles",
    "private_names",
    "redact_incident",
    "redact_reading",
    "without_reports",
]
