"""The review desk in a real browser: the whole way from twenty reports to an export, by pointer and by keyboard."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from onrecord.archive import Archive, Place
from onrecord.desk.desk import Desk
from onrecord.desk.views import Filters
from onrecord.model import About, Call, Subject
from onrecord.reading import Reader
from onrecord.settings import Settings
from onrecord.web import Serving, create_app

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

from desk_of_examples import fill

pytestmark = pytest.mark.browser

SIZES = {"laptop": (1280, 800), "phone": (390, 844)}
RULES = "{runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}"
OWN = {
    "a.txt": "At least five people were killed on Sunday when a drone hit a bus near Kutum, a monitoring group said.",
    "b.txt": "Medics in Kutum said six people died when a drone struck a bus on Sunday. The army denied any part.",
    "c.txt": "Shells killed two children in Port Sudan on Monday, residents said. The army blamed the rebels.",
    "d.txt": "قتل ثلاثة أشخاص في قصف استهدف سوق مدينة الأبيض يوم الثلاثاء، بحسب مصادر طبية.",
}


@dataclass
class Served:
    """A desk that a browser can open."""

    desk: Desk
    address: str

    def id_of(self, word: str) -> str:
        """The id of the incident whose title has a word."""
        return next(row.id for row in self.desk.queue(Filters(), 1, 100).rows if word in row.title)


def serve(desk: Desk) -> Iterator[Served]:
    """Serve a desk on a free port of this machine until the test ends."""
    config = uvicorn.Config(create_app(desk, Serving(port=1)), host="127.0.0.1", port=0, log_level="warning")
    config.load()
    socket = config.bind_socket()
    port = socket.getsockname()[1]
    config.app = create_app(desk, Serving(port=port, local_user="reader"))
    config.loaded = False
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield Served(desk, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(10)
    socket.close()
    desk.close()


@pytest.fixture(scope="module")
def read_once() -> Reader:
    """One reader for all jobs."""
    return Reader(Settings())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, read_once: Reader) -> Path:
    """An archive of the example, read once."""
    return fill(tmp_path_factory.mktemp("filled") / "archive")


@pytest.fixture(scope="module")
def shown(filled: Path) -> Iterator[Served]:
    """A desk over it that the tests only look at, apart from one decision of each kind."""
    desk = Desk.open(Place(filled), Settings())
    incident = next(row.id for row in desk.queue(Filters()).rows if "El Fasher" in row.title)
    desk.decide("another", Subject(About.KILLED, incident), Call.CORRECT, {"low": 30, "high": 36}, "a list", seen=10**9)
    desk.decide("another", Subject(About.PLACE, incident), Call.ACCEPT, seen=10**9)
    view = desk.incident(incident)
    assert view is not None
    claim = view.incident["claims"][1]
    card = next(one for one in view.reports if one.id == claim["report"])
    desk.decide("another", Subject(About.CLAIM, incident, card.key, claim["id"]), Call.REJECT, seen=10**9)
    yield from serve(desk)


@pytest.fixture
def empty(tmp_path: Path, read_once: Reader) -> Iterator[Served]:
    """A desk over an archive that holds nothing."""
    place = Place(tmp_path / "archive")
    Archive.init(place, "tests").close()
    yield from serve(Desk.open(place, Settings(), reader=read_once))


def opened(browser: Any, address: str, size: str = "laptop", scheme: str = "light", **options: Any) -> Any:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **options
    )
    page = context.new_page()
    page.goto(address)
    return page


def pages_of(served: Served) -> dict[str, str]:
    incident = served.id_of("El Fasher")
    arabic = next(hit for hit in served.desk.search("قتل", Filters()).rows)
    view = served.desk.incident(incident)
    assert view is not None
    claim = view.incident["claims"][0]
    key = next(one.key for one in view.reports if one.id == claim["report"])
    return {
        "queue": "/",
        "incident": f"/incidents/{incident}",
        "joining": f"/incidents/{incident}/join",
        "report": f"/reports/{arabic.key}",
        "search": "/search?q=market",
        "overview": "/overview",
        "add": "/add",
        "exports": f"/exports?incident={incident}",
        "decisions": "/decisions",
        "correct": f"/decide?about=claim&call=correct&incident={incident}&report={key}&item={claim['id']}",
        "add claim": f"/decide?about=claim&call=add&report={key}&words=people",
        "nothing there": "/incidents/none",
        "about": "/about",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_any_page(browser: Any, axe: str, shown: Served, size: str, scheme: str) -> None:
    found = []
    for name, path in pages_of(shown).items():
        page = opened(browser, shown.address + path, size, scheme)
        page.wait_for_load_state("load")
        page.evaluate(axe)
        for one in page.evaluate(f"axe.run(document, {RULES})")["violations"]:
            found += [f"{name}: {one['id']}: {one['help']}: {node['html'][:200]}" for node in one["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{name}: scrolls sideways")
        page.context.close()
    assert found == []


def test_nothing_leaves_and_the_policy_refuses_nothing(browser: Any, shown: Served) -> None:
    asked: list[str] = []
    said: list[str] = []
    page = browser.new_context().new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name, path in pages_of(shown).items():
        if name != "nothing there":
            page.goto(shown.address + path)
            page.wait_for_timeout(300)
    assert [one for one in asked if not one.startswith((shown.address, "data:"))] == []
    assert said == []
    page.context.close()


def test_the_whole_way_from_twenty_reports_to_an_export(browser: Any, empty: Served, tmp_path: Path) -> None:
    page = opened(browser, empty.address + "/", accept_downloads=True)
    page.get_by_role("link", name="Add reports").click()
    folder = resources.files("onrecord").joinpath("examples")
    files = [folder / "review" / "reports.jsonl", *sorted((folder / "reports").iterdir(), key=str)]
    for name, text in OWN.items():
        (tmp_path / name).write_text(text, "utf-8")
        files.append(tmp_path / name)
    page.set_input_files("#files", [str(one) for one in files])
    page.get_by_role("button", name="Add the files").click()
    page.wait_for_url("**/jobs/*")
    page.get_by_role("link", name="To the queue").wait_for(timeout=240_000)
    assert page.locator(".outcome.bad").count() == 0, page.locator("tbody").inner_text()
    assert page.locator("tbody tr").count() >= 20
    page.get_by_role("link", name="To the queue").click()
    page.locator(".q", has_text="El Fasher").wait_for()
    page.wait_for_load_state("load")

    # Review by keyboard: down the queue, open, accept, correct, undo.
    row = page.locator(".q", has_text="El Fasher")
    for _ in range(page.locator(".q").count()):
        page.keyboard.press("j")
        if "El Fasher" in page.locator(".chosen").inner_text():
            break
    assert "chosen" in (row.get_attribute("class") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/*")
    page.wait_for_load_state("load")
    page.keyboard.press("j")
    killed = page.locator("#v-ikilled-")
    page.keyboard.press("a")
    killed.get_by_text("Accepted").wait_for()
    page.keyboard.press("c")
    page.locator("#form-low").fill("some")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    page.locator("#form-low").fill("30")
    page.locator("#form-high").fill("36")
    page.keyboard.press("Enter")
    killed.get_by_text("30–36").first.wait_for()
    assert "proposed: 31–34" in " ".join(killed.inner_text().split())
    page.keyboard.press("u")
    killed.get_by_text("proposed").wait_for(state="detached")
    killed.get_by_text("31–34", exact=True).wait_for()

    # From a number to its words, and back.
    count = page.locator(".counted", has_text="33 deaths")
    count.locator("a.to-words").click()
    page.locator("[data-text] .target", has_text="33 deaths").wait_for()
    note = page.locator(".note.chosen")
    note.locator("a.back").click()
    assert page.evaluate("document.querySelector('.chosen').id") == count.get_attribute("id")

    # A claim rejected stays, struck through.
    note = page.locator("#pane .note:not(.of-count)").first
    name = note.get_attribute("id")
    note.get_by_role("button", name="Reject").click()
    page.locator(f"#pane #{name}.is-rejected").wait_for()

    # Merge with another incident, and part them again.
    page.keyboard.press("m")
    page.wait_for_url("**/join*")
    page.locator("#join-q").fill("Kutum")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Kutum*")
    page.locator("input[name=other]").first.check()
    page.get_by_role("button", name="Merge", exact=True).click()
    page.get_by_text("shown as one incident now").wait_for()
    assert page.locator(".counted", has_text="31").count()
    assert page.locator(".picker li").count() > 6
    reports = page.locator(".picker li").count()
    undo = page.locator(".history li", has_text="are one incident").get_by_role("button", name="undo")
    undo.click()
    page.wait_for_timeout(1500)
    page.goto(f"{empty.address}/incidents/{empty.id_of('El Fasher')}")
    assert page.locator(".picker li").count() < reports

    # Out of the house, and logged.
    page.goto(f"{empty.address}/exports")
    page.locator("#form").select_option("csv")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export", exact=True).click()
    taken = Path(waiting.value.path()).read_text("utf-8")
    assert "El Fasher" in taken
    page.reload()
    assert page.locator("#log-title ~ .scroll tbody tr").count() == 1
    page.context.close()


def test_selected_words_become_a_claim(browser: Any, shown: Served) -> None:
    arabic = next(hit for hit in shown.desk.search("قتل", Filters()).rows)
    page = opened(browser, f"{shown.address}/reports/{arabic.key}")
    assert page.locator(".text").first.get_attribute("dir") == "rtl"
    given = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('[data-text] [data-at]')];
            const parts = all.filter((one) => one.textContent.length > 3);
            const range = document.createRange();
            range.setStart(parts[0].firstChild, 1);
            range.setEnd(parts[1].firstChild, 2);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return [Number(parts[0].dataset.at) + 1, Number(parts[1].dataset.at) + 2];
        }"""
    )
    page.locator(".take.has-words").wait_for()
    assert page.evaluate("document.querySelector('.take').elements.at.value") == f"{given[0]}-{given[1]}"
    page.get_by_role("button", name="Add a claim").click()
    page.locator(".slot #form-act").select_option("accuse")
    page.locator("#form-speaker_name").fill("المجلس المحلي")
    page.locator(".slot").get_by_role("button", name="Add it").click()
    page.locator(".note", has_text="Added by reader").wait_for()
    view = shown.desk.report(arabic.key)
    assert view is not None
    assert view.reading is not None
    added = next(one for one in view.reading["claims"] if one["speaker"] and one["speaker"]["name"] == "المجلس المحلي")
    start, end = added["content"]["passages"][0]
    assert abs(start - given[0]) <= 1
    assert abs(end - given[1]) <= 1
    page.context.close()


