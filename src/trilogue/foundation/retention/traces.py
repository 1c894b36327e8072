"""What libraries keep of a person beside our own tables: sessions, failed tasks, the cache."""

import json
from collections.abc import Collection
from functools import reduce
from operator import or_

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import Q
from django_tasks_db.models import DBTaskResult


def containing(field: str, words: Collection[str]) -> Q:
    """Rows whose text has any of the words in it."""
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for word in words), Q(pk__in=[]))


def forget(accounts: Collection[int], words: Collection[str]) -> None:
    """End the accounts' sessions, and drop what has any of the words in it. The cache is emptied as a whole."""
    _end_sessions({str(each) for each in accounts}, words)
    DBTaskResult.objects.filter(containing("traceback", words)).delete()
    cache.clear()


def _end_sessions(accounts: Collection[str], words: Collection[str]) -> None:
    ended = [
        each.pk
        for each in Session.objects.iterator()
        if _concerns(each.get_decoded(), accounts, [word.casefold() for word in words])
    ]
    Session.objects.filter(pk__in=ended).delete()


def _concerns(held: dict[str, object], accounts: Collection[str], words: Collection[str]) -> bool:
    if held.get("_auth_user_id") in accounts:
        return True
    text = json.dumps(held, ensure_ascii=False, default=str).casefold()
    return any(word in text for word in words)
