"""The lines of a page's text lead back to their elements: what a place names holds the words."""

from __future__ import annotations

import html as escaping

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from onrecord.intake.formats.html_places import note_of, places_of
from onrecord.model import TextMap

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Shells fall on the market</title><script>var a;</script></head>
<body><nav><a>Home</a> <a>Karzal</a></nav><article><h1>Shells fall on the market</h1>
<p>Medics in <b>Karzal</b> said that nine people were&nbsp;killed on Monday, and that many more were hurt there.</p>
<ul><li>A first thing that was seen on the way</li><li>A second</li></ul>
<p>Nobody <i>who</i> spoke\u200b to the Courier knew <span>who</span> fired, and the army did not answer.</p>
<p>Karzal</p><p>Karzal</p></article></body></html>"""


def text_at(markup: str, element: str) -> str:
    """Give the stretch of the page's text that a place names."""
    path, _, stretch = element.partition("#char=")
    start, end = map(int, stretch.split(","))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = html.document_fromstring(markup.encode(), parser=parser)
    (found,) = root.getroottree().xpath(path)
    return str(found.xpath("string()"))[start:end]


def letters(text: str) -> str:
    return "".join(one for one in text if not one.isspace() and one.isprintable())


def sound(markup: str, text: str) -> TextMap:
    """Check every place of a text; gives the map."""
    text_map = places_of(markup, text)
    for place in text_map.places:
        assert place.element
        assert letters(text_at(markup, place.element)) == letters(text[place.start : place.end])
    return text_map


def test_every_line_of_a_page_leads_to_its_element(take_bytes) -> None:
    (report,) = take_bytes(PAGE.encode(), "page.html")
    text_map = sound(PAGE, report.text)
    at = report.text.index("nine people")
    (place,) = report.custody.text_map.at(at, at + 11)
    assert place.element == "/html/body/article/p[1]#char=0,97"
    assert report.custody.text_map == text_map
    assert report.custody.media_type == "text/html"


def test_words_that_stand_twice_are_placed_between_their_neighbours_or_not_at_all() -> None:
    markup = "<html><body><p>news</p><p>one</p><p>news</p><p>two</p><p>news</p><p>news</p></body></html>"
    text = "one\nnews\ntwo\nnews"
    text_map = sound(markup, text)
    assert [text[place.start : place.end] for place in text_map.places] == ["one", "news", "two"]
    assert note_of(text, text_map) == ("4 letters of the page's text could not be traced to an element for certain.",)


def test_what_only_a_script_or_a_comment_says_has_no_place() -> None:
    markup = "<html><body><script>nine people</script><!-- nine people --><p>ten people</p></body></html>"
    assert [one.element for one in sound(markup, "nine people\nten people").places] == ["/html/body/p#char=0,10"]


def test_a_line_over_several_elements_is_placed_in_what_holds_them_all() -> None:
    markup = "<html><body><div>x <span>nine <b>people</b></span> <i>died</i> y</div></body></html>"
    (place,) = sound(markup, "nine people died").places
    assert place.element == "/html/body/div#char=2,18"


def test_pages_that_are_none_and_deep_ones_are_borne() -> None:
    assert places_of("", "words") == TextMap()
    deep = "<div>" * 5_000 + "words" + "</div>" * 5_000
    places_of(deep, "words")


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
lines = st.lists(words.filter(str.strip), min_size=1, max_size=8)


@given(lines=lines, tags=st.lists(st.sampled_from(["p", "div", "b", "li", "td", "blockquote"]), min_size=1))
def test_whatever_the_page_says_each_place_holds_its_words(lines: list[str], tags: list[str]) -> None:
    body = "".join(
        f"<{tag}>{escaping.escape(line)}</{tag}>" for line, tag in zip(lines, tags * len(lines), strict=False)
    )
    sound(f"<html><body>{body}</body></html>", "\n".join(" ".join(line.split()) for line in lines))


@given(markup=st.text(max_size=200), text=st.text(max_size=80))
def test_no_markup_breaks_it(markup: str, text: str) -> None:
    for place in places_of(f"<html><body>{markup}", text).places:
        assert text[place.start : place.end].strip()
