"""The search that the database runs, over a sorted list in memory."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from trilogue.algorithms.names.search import (
    Form,
    asked,
    corrections,
    deletions,
    keys_of,
    nears,
    words_of,
)

END = "\U0010ffff"
Person = tuple[str, str, tuple[Form, ...]]
"""Identifier, country, forms."""


class Index:
    def __init__(self, people: Iterable[Person]) -> None:
        self.keys: list[tuple[int, str, str]] = []
        self.near: dict[str, set[str]] = {}
        for who, country, forms in people:
            self.keys += [(key.tier, key.text, who) for key in keys_of(country, forms)]
            for word in words_of(country, forms):
                for near in deletions(word):
                    self.near.setdefault(near, set()).add(word)
        self.keys.sort()

    def prefixed(self, tier: int, text: str) -> list[str]:
        first, last = bisect_left(self.keys, (tier, text)), bisect_left(self.keys, (tier, text + END))
        return [who for _, _, who in self.keys[first:last]]

    def having(self, texts: Iterable[str]) -> list[str]:
        known = tuple(texts)
        return [who for tier in range(1, 5) for text in known for who in self.prefixed(tier, text)]

    def hits(self, typed: str) -> Iterator[str]:
        query = asked(typed)
        yield from self.having(query.texts)
        if query.words:
            first, *others = map(self.having, query.words)
            yield from (who for who in first if all(who in other for other in others))
        near = nears(query)
        yield from self.having(
            corrections(query, {word for part in near for word in self.near.get(part, ())})
        )

    def find(self, typed: str, most: int = 5) -> list[str]:
        """The first few, looked for no further than needed."""
        found: dict[str, None] = {}
        for who in self.hits(typed):
            found[who] = None
            if len(found) == most:
                break
        return list(found)