def test_keys_can_be_switched_off_and_never_act_in_fields(browser: Any, shown: Served) -> None:
    page = opened(browser, shown.address + "/")
    page.keyboard.press("/")
    assert page.locator(".chosen").count() == 0
    page.keyboard.press("?")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".chosen").count() == 0
    page.locator("[data-show-keys]").first.click()
    page.locator("dialog[open]").get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.locator("#f-words").focus()
    page.keyboard.type("jjj")
    assert page.locator(".chosen").count() == 0
    assert page.locator("#f-words").input_value() == "jjj"
    page.context.close()


def test_two_people_see_each_other_and_overwrite_nothing(browser: Any, shown: Served) -> None:
    incident = shown.id_of("Kramatorsk")
    page = opened(browser, f"{shown.address}/incidents/{incident}")
    form = page.locator("#v-iinjured-").get_by_role("link", name="Correct")
    form.click()
    page.locator("#form-low").fill("5")
    page.locator("#form-high").fill("6")
    shown.desk.decide("another", Subject(About.INJURED, incident), Call.CORRECT, {"low": 1, "high": 2}, seen=10**9)
    page.locator("#news [data-newer]").wait_for(timeout=15_000)
    assert page.locator("#form-low").input_value() == "5", "a form that is being filled stays"
    page.locator(".slot").get_by_role("button", name="Save").click()
    conflict = page.locator(".conflict")
    conflict.wait_for()
    said = " ".join(conflict.inner_text().split())
    assert "1–2" in said
    assert "5–6" in said
    conflict.get_by_role("button", name="Mine takes its place").click()
    page.locator("#v-iinjured- .big", has_text="5–6").wait_for()
    shown.desk.decide("another", Subject(About.GRADE, incident), Call.ACCEPT, seen=10**9)
    page.locator("#v-igrade-", has_text="Accepted by another").wait_for(timeout=15_000)
    page.context.close()


def test_everything_is_reached_without_script(browser: Any, shown: Served) -> None:
    incident = shown.id_of("El Fasher")
    page = opened(browser, f"{shown.address}/incidents/{incident}", java_script_enabled=False)
    page.locator("#v-igrade-").get_by_role("button", name="Accept").click()
    assert "Accepted by reader" in page.locator("#v-igrade-").inner_text()
    page.locator("#v-iplace-").get_by_role("link", name="Correct").click()
    page.locator("#form-radius_km").fill("12")
    page.get_by_role("button", name="Save the correction").click()
    assert "within 12 km" in page.locator("#v-iplace-").inner_text()
    page.locator("#v-iplace-").get_by_role("button", name="undo").click()
    assert "within 12 km" not in page.locator("#v-iplace- .holds").inner_text()
    page.context.close()


def test_the_theme_stays_when_it_was_chosen(browser: Any, shown: Served) -> None:
    page = opened(browser, shown.address + "/")
    page.locator("[data-theme-switch] select").select_option("dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(shown.address + "/overview")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.context.close()
