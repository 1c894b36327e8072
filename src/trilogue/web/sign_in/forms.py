"""What proves a second factor: a code of the app, a recovery code, or the browser's answer for a passkey.

The library reads the answers; whatever a hostile one trips over in it is a wrong answer here.
"""

import json
from base64 import urlsafe_b64decode
from typing import Any

from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trilogue.domain.people.models import Account
from trilogue.domain.people.queries import factors_of
from trilogue.foundation.keys import KeyRefused

LONGEST_CODE = 20
LONGEST_NAME = 60
LONGEST_ANSWER = 20_000
HOSTILE = (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError)
"""What unexpected values raise within the library and in fido2."""


class AnswerField(forms.JSONField):
    """What a browser says of a passkey: a few kilobytes of JSON."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            if len(value or "") > LONGEST_ANSWER:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return super().to_python(value)
        except (RecursionError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def _code_field(label: Any, hint: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST_CODE, widget=widget)


class _ReadsCodes:
    """Words of ours for what the library asks and refuses."""

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except KeyRefused:
            raise ValidationError(
                _(
                    "The secret of your second factor cannot be opened. Use a passkey, or ask an administrator."
                )
            ) from None
        except ValidationError as refused:
            if refused.code == "too_many_login_attempts":
                raise ValidationError(_("Too many wrong codes. Try again in five minutes.")) from None
            raise ValidationError(_("This code is wrong or was used. Wait for the next one.")) from None


class _AsksForCodes(_ReadsCodes):
    """Who has no app is asked for a recovery code alone."""

    fields: dict[str, forms.Field]
    user: Account

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"] = _code_field(
            gettext_lazy("Code from the app, or a recovery code"),
            gettext_lazy("Six digits from the authenticator app, or eight of a recovery code."),
        )
        if not factors_of(self.user).filter(type=Authenticator.Type.TOTP).exists():
            code.label = gettext_lazy("Recovery code")
            code.help_text = gettext_lazy("The eight digits of one of your recovery codes.")


class CodeForm(_AsksForCodes, codes.AuthenticateForm):  # type: ignore[misc]
    pass


class ProofByCodeForm(_AsksForCodes, codes.ReauthenticateForm):  # type: ignore[misc]
    pass


class AppForm(_ReadsCodes, ActivateTOTPForm):  # type: ignore[misc]
    code = _code_field(
        gettext_lazy("Code from the app"), gettext_lazy("The six digits that the app shows now.")
    )


class _ReadsPasskeys:
    """The browser's answer was made for this very site: host and port of TRILOGUE_URL."""

    def clean_credential(self) -> Authenticator:
        try:
            refuse_other_origin(self.cleaned_data["credential"])  # type: ignore[attr-defined]
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, *HOSTILE):
            raise ValidationError(_("The passkey was not accepted. Try again, or use another way.")) from None


class PasskeyForm(_ReadsPasskeys, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField()


class ProofByPasskeyForm(_ReadsPasskeys, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField()


class PasskeySignInForm(_ReadsPasskeys, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField()


class NewPasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(
        label=gettext_lazy("Name of the passkey"),
        help_text=gettext_lazy("By which you know it again, for example: office laptop."),
        max_length=LONGEST_NAME,
    )
    credential = AnswerField()
    passwordless = None

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Only one that proves its owner as well, by finger, face or PIN: it signs in alone."""
        try:
            credential = self.cleaned_data.get("credential")
            if credential:
                refuse_other_origin(credential)
            self.cleaned_data["passwordless"] = True
            return super().clean()  # type: ignore[no-any-return]
        except (ValidationError, *HOSTILE):
            raise ValidationError(_("The passkey was not accepted. Try again, or use another way.")) from None


def refuse_other_origin(credential: dict[str, Any]) -> None:
    """The library asks for the host alone."""
    data = str(credential["response"]["clientDataJSON"])
    said = json.loads(urlsafe_b64decode(data + "=" * (-len(data) % 4)))
    if said["origin"] != f"{settings.URL.scheme}://{settings.URL.netloc}":
        raise ValidationError("origin")
