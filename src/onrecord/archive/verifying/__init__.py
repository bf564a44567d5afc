"""Verification: every file hashed again, the chain walked, every row compared with the entry that speaks of it."""

from onrecord.archive.verifying.findings import Damage, Finding, Verification
from onrecord.archive.verifying.verify import verify

__all__ = ["Damage", "Finding", "Verification", "verify"]
