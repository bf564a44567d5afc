"""The desk for programs: all that the pages show and do, as JSON under ``/api/v1``."""

from fastapi import APIRouter

from onrecord.web.api import adding, deciding, description, leaving, looking

API: tuple[APIRouter, ...] = (looking.api, deciding.api, adding.api, leaving.api)
"""What the description of the API holds."""

PAGES: tuple[APIRouter, ...] = (*API, description.pages)
"""All routes of the API, the description itself among them."""
