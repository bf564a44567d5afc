"""What all tests share: where the evaluation data are, settings, and how many examples a property is tried on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from onrecord.settings import Settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The machines that run the tests are slow and busy at times: a time limit on single examples would fail by chance.
hypothesis_settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.register_profile("thorough", parent=hypothesis_settings.get_profile("default"), max_examples=2_000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the evaluation data where they are not."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the evaluation data (../shared) are not beside this checkout"))


@pytest.fixture
def shared() -> Path:
    """The folder of the evaluation data."""
    if not SHARED.is_dir():
        pytest.skip("the evaluation data (../shared) are not beside this checkout")
    return SHARED


@pytest.fixture
def settings() -> Settings:
    """The settings as they are by default, whatever the environment says."""
    return Settings()
