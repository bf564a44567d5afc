"""The guided tour: each step leads to a page that is there, and nobody is led where they may not go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from served import Team
from starlette.testclient import TestClient

from onrecord.reviewing.roles import Role
from onrecord.web.touring import STEPS

TEMPLATES = Path(__file__).parents[2] / "src" / "onrecord" / "web" / "templates"


def walked(browser: TestClient) -> list[str]:
    """Follow the tour from its beginning to its end, and give the titles of its steps."""
    titles, path = [], "/tour"
    while path:
        page = browser.get(path, follow_redirects=True)
        assert page.status_code == 200, page.text
        panel = re.search(r'<aside class="tour".*?</aside>', page.text, re.DOTALL)
        assert panel, path
        titles.append(re.search(r"<h2[^>]*>(.*?)</h2>", panel[0])[1])
        after = re.search(r'<a href="([^"]+)" class="tour-next"', panel[0])
        path = after[1] if after else ""
    return titles


def test_one_local_user_is_led_through_every_step(local: TestClient) -> None:
    titles = walked(local)
    assert len(titles) == len(set(titles)) == len(STEPS)


def test_each_role_is_led_through_what_it_may_see(team: Team) -> None:
    assert [len(walked(team.logged_in(role))) for role in Role] == [4, 5, 6, 6]


@pytest.mark.parametrize("asked", ["0", "7", "99", "x", "-1", "٣", "1" * 50])
def test_a_step_that_is_none_shows_the_page_without_the_tour(local: TestClient, asked: str) -> None:
    page = local.get("/", params={"tour": asked})
    assert page.status_code == 200
    assert 'class="tour"' not in page.text


def test_what_a_step_is_about_stands_on_its_page() -> None:
    words = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.j2")).replace(
        "v-{{ figure.value.name }}", "v-killed"
    )
    for step in STEPS:
        assert f'id="{step.anchor}"' in words, step
