"""Settings: defaults, the environment, and what is refused."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.settings import Settings


def test_the_environment_overrides_a_default() -> None:
    read = Settings.read({"ONRECORD_BATCH_REPORTS": "8", "ONRECORD_DATA_FOLDER": "/tmp/places", "OTHER": "1"})
    assert (read.batch_reports, read.data_folder, read.scheme) == (8, Path("/tmp/places"), "airwars")


def test_a_value_of_the_wrong_kind_is_named_with_what_the_setting_is_for() -> None:
    with pytest.raises(UsageError, match=r"ONRECORD_THREADS: 'many' is no int\. Threads for model inference"):
        Settings.read({"ONRECORD_THREADS": "many"})


def test_every_setting_says_its_unit_and_what_it_is_for() -> None:
    for one in fields(Settings):
        assert one.metadata["unit"], one.name
        assert one.metadata["help"], one.name
