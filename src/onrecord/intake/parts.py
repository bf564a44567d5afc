"""What a report within an input has from what holds it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.intake.received import Draft, Part


def filled(draft: Draft, part: Part) -> Draft:
    """Fill what a part's own bytes leave open from what holds it: the mail's date, the address of the capture.

    The address under which bytes were captured goes before one that a page states of itself.
    """
    custody = replace(
        draft.custody,
        part_of=part.part_of,
        captured=part.captured,
        media_type=draft.custody.media_type or part.media_type,
    )
    return replace(
        draft,
        title=draft.title or part.title,
        publisher=draft.publisher or part.publisher,
        published=draft.published or part.published,
        url=part.url or draft.url,
        notes=(*part.notes, *draft.notes),
        custody=custody,
    )
