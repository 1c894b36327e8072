"""allauth, held to what Trilogue wants of it: a code by e-mail for people who have an account, then a second factor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from trilogue.domain.people.models import Account
from trilogue.domain.people.queries import opened
from trilogue.foundation.access import origin_of

UNKNOWN = "::"
"""The address of nowhere, for a connection that has none."""
ISSUER = "Trilogue"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """As the house counts it: no header says it unless a proxy of ours is trusted."""
        return origin_of(request) or UNKNOWN

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One plain-text mail, in the language of the page it was asked for on."""
        super().send_mail(template_prefix, email, context)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are sealed by people.actions; passkeys belong to the host of TRILOGUE_URL, whatever a header says."""

    def encrypt(self, text: str) -> str:
        raise NotImplementedError("second factors are added by people.actions, which seals them")

    def decrypt(self, encrypted_text: str) -> str:
        """Raises keys.KeyRefused."""
        return opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        return f"{ISSUER} {settings.URL.hostname}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": str(settings.URL.hostname), "name": ISSUER}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        named = super().get_public_key_credential_user_entity(user)
        return {**named, "display_name": user.name or user.email}
