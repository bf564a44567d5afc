"""What leaves the house from the desk: exports and dossiers under a redaction profile, each logged as a release."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from onrecord import flow
from onrecord.archive.catalogue import Filters
from onrecord.assessing import Scheme, load_scheme
from onrecord.desk.holding import Holding
from onrecord.desk.views import Leaving, Page, Profile, Release
from onrecord.errors import BadValue, UnknownSubject, UsageError
from onrecord.model import Incident, Reading
from onrecord.publishing import INCIDENT_FORMATS, dossier_html, dossier_pdf
from onrecord.publishing.redaction import Profile as RedactionProfile
from onrecord.publishing.redaction import Restrictions, load_profiles, redact_incident, redact_reading

MEDIA_TYPES = {
    ".jsonl": "application/jsonl",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".parquet": "application/vnd.apache.parquet",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
}
_DESTINATION = re.compile(r"^review desk: (?P<what>.*); redaction profile (?P<profile>\S+)$", re.DOTALL)


class Leaver:
    """Lets incidents out."""

    def __init__(self, holding: Holding) -> None:
        self._at = holding
        self._own = holding.archive.place.desk / "redaction.toml"
        self._further = holding.archive.place.desk / "names.txt"

    def profiles(self) -> tuple[Profile, ...]:
        """Give the redaction profiles, the house's own among them."""
        return tuple(Profile(one.name, one.title, one.about) for one in load_profiles(self._own).values())

    def profile(self, name: str) -> RedactionProfile:
        """Find a profile. BadValue where none bears this name."""
        found = load_profiles(self._own)
        if name not in found:
            raise BadValue("profile", f"{name!r} is no redaction profile", f"One of {', '.join(found)}")
        return found[name]

    def export(self, who: str, asked: Filters, form: str, profile: str) -> Leaving:
        """Write the incidents asked for."""
        writer = INCIDENT_FORMATS.get(form)
        if writer is None:
            raise BadValue("form", f"{form!r} is no format of exports", f"One of {', '.join(INCIDENT_FORMATS)}")
        redaction = self.profile(profile)
        scheme = load_scheme(writer.scheme) if writer.scheme else self._at.scheme
        ids = self._at.catalogue.ids(asked)
        stream = io.BytesIO()
        writer.write((self.redacted(one, redaction) for one in self.incidents(ids, scheme)), stream)
        what = f"export of {len(ids)} incidents"
        return self._leave(who, f"incidents-{_stamp()}{writer.suffix}", form, stream.getvalue(), what, profile)

    def dossier(self, who: str, incident: str, form: str, profile: str) -> Leaving:
        """Write one incident's dossier."""
        if form not in {"html", "pdf"}:
            raise BadValue("form", f"{form!r} is no format of dossiers", "html or pdf")
        redaction = self.profile(profile)
        stored = self._at.catalogue.incident(incident)
        if stored is None:
            raise UnknownSubject(f"no incident {incident!r}", do="Look it up again")
        found = next(self.incidents([stored.id], self._at.scheme), None)
        if found is None:  # merged, or its words deleted by order, since it was looked up
            raise UnknownSubject(f"no incident {incident!r}", do="Look it up again")
        html = dossier_html(self.redacted(found, redaction), flow.methodology(self._at.scheme))
        data = dossier_pdf(html) if form == "pdf" else html.encode("utf-8")
        return self._leave(
            who, f"dossier-{stored.id}.{form}", f"dossier-{form}", data, f"dossier of {stored.id}", profile
        )

    def incidents(self, ids: Sequence[str], scheme: Scheme) -> Iterator[Incident]:
        """Give incidents as decided, assessed under a scheme."""
        for name in ids:
            told = self._at.told(name)
            if told is None:
                continue
            stems = {one.reading.report.key for one in told.linked.mentions}
            rulings = self._at.rulings([name], (), stems)
            yield self._at.decided(told, rulings, with_proposed=False, scheme=scheme).incident

    def redacted(self, incident: Incident, profile: RedactionProfile) -> Incident:
        """Redact an incident; reports that are restricted stay in the house wherever the profile says so."""
        restricted = self._at.catalogue.restricted()
        ids = [one.name for one, _ in self._at.catalogue.members_of(incident.mention.id) if one.key in restricted]
        return redact_incident(incident, profile, self._secret(), Restrictions(ids, self._names()))

    def redacted_reading(self, reading: Reading, profile: RedactionProfile, names: Sequence[str] = ()) -> Reading:
        """Redact a reading with its report; ``names`` are further ones that other reports of its incidents name."""
        return redact_reading(reading, profile, self._secret(), (*self._names(), *names))

    def _names(self) -> tuple[str, ...]:
        """Give the names that the house masks beside those that were read: one a line of ``desk/names.txt``.

        UsageError where the file is there and cannot be read: what may leave is never guessed.
        """
        try:
            words = self._further.read_text("utf-8-sig")
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the names to be masked cannot be read: {error}", where=str(self._further)) from error
        return tuple(one for line in words.splitlines() if (one := line.strip()))

    def releases(self, page: int, per_page: int) -> Page[Release]:
        """List what left the house, newest first."""
        found, total = self._at.archive.releases((page - 1) * per_page, per_page)
        rows = []
        for one in found:
            said = _DESTINATION.match(one.destination)
            what, profile = (said["what"], said["profile"]) if said else (None, None)
            rows.append(Release(one.entry, one.who, one.at, one.format, one.destination, one.manifest, profile, what))
        return Page(tuple(rows), page, per_page, total)

    def _secret(self) -> bytes:
        return self._at.archive.secret("redaction")

    def _leave(self, who: str, name: str, form: str, data: bytes, what: str, profile: str) -> Leaving:
        """Log the release first: nothing leaves that the ledger does not know of."""
        destination = f"review desk: {what}; redaction profile {profile}"
        entry = self._at.archive.record_release(who, form, destination, hashlib.sha256(data).hexdigest())
        suffix = "." + name.rpartition(".")[2]
        return Leaving(name, MEDIA_TYPES.get(suffix, "application/octet-stream"), data, entry)


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
