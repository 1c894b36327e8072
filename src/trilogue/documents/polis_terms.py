"""What Polis's tables say of measures, in our terms."""

from collections.abc import Iterable

from trilogue.foundation.formats import polis

ORIGINAL = "original"
"""The state of the version of a text that is no translation."""
OUTDATED = "outdated"
"""Behind the state of a translation whose original has changed since."""


def numbered(comments: Iterable[polis.Comment]) -> list[int]:
    """The number of each measure: its own, or where some are no whole numbers of one spelling, its place."""
    ids = [each.id for each in comments]
    if all(each.isascii() and each.isdecimal() and str(int(each)) == each and len(each) < 10 for each in ids):
        return [int(each) for each in ids]
    return list(range(1, len(ids) + 1))


def is_strict(folder: polis.Conversation) -> bool:
    """Whether measures were moderated before others voted on them; else everything counts that was not rejected."""
    author = {each.id: each.author for each in folder.comments if not each.moderated}
    return not any(each.comment in author and each.voter != author[each.comment] for each in folder.votes)


def is_accepted(comment: polis.Comment, *, strict: bool) -> bool:
    return comment.moderated == 1 or (comment.moderated == 0 and not strict)
