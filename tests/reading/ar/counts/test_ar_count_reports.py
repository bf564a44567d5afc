"""Counts of whole reports: lists of the dead, headlines, totals, places without casualties, names."""

from __future__ import annotations

from onrecord.assessing.reconcile import reconcile
from onrecord.assessing.schemes import load_scheme
from onrecord.model import Act, Claim, Count, Group, Measure, Passage, Report, Scope, Victim, Words
from onrecord.reading.ar.counts import find_counts
from onrecord.reading.ar.text import parse


def read(text: str, published: str | None = None) -> tuple[tuple[Count, ...], tuple[Victim, ...]]:
    return find_counts(parse(Report("r", "0", text, published=published)), ())


def ranges(text: str) -> dict[str, tuple[int | None, int | None] | None]:
    found = [c for c in read(text)[0] if c.scope is Scope.INCIDENT]
    made = reconcile(found, load_scheme("airwars"))
    return {
        "killed": (made.killed.low, made.killed.high) if made.killed else None,
        "injured": (made.injured.low, made.injured.high) if made.injured else None,
    }


def test_names_in_lines_of_their_own_are_counted() -> None:
    counts, victims = read("الشهداء:\n1- سامر ماهر الخطيب\n2- ياسر محمود العلي\n3- هدى حسن الأحمد\n")
    totals = [c for c in counts if c.measure is Measure.KILLED and c.part_of is None and c.low == 3]
    assert [(c.low, c.high) for c in totals] == [(3, 3)]
    assert [v.name for v in victims] == ["سامر ماهر الخطيب", "ياسر محمود العلي", "هدى حسن الأحمد"]


def test_people_named_apart_are_added_up_and_each_once() -> None:
    text = "الشهيد سامر ماهر الخطيب.\nالشهيد ياسر محمود العلي.\nودعت البلدة الشهيد سامر ماهر."
    assert ranges(text)["killed"] == (2, 2)


def test_somebody_named_is_one_of_the_total() -> None:
    text = "مقتل ثلاثة مدنيين بقصف على البلدة. استشهد الطفل سامر ماهر الخطيب في القصف."
    counts, victims = read(text)
    assert ranges(text)["killed"] == (3, 3)
    assert [v.group for v in victims] == [Group.CHILDREN]
    assert counts[1].part_of == counts[0].id


def test_what_is_told_first_is_no_part_of_another_places_number() -> None:
    text = "مقتل طفل بقصف على القرية. وفي بلدة ثانية قتل خمسة أشخاص."
    assert ranges(text)["killed"] == (1, 5)


def test_none_at_one_place_is_not_none_at_another() -> None:
    text = "قصفت المدفعية الحقول دون وقوع إصابات. وأصيب أربعة مدنيين بقصف السوق."
    assert ranges(text)["injured"] == (4, 4)


def test_a_sum_of_people_and_its_parts() -> None:
    counts, _ = read("مقتل رجل وزوجته وأطفالهما الثلاثة")
    whole = next(c for c in counts if c.part_of is None)
    assert (whole.low, whole.high) == (5, 5)
    assert sum(c.high or 0 for c in counts if c.part_of == whole.id) == 5


def test_age_and_sex_of_a_victim() -> None:
    _, victims = read("استشهاد الطفلة هدى حسن الأحمد (9 أعوام) وإصابة والدها")
    assert [(v.name, v.age, v.sex, v.group, v.outcome) for v in victims] == [
        ("هدى حسن الأحمد", 9, "female", Group.CHILDREN, Measure.KILLED)
    ]


def test_an_earlier_year_is_another_incident() -> None:
    counts, _ = read("مقتل 4 مدنيين بقصف السوق. وكان هجوم على المدينة في عام 2016 أدى لمقتل 9 أشخاص.", "2023-05-04")
    assert [c.scope for c in counts] == [Scope.INCIDENT, Scope.OTHER]


def test_a_far_greater_number_later_is_a_total() -> None:
    counts, _ = read("مقتل مدنيين اثنين بقصف القرية. وأحصى المركز مقتل 340 شخصاً.")
    assert [c.scope for c in counts] == [Scope.INCIDENT, Scope.CUMULATIVE]


def test_the_headline_of_another_report_between_paragraphs() -> None:
    paragraph = "وقال شهود من أهل البلدة إن الطائرات حلقت طويلا فوق الحقول القريبة من الطريق العام قبل القصف."
    text = "\n\n".join(
        [
            "مقتل مدني واحد بقصف على السوق القديم في البلدة صباح اليوم بحسب شهود من الأهالي هناك.",
            paragraph,
            paragraph,
            "مقتل 6 أشخاص بغارة على مدينة أخرى",
            paragraph,
        ]
    )
    counts, _ = read(text)
    assert [(c.high, c.scope) for c in counts] == [(1, Scope.INCIDENT), (6, Scope.OTHER)]


def test_wounds_that_somebody_died_of_are_no_injured_person() -> None:
    assert ranges("توفي طفل متأثراً بإصابته في القصف")["injured"] is None


def test_a_hashtag_slogan_counts_nobody() -> None:
    assert ranges("إصابة خمسة مدنيين بقصف السوق #الحاكم_يقتل_السوريين") == {"killed": None, "injured": (5, 5)}


def test_a_count_bears_the_claim_that_holds_it() -> None:
    text = "قال مصدر طبي إن 4 مدنيين قتلوا في القصف."
    start = text.index("4")
    whole = Words.cut(text, [(0, len(text))])
    inner = Words.cut(text, [(start, len(text) - 1)])
    claims = tuple(Claim(f"k:c{n}", None, None, at, Act.REPORT) for n, at in enumerate((whole, inner), 1))
    (count,) = find_counts(parse(Report("r", "0", text)), claims)[0]
    assert count.claim == "k:c2"
    assert count.at.passages == (Passage(start, start + len("4 مدنيين")),)


def test_a_later_sentence_makes_a_bare_plural_of_the_dead_exact() -> None:
    assert ranges("أدى القصف إلى سقوط ضحايا. وقال شهود إن سيدة قتلت في منزلها.")["killed"] == (1, 1)


def test_a_numbered_list_names_whatever_its_words() -> None:
    text = "أسماء الشهداء في القصف\n1- شهاب الدرع\n2- نجمة السالم\n3- شاهين الحلو"
    assert ranges(text)["killed"] == (3, 3)


def test_a_sentence_that_opens_with_another_weekday_is_of_another_attack() -> None:
    text = "أصيب رجل بقصف صباح اليوم الاثنين. والخميس، أصيب 5 مدنيين بقصف مماثل على القرية. "
    text += "وأضاف شهود أن 3 أطفال أصيبوا بشظايا."
    assert ranges(text)["injured"] == (1, 1)


def test_a_total_far_off_in_a_post_that_lost_its_line_ends_says_nothing() -> None:
    far = "وهو من أهل القرية وقد عمل فيها معلما " * 10
    text = f"توفي الشاب خالد العلي إثر القصف {far} والقرية تعيش في خوف منذ بداية الحرب"
    assert ranges(text)["killed"] == (1, 1)
