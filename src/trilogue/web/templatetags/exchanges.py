"""Addresses of exchanges of opinions at the desk, which belong to an edition or to a whole series."""

from typing import Any

from django import template
from django.urls import reverse

from trilogue.domain.opinions.models import Conversation

register = template.Library()


@register.simple_tag
def exchange_url(name: str, exchange: Conversation, *rest: Any) -> str:
    """The desk page `name` of an exchange."""
    numbers = (exchange.edition.number,) if exchange.edition else ()
    return reverse(f"desk_{name}", args=(exchange.series.slug, *numbers, exchange.number, *rest))
