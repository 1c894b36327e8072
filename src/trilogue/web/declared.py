"""Third-party routes: who may use each, and why. Every other view declares its access itself."""

from typing import Any, NamedTuple

from trilogue.foundation.access import anyone


class Declared(NamedTuple):
    rule: Any
    reason: str


DECLARED = {
    "account_login": Declared(anyone, "where a code is asked for; tells nobody whether an address is known"),
    "account_request_login_code": Declared(anyone, "the library's name for the same page"),
    "account_signup": Declared(anyone, "nobody signs up: where the library sends strangers, the same page"),
    "account_confirm_login_code": Declared(anyone, "takes the code; without one asked for it leads back"),
    "mfa_authenticate": Declared(anyone, "takes the second factor; before a right code it leads back"),
    "mfa_login_webauthn": Declared(anyone, "takes a passkey in place of both steps"),
    "account_logout": Declared(anyone, "ends the session of whoever asks"),
    "account_inactive": Declared(anyone, "tells who was switched off that this is so"),
}
"""By route name."""
