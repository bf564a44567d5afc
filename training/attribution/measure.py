r"""How well attributions are found: the measure of PolNeAR's dev table, over tokens ``\\w+|\\S``, micro-averaged.

An attribution is right when its content's tokens overlap the gold content's by half (Jaccard) and its speaker's the
gold speaker's, or both have none; one gold to one found, the best content first. A *fragment* is a run of tokens of one
role within a line; it is right when it is the same run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.attribution.data import Article, tokens_of

from onrecord.reading.en.windows import Span

_OPENERS = ('"', "\u201c", "\u201d", "\u201e", "\u201f", "\u00ab")


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution, as passages in code points; ``score`` where it has one."""

    speaker: Sequence[Span]
    cue: Sequence[Span]
    content: Sequence[Span]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class _Sets:
    speaker: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    direct: bool


def _sets(one: Found, article: Article) -> _Sets:
    parts = (frozenset(tokens_of(part, article.tokens.spans)) for part in (one.speaker, one.cue, one.content))
    return _Sets(*parts, direct=_direct(one.content, article.text))


def _direct(content: Sequence[Span], text: str) -> bool:
    """Whether the first passage of a content starts with, or stands right between, quotation marks."""
    for start, end in sorted(content):
        part, before, after = text[start:end].lstrip(), text[:start].rstrip(), text[end:].lstrip()
        if not part:
            continue
        if part.startswith((*_OPENERS, "''", "``")):
            return True
        if part[0] in "'\u2018\u2019" and part[1:2].isupper() and part[-1] in "'\u2019":
            return True
        opened = before.endswith(('"', "\u201c", "''", "``"))
        return opened and (after.startswith(('"', "\u201d", "''")) or part.rstrip().endswith(('"', "\u201d")))
    return False


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def matches(gold: Sequence[_Sets], found: Sequence[_Sets], *, speakers: bool = True) -> list[tuple[int, int]]:
    """Pair gold with found, one to one, the best content first."""
    pairs = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            content = _overlap(g.content, f.content)
            if content >= 0.5 and (not speakers or _overlap(g.speaker, f.speaker) >= 0.5):
                pairs.append((-content, i, j))
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for _, i, j in sorted(pairs):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def _fragments(parts: Iterable[frozenset[int]], article: Article) -> set[Span]:
    spans = article.tokens.spans
    out = set()
    for part in parts:
        run: list[int] = []
        for i in [*sorted(part), -1]:
            if run and (i != run[-1] + 1 or "\n" in article.text[spans[run[-1]][1] : spans[i][0]]):
                out.add((run[0], run[-1]))
                run = []
            run.append(i)
    return out


def gold_of(article: Article) -> list[_Sets]:
    """Give the gold attributions as sets of tokens."""
    found = (Found(*[[(a, b) for a, b in one[kind]] for kind in ("source", "cue", "content")])
             for one in article.attributions)  # fmt: skip
    return [_sets(one, article) for one in found]


def right(article: Article, found: Sequence[Found]) -> list[bool]:
    """Say of each found attribution whether it is right."""
    hits = {j for _, j in matches(gold_of(article), [_sets(one, article) for one in found])}
    return [j in hits for j in range(len(found))]


def table(articles: Sequence[Article], found: Sequence[Sequence[Found]]) -> dict[str, float]:
    """Give F1 of attributions (all, direct, indirect), of content alone, and of fragments; precision and recall."""
    n: Counter[str] = Counter()
    for article, ones in zip(articles, found, strict=True):
        gold, own = gold_of(article), [_sets(one, article) for one in ones]
        pairs = matches(gold, own)
        n.update({"gold": len(gold), "found": len(own), "hit": len(pairs)})
        n["content hit"] += len(matches(gold, own, speakers=False))
        n["direct gold"] += sum(g.direct for g in gold)
        n["direct found"] += sum(f.direct for f in own)
        n["direct gold hit"] += sum(gold[i].direct for i, _ in pairs)
        n["direct found hit"] += sum(own[j].direct for _, j in pairs)
        for role in ("speaker", "cue", "content"):
            wanted = _fragments((getattr(g, role) for g in gold), article)
            got = _fragments((getattr(f, role) for f in own), article)
            n.update(
                {
                    f"run of {role}, gold": len(wanted),
                    f"run of {role}, found": len(got),
                    f"run of {role}, hit": len(wanted & got),
                }
            )
    out = {
        "attribution": _f1(n["hit"], n["gold"], n["hit"], n["found"]),
        "direct": _f1(n["direct gold hit"], n["direct gold"], n["direct found hit"], n["direct found"]),
        "indirect": _f1(
            n["hit"] - n["direct gold hit"],
            n["gold"] - n["direct gold"],
            n["hit"] - n["direct found hit"],
            n["found"] - n["direct found"],
        ),
        "content": _f1(n["content hit"], n["gold"], n["content hit"], n["found"]),
        "precision": n["hit"] / max(1, n["found"]),
        "recall": n["hit"] / max(1, n["gold"]),
    }
    for role in ("speaker", "cue", "content"):
        hit = n[f"run of {role}, hit"]
        out[f"fragment {role}"] = _f1(hit, n[f"run of {role}, gold"], hit, n[f"run of {role}, found"])
    return out


def _f1(hit_gold: int, gold: int, hit_found: int, found: int) -> float:
    recall, precision = hit_gold / max(1, gold), hit_found / max(1, found)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
