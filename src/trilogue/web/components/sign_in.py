"""allauth, held to what Trilogue wants of it: a code by e-mail for people who have an account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One plain-text mail, in the language of the page it was asked for on."""
        super().send_mail(template_prefix, email, context)
