"""Linking: which people which happening is about, which are parts of others, and which are added up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from spacy.tokens import Span

from onrecord.model import CountStatus, Group, Measure, Scope
from onrecord.reading.en.counts.happenings import Happening, Side
from onrecord.reading.en.counts.lexicon import Lexicon
from onrecord.reading.en.counts.mentions import Kind, Mention

_GENERIC = frozenset((Group.PEOPLE, Group.CIVILIANS))
_PART_CUES = frozenset(
    "including include includes included especially mostly mainly particularly namely notably inclusive comprising".split()
)
_PART_PAIRS = frozenset(
    (
        ("among", "them"),
        ("amongst", "them"),
        ("among", "whom"),
        ("of", "whom"),
        ("of", "them"),
        ("such", "as"),
        ("among", "those"),
    )
)
_AND = frozenset(("and", "&", "plus", "alongside"))
_AND_PAIRS = frozenset((("along", "with"), ("together", "with"), ("well", "as"), ("addition", "to")))
_AUXILIARIES = frozenset(
    "was were is are be been being has have had did do does will would may might could can".split()
)
_SAYING = frozenset(
    "believed reported said feared confirmed thought known presumed estimated listed understood declared pronounced identified".split()
)
_HOLDERS = frozenset("on of at near from for by against to in into outside inside behind toward towards around".split())
_HELD = _HOLDERS | {"the"}
_QUOTES = frozenset("\"'`“”‘’")
_DASHES = frozenset("-–—:")
_AGE_WORDS = frozenset("year years month months week weeks day days - – or and half a an".split()) - {"and"}
_SMALL = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
    "forty fifty sixty seventy eighty ninety".split()
)
_OPENERS = frozenset(
    (",", "(", ":", "–", "-", "—", "named", "identified as", ", identified as", ", namely", "were identified as")
)
_FAR = 45
"""Tokens between people and what happened to them; beyond it the link is a guess. Swept 25 to 60 on the train half, flat from 40."""


def _without_ages(gap: list[str]) -> list[str]:
    """Leave out "33-year-old" and "42 or 43 years old" from what stands between two mentions."""
    while "old" in gap:
        stop = gap.index("old")
        start = stop
        while start and (gap[start - 1] in _AGE_WORDS or gap[start - 1][0].isdigit() or gap[start - 1] in _SMALL):
            start -= 1
        if start == stop or not any(w.startswith(("year", "month", "week", "day")) for w in gap[start:stop]):
            break
        comma = gap[start - 1 : start] == [","] and gap[stop + 1 : stop + 2] == [","]
        gap = gap[: start - 1 if comma else start] + gap[stop + 1 :]
    return gap


class Link(StrEnum):
    """What stands between two mentions."""

    AND = "and"
    PART = "part"
    APPOSED = "apposed"
    NONE = "none"


@dataclass(slots=True)
class Draft:
    """A count in the making."""

    spans: list[tuple[int, int]]
    """Token ranges of its words."""
    measure: Measure
    group: Group
    low: int | None
    high: int | None
    vague: str | None = None
    kind: Kind = Kind.NUMBER
    whole: Draft | None = None
    """The count of which these people are a part."""
    happening: tuple[int, int] = (0, 0)
    definite: bool = False
    further: bool = False
    generic: bool = True
    age: int | None = None
    scope: Scope = Scope.INCIDENT
    status: CountStatus = CountStatus.STATED
    items: list[Draft] = field(default_factory=list)
    """Of a sum: the counts added up."""

    @property
    def start(self) -> int:
        """First token of its words."""
        return min(a for a, _ in self.spans)


class Linker:
    """Links the mentions and happenings of one sentence."""

    def __init__(
        self,
        sentence: Span,
        low: list[str],
        tags: list[str],
        mentions: list[Mention],
        happenings: list[Happening],
        lex: Lexicon,
    ) -> None:
        self._sentence, self._low, self._tags, self._lex = sentence, low, tags, lex
        self._happenings = happenings
        self._mentions = [m for k, m in enumerate(mentions) if not self._aside(mentions, k)]
        mentions = self._mentions
        self._owner: dict[int, Happening] = {}
        self._links = [Link.NONE] + [self._between(k - 1, k) for k in range(1, len(mentions))]

    def drafts(self, before: list[Draft]) -> list[Draft]:
        """Make the counts of the sentence; ``before`` are those of the sentences before it."""
        made: list[Draft] = []
        heads = self._heads()
        for number, happening in enumerate(self._happenings):
            if happening.side is Side.SELF:
                made += self._self(happening, made)
                continue
            if number not in heads:
                continue
            made += self._list(happening, heads[number], heads, before + made)
        made += self._loose_parts(made)
        made += self._inside(made)
        return made

    def _aside(self, mentions: list[Mention], k: int) -> bool:
        """Tell mentions that only say more of others: "seven members of the family *of a journalist*", "*two of whom* were pregnant"."""
        one = mentions[k]
        if one.of_them and one.generic and one.group is Group.PEOPLE:
            return not any(one.end <= h.start <= one.end + 4 for h in self._happenings)
        if one.kind not in (Kind.NAME, Kind.SINGLE, Kind.PLURAL) or not k:
            return False
        before = self._low[one.start - 1]
        return (
            before in ("of", "for", "to", "by", "from", "belonging")
            and one.start - mentions[k - 1].end <= 5
            and not any(mentions[k - 1].end <= h.start < one.start for h in self._happenings)
        )

    # -- which mention each happening is about

    def _heads(self) -> dict[int, tuple[int, int]]:
        """Happening -> first and last mention of its own list (parts left out)."""
        heads: dict[int, tuple[int, int]] = {}
        taken: set[int] = set()
        for number, one in enumerate(self._happenings):
            if one.side is Side.BEFORE:
                found = self._left(number, one, taken)
            elif one.side in (Side.AFTER, Side.SOME):
                found = self._right(number, one)
            else:
                continue
            if found:
                heads[number] = found
                taken.update(range(found[0], found[1] + 1))
        return heads

    def _left(self, number: int, one: Happening, taken: set[int]) -> tuple[int, int] | None:
        since = self._happenings[number - 1].end if number else self._sentence.start
        region = [k for k, m in enumerate(self._mentions) if m.start >= since and m.end <= one.start and k not in taken]
        region = [k for k in region if not self._self_owned(k, one)]
        while (
            region
            and self._mentions[region[-1]].kind in (Kind.NAME, Kind.SINGLE)
            and self._held_name(self._mentions[region[-1]])
        ):
            region.pop()
        if not region:
            return None
        last = region[-1]
        first = self._chain_start(last, region)
        # Where the list hangs on an earlier happening, only its end belongs here.
        opens = self._opening(since, self._mentions[first].start) if number else True
        if not opens or self._links[first] is Link.PART:
            first = self._own_start(last, first)
        while first < last and self._links[first + 1] is not Link.PART and self._held(first) and not self._held(last):
            first += 1
        head_end = first
        while head_end < last and self._links[head_end + 1] in (Link.AND, Link.APPOSED):
            head_end += 1
        if not self._reaches(self._mentions[last], one):
            return None
        if self._links[first] is Link.PART and number and first == last:
            return None
        return first, last

    def _chain_start(self, last: int, region: list[int]) -> int:
        first = last
        while first - 1 in region and self._links[first] is not Link.NONE:
            first -= 1
        return first

    def _own_start(self, last: int, first: int) -> int:
        for k in range(last, first, -1):
            if self._mentions[k].further and self._links[k] is Link.AND:
                return k
            if self._links[k] is Link.PART:
                return k - 1
        return last

    def _opening(self, since: int, start: int) -> bool:
        """Tell whether a list that starts after a happening opens a clause of its own."""
        gap = [w for w in self._low[since:start] if w not in _QUOTES]
        return (
            bool(gap)
            and gap[-1] in ("and", "while", ";", "but", "with", "as", "whereas", "leaving", ",", "–", "-", ":")
            or len(gap) > 12
        )

    def _held(self, k: int) -> bool:
        """Tell whether a mention hangs on a preposition ("a strike on a group of civilians")."""
        start = self._mentions[k].start
        return start > self._sentence.start and self._low[start - 1] in _HOLDERS

    def _self_owned(self, k: int, one: Happening) -> bool:
        """A mention that a counted noun right after it owns ("three deaths")."""
        return any(
            h.side is Side.SELF and h is not one and 0 <= h.start - self._mentions[k].end <= 1 for h in self._happenings
        )

    def _reaches(self, mention: Mention, one: Happening) -> bool:
        """Tell whether nothing between people and happening says that they are about something else."""
        gap = range(mention.end, one.start)
        if len(gap) > _FAR:
            return False
        aside = 0
        for k in gap:
            word, tag = self._low[k], self._tags[k]
            if word in ("who", "which", "that", "whose", "where", "(", "including"):
                aside = k
            if word in (",", ")"):
                aside = 0 if word == ")" else aside
            finite = tag in ("VBD", "VBZ", "VBP") and word not in _AUXILIARIES and word not in _SAYING
            if finite and not aside and not (mention.bare is False and len(gap) < 6):
                return False
            if word == ";":
                return False
        if mention.kind is Kind.PLURAL and mention.vague != "others" and len(gap) > 12:
            return False
        if mention.bare and mention.kind is Kind.NUMBER:
            return len(gap) <= 6
        if mention.kind is Kind.NAME and self._held_name(mention):
            return False
        return True

    def _held_name(self, mention: Mention) -> bool:
        return mention.start > self._sentence.start and self._low[mention.start - 1] in _HELD

    def _right(self, number: int, one: Happening) -> tuple[int, int] | None:
        until = self._happenings[number + 1].start if number + 1 < len(self._happenings) else self._sentence.end
        for k, mention in enumerate(self._mentions):
            if mention.start < one.end:
                continue
            if mention.start >= until:
                return None
            gap = self._low[one.end : mention.start]
            loose = [w for w in gap if w not in _QUOTES]
            if len(loose) > 10 or (mention.bare and len(loose) > 2):
                return None
            if any(w in _HOLDERS for w in loose) and "," not in loose:
                return None
            if any(
                self._tags[t] in ("VBD", "VBZ", "VBP") and self._low[t] not in ("were", "was")
                for t in range(one.end, mention.start)
            ):
                return None
            last = k
            while (
                last + 1 < len(self._mentions)
                and self._mentions[last + 1].start < until
                and self._links[last + 1] is not Link.NONE
            ):
                last += 1
            last = self._leave_next(number, k, last)
            return k, last
        return None

    def _leave_next(self, number: int, first: int, last: int) -> int:
        """Leave to the next happening, where it takes what stands before it, the end of the list."""
        following = self._happenings[number + 1] if number + 1 < len(self._happenings) else None
        if not following or following.side not in (Side.BEFORE, Side.SELF):
            return last
        if last > first and self._reaches(self._mentions[last], following):
            if following.side is Side.SELF and following.start - self._mentions[last].end > 1:
                return last
            return self._own_start(last, first) - 1 if self._own_start(last, first) > first else last
        return last

    # -- what stands between mentions

    def _between(self, a: int, b: int) -> Link:
        one, two = self._mentions[a], self._mentions[b]
        gap = _without_ages(self._plain(one.end, two.start))
        if any(h.start >= one.end and h.end <= two.start for h in self._happenings):
            if self._part_cue(gap):
                return Link.PART
            after = max(h.end for h in self._happenings if h.start >= one.end and h.end <= two.start)
            return Link.AND if self._accompanied(self._plain(after, two.start)) else Link.NONE
        if self._part_cue(gap):
            return Link.PART
        if two.of_them:
            return Link.PART
        if not gap:
            return Link.APPOSED if two.kind is Kind.NAME else Link.NONE
        if self._same_person(one, two, gap):
            return Link.APPOSED
        # A list in apposition: "two brothers, X and Y"; "four people – a woman and her three children".
        if " ".join(gap) in _OPENERS:
            if two.kind is Kind.NAME and one.kind is Kind.SINGLE:
                return Link.APPOSED
            return Link.AND
        gap = self._without_relative(one.end, two.start, gap)
        if len(gap) > 14 or self._has_verb(one.end, two.start):
            return Link.NONE
        joined = gap[-1] in _AND or tuple(gap[-2:]) in _AND_PAIRS
        short = len(gap) <= 2 and gap[-1] in ("with", ",")
        closing = len(gap) <= 6 and gap[-1] in (",", "with") and one.kind in (Kind.SINGLE, Kind.NAME)
        if joined and self._held(b - 1) and not self._held(b) and one.kind is Kind.PLURAL:
            return Link.NONE
        return Link.AND if joined or short or closing else Link.NONE

    def _same_person(self, one: Mention, two: Mention, gap: list[str]) -> bool:
        """Tell whether both are one person: "X, a friend of the family"; "one civilian, a woman"; not "a man, a woman and a child"."""
        if one.low != 1 or one.high not in (1, None) or two.kind is Kind.NUMBER:
            return False
        if gap == ["("]:
            return True
        if gap != [","] or two.kind is not Kind.SINGLE:
            return False
        article, told = self._low[two.start], one.kind is Kind.NAME or one.group in _GENERIC
        return article == "the" or (article in ("a", "an") and told)

    def _relative(self, start: int, end: int) -> tuple[int, int] | None:
        """A relative clause between commas: ", two of whom were pregnant,"."""
        for k in range(start, end):
            if self._low[k] in ("who", "whom", "whose", "which"):
                opens = next((t for t in range(k, start - 1, -1) if self._low[t] == ","), None)
                closes = next((t for t in range(k, end) if self._low[t] == ","), None)
                if opens is not None and closes is not None:
                    return opens, closes
        return None

    def _without_relative(self, start: int, end: int, gap: list[str]) -> list[str]:
        aside = self._relative(start, end)
        return gap if aside is None else self._plain(start, aside[0]) + self._plain(aside[1], end)

    def _has_verb(self, start: int, end: int) -> bool:
        aside = self._relative(start, end) or (end, end)
        return any(
            self._tags[t] in ("VBD", "VBZ", "VBP", "VB", "MD")
            for t in range(start, end)
            if not aside[0] <= t <= aside[1]
        )

    def _accompanied(self, gap: list[str]) -> bool:
        """Tell whether others shared it: "X was killed along with his three children"."""
        if gap[:1] == [","]:
            gap = gap[1:]
        return gap in (
            ["with"],
            ["along", "with"],
            ["alongside"],
            ["together", "with"],
            ["as", "were"],
            ["as", "was"],
            ["as", "well", "as"],
        )

    def _plain(self, start: int, end: int) -> list[str]:
        """Tokens without quotation marks and without what stands in brackets."""
        plain: list[str] = []
        depth = 0
        for k in range(start, end):
            word = self._low[k]
            if word in ("(", "["):
                depth += 1
            elif word in (")", "]"):
                depth = max(0, depth - 1)
            elif not depth and word not in _QUOTES:
                plain.append(word)
        if depth:
            return ["("] if start + 1 == end else plain
        return plain

    def _part_cue(self, gap: list[str]) -> bool:
        near = gap[-5:]
        if near and near[-1] == "all" and len(near) > 1:
            return True
        if any(w in _PART_CUES for w in near):
            return True
        return any((x, y) in _PART_PAIRS for x, y in zip(near, near[1:], strict=False))

    # -- counts

    def _list(
        self, happening: Happening, head: tuple[int, int], heads: dict[int, tuple[int, int]], known: list[Draft]
    ) -> list[Draft]:
        first, last = head
        if happening.side is Side.BEFORE:
            last = self._with_others(happening, last, heads)
        items, parts, mode, named, upper = [first], [], Link.AND, self._room(first), -1
        for k in range(first + 1, last + 1):
            if self._links[k] is Link.PART:
                mode = Link.PART
            if self._links[k] is Link.APPOSED:
                named -= 1
                continue
            # "Two sons, X and Y, and a daughter": the names are those of the sons.
            if self._mentions[k].kind is Kind.NAME and named > 0:
                named -= 1
                continue
            if self._upper(first, k):
                upper, mode = k, Link.AND
                continue
            (parts if mode is Link.PART else items).append(k)
            named = self._room(k)
        made: list[Draft] = []
        for measure in happening.measures:
            made += self._one_measure(happening, measure, items, parts, known, upper)
        for k in range(first, last + 1):
            self._owner[k] = happening
        return made

    def _room(self, k: int) -> int:
        """How many names a mention can take in apposition."""
        mention = self._mentions[k]
        if mention.kind is Kind.NUMBER:
            return mention.high or mention.low or 0
        return 99 if mention.kind in (Kind.PLURAL, Kind.VAGUE) else 0

    def _upper(self, first: int, k: int) -> bool:
        """Tell the upper end of the first from people besides: "at least 52 civilians, among them 22 children, and up to 68"."""
        one, two = self._mentions[first], self._mentions[k]
        return two.low is None and two.generic and not two.further and one.low is not None and (two.high or 0) > one.low

    def _with_others(self, happening: Happening, last: int, heads: dict[int, tuple[int, int]]) -> int:
        """Take in those who shared it, named after what happened."""
        claimed = {k for a, b in heads.values() for k in range(a, b + 1)}
        n = last + 1
        if (
            n >= len(self._mentions)
            or n in claimed
            or self._mentions[n].start < happening.end
            or self._links[n] is not Link.AND
        ):
            return last
        while n < len(self._mentions) and n not in claimed and self._links[n] is not Link.NONE:
            n += 1
        return n - 1

    def _one_measure(
        self, happening: Happening, measure: Measure, items: list[int], parts: list[int], known: list[Draft], upper: int
    ) -> list[Draft]:
        drafts = [self._draft(k, measure, happening) for k in items]
        if upper >= 0:
            top = self._mentions[upper]
            drafts[0].high, drafts[0].vague = top.high, top.vague
            drafts[0].spans.append((top.start, top.end))
        inner = [self._draft(k, measure, happening) for k in parts]
        made: list[Draft]
        head = drafts[0]
        if len(drafts) > 1 and self._apposed(drafts):
            for one in drafts[1:]:
                one.whole = head
            made = drafts
        elif len(drafts) > 1:
            apart = [d for d in drafts if d.group is Group.COMBATANTS]
            together = [d for d in drafts if d.group is not Group.COMBATANTS]
            head = _sum(together) if len(together) > 1 else (together or apart)[0]
            made = [head, *[d for d in drafts if d is not head and (d.kind is not Kind.NAME or d in apart)]]
        else:
            made = drafts
        for one in inner:
            one.whole = head
        if happening.side is Side.SOME:
            whole = next((d for d in reversed(known) if d.measure is measure and d.whole is None), None)
            if whole and not (head.generic and head.group in _GENERIC and (head.low or 0) >= (whole.low or 0)):
                head.whole = whole
        return made + [d for d in inner if d.kind is not Kind.NAME]

    def _apposed(self, drafts: list[Draft]) -> bool:
        """Tell whether the first counts all that follow: "two civilians, a woman and her son"."""
        head, rest = drafts[0], drafts[1:]
        if head.kind not in (Kind.NUMBER, Kind.VAGUE) or (head.low or head.high or 0) < 2:
            return False
        gap = self._plain(head.spans[0][1], rest[0].spans[0][0])
        if gap and (gap[-1] in _AND or gap[-1] == "with"):
            return False
        if any(d.further for d in rest):
            return False
        total = sum(d.low or d.high or 0 for d in rest)
        bound = head.high or head.low or 0
        return (head.generic or all(d.kind is Kind.NAME for d in rest)) and total <= max(bound, head.low or 0)

    def _draft(self, k: int, measure: Measure, happening: Happening) -> Draft:
        m = self._mentions[k]
        return Draft(
            [(m.start, m.end)],
            measure,
            m.group,
            m.low,
            m.high,
            m.vague,
            m.kind,
            None,
            (happening.start, happening.end),
            m.definite,
            m.further,
            m.generic,
            m.age,
        )

    def _self(self, happening: Happening, made: list[Draft]) -> list[Draft]:
        """A noun that is counted itself, with its number or as a bare plural."""
        del made
        low, start = self._low, happening.start
        for k, mention in enumerate(self._mentions):
            if k in self._owner or not (mention.end <= start <= mention.end + 3):
                continue
            between = low[mention.end : start]
            if all(
                w
                in (
                    "reported",
                    "civilian",
                    "more",
                    "other",
                    "confirmed",
                    "further",
                    "additional",
                    "serious",
                    "minor",
                    "cases",
                    "of",
                    "moderate",
                    "severe",
                    "critical",
                    "human",
                    "known",
                    "new",
                    *_QUOTES,
                )
                for w in between
            ):
                self._owner[k] = happening
                drafts: list[Draft] = []
                for measure in happening.measures:
                    one = self._draft(k, measure, happening)
                    one.spans = [(mention.start, happening.end)]
                    if mention.further:
                        one.further = True
                    drafts.append(one)
                return drafts
        words = low[start : happening.end]
        if not self._plural_noun(start, happening.end):
            return []
        return [
            Draft(
                [(start, happening.end)],
                measure,
                Group.PEOPLE,
                2,
                None,
                "plural",
                Kind.PLURAL,
                None,
                (start, happening.end),
            )
            for measure in happening.measures
            if words
        ]

    def _plural_noun(self, start: int, end: int) -> bool:
        word, before = self._low[end - 1], self._low[start - 1] if start > self._sentence.start else ""
        if before in ("no", "the", "any", "their", "his", "her", "its", "these", "those", "and", "or") and word not in (
            "martyrs",
            "injuries",
            "deaths",
        ):
            return False
        if before in ("no", "any", "his", "her", "without", "their", "its", "'s"):
            return False
        if word in ("deaths", "fatalities", "injuries", "martyrs"):
            return before != "the"
        return (
            word in ("injured", "wounded", "dead")
            and self._tags[end - 1] in ("JJ", "NNS", "NN", "NNP", "VBN")
            and before in ("left", "leaving", "and", "of", "are", "were", "")
        )

    def _loose_parts(self, made: list[Draft]) -> list[Draft]:
        """Parts that follow a happening: "seven were killed, including two women"."""
        extra: list[Draft] = []
        k = 0
        while k < len(self._mentions):
            if k in self._owner or self._links[k] is not Link.PART:
                k += 1
                continue
            mention = self._mentions[k]
            earlier = [
                d for d in made if d.happening[0] < mention.start and d.whole is None and d.start < mention.start
            ]
            if not earlier:
                k += 1
                continue
            whole = max(earlier, key=lambda d: (d.happening[1], d.start))
            happening = next(h for h in self._happenings if (h.start, h.end) == whole.happening)
            last = k
            while (
                last + 1 < len(self._mentions)
                and last + 1 not in self._owner
                and self._links[last + 1] in (Link.AND, Link.PART, Link.APPOSED)
            ):
                last += 1
            for measure in happening.measures:
                root = next((d for d in earlier if d.measure is measure and d.happening == whole.happening), whole)
                for n in range(k, last + 1):
                    if self._links[n] is Link.APPOSED:
                        continue
                    draft = self._draft(n, measure, happening)
                    draft.whole = root
                    if draft.kind is not Kind.NAME:
                        extra.append(draft)
            for n in range(k, last + 1):
                self._owner[n] = happening
            k = last + 1
        return extra

    def _inside(self, made: list[Draft]) -> list[Draft]:
        """Mentions that say themselves what happened: "12 injured people"."""
        extra: list[Draft] = []
        for k, mention in enumerate(self._mentions):
            if k in self._owner or not mention.inside:
                continue
            word = mention.inside
            measure = self._lex.done.get(word)
            if measure is None:
                found = self._lex.nouns.meaning.get((word,)) or self._lex.after.meaning.get((word,))
                measure = Measure(found) if found else None
            if measure:
                extra.append(
                    Draft(
                        [(mention.start, mention.end)],
                        measure,
                        mention.group,
                        mention.low,
                        mention.high,
                        mention.vague,
                        mention.kind,
                        None,
                        (mention.start, mention.end),
                        mention.definite,
                        mention.further,
                        mention.generic,
                        mention.age,
                    )
                )
        del made
        return extra


def _sum(drafts: list[Draft]) -> Draft:
    """Add up people counted apart, the way "a man, his wife and three children" are five."""
    lows = [d.low for d in drafts]
    highs = [d.high for d in drafts]
    groups = {d.group for d in drafts}
    low = sum(n or 0 for n in lows) if any(n is not None for n in lows) else None
    high = None if any(n is None for n in highs) else sum(n or 0 for n in highs)
    if groups == {drafts[0].group}:
        group = drafts[0].group
    elif (
        Group.COMBATANTS not in groups
        and Group.CIVILIANS in groups
        and groups <= {Group.CIVILIANS, Group.CHILDREN, Group.WOMEN, Group.MEN}
    ):
        group = Group.CIVILIANS
    else:
        group = Group.PEOPLE
    vague = next((d.vague for d in drafts if d.vague), None)
    whole = Draft(
        [(min(d.start for d in drafts), max(b for d in drafts for _, b in d.spans))],
        drafts[0].measure,
        group,
        low,
        high,
        vague,
        Kind.NUMBER,
        None,
        drafts[0].happening,
        generic=True,
        items=list(drafts),
        further=drafts[0].further,
    )
    for one in drafts:
        one.whole = whole
    return whole
