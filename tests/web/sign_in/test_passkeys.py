"""What a browser may answer for a passkey: an authenticator in software makes right answers, and wrong ones."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

from tests.web.sign_in.second_factors import answers_code, works
from trilogue.domain.people.models import Account

pytestmark = pytest.mark.django_db

NEW, SECOND, ALONE = "/en/me/security/passkey/", "/en/sign-in/second/", "/en/sign-in/passkey/"
SITE = "http://localhost:8000"
FLAG = AuthenticatorData.FLAG
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Device:
    """Keeps one passkey. `site` is what the browser takes for the page's origin, `verifies` a finger or a PIN."""

    def __init__(self, site: str = SITE, host: str = "localhost", *, verifies: bool = True) -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = b"passkey-of-a-test"
        self.site, self.host = site, host
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.owner = ""

    def makes(self, terms: dict[str, Any]) -> str:
        asked = terms["creation_options"]["publicKey"]
        self.owner = asked["user"]["id"]
        kept = AttestedCredentialData.create(
            Aaguid(bytes(16)),
            self.id,
            ES256.from_cryptography_key(self.secret.public_key()),  # type: ignore[no-untyped-call]
        )
        data = AuthenticatorData.create(self._host(), FLAG(self.flags | ATTESTED), 0, kept)
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        said = self._said("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": text(said), "attestationObject": text(attested)})

    def signs(self, terms: dict[str, Any]) -> str:
        said = self._said("webauthn.get", terms["request_options"]["publicKey"]["challenge"])
        data = bytes(AuthenticatorData.create(self._host(), FLAG(self.flags), 1))
        signature = self.secret.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": text(said),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": self.owner,
            }
        )

    def _host(self) -> bytes:
        return sha256(self.host.encode()).digest()

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.site}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        own = {"id": text(self.id), "rawId": text(self.id), "type": "public-key"}
        return json.dumps(
            {**own, "response": response, "clientExtensionResults": {"credProps": {"rk": True}}}
        )


@pytest.fixture
def officer(settings: Any, tmp_path: Path) -> Account:
    settings.SECOND_FACTOR = "required"
    settings.KEYS = tmp_path / "keys"
    cache.clear()
    return works()


def terms(client: Client, page: str) -> dict[str, Any]:
    found = client.get(page).context["js_data"]
    return dict(json.loads(json.dumps(found)))


def enrols(client: Client, officer: Account, device: Device) -> Any:
    answers_code(client, officer)
    return client.post(NEW, {"name": "전화", "credential": device.makes(terms(client, NEW))})


def test_a_passkey_is_kept_and_signs_in_as_second_step_and_alone(officer: Account, client: Client) -> None:
    device = Device()
    assert enrols(client, officer, device).headers["Location"] == "/en/me/security/codes/"
    second = Client()
    answers_code(second, officer)
    assert second.post(SECOND, {"credential": device.signs(terms(second, SECOND))}).status_code == 302
    assert second.get("/en/desk/").status_code == 200
    alone = Client()
    asked = alone.get(ALONE, headers={"Accept": "application/json"}).json()
    assert alone.post(ALONE, {"credential": device.signs(asked)}).headers["Location"] == "/en/desk/"
    assert alone.get("/en/desk/").status_code == 200


@pytest.mark.parametrize(
    "device",
    [
        Device("http://localhost:9999"),
        Device("https://evil.localhost", "localhost"),
        Device("https://evil.example", "evil.example"),
        Device(verifies=False),
    ],
    ids=["other port", "sibling host", "other host", "without finger or PIN"],
)
def test_an_answer_for_another_site_is_refused(officer: Account, client: Client, device: Device) -> None:
    answer = enrols(client, officer, device)
    assert answer.status_code == 200
    assert "was not accepted" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_host_of_passkeys_comes_from_no_header(officer: Account, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["elsewhere.example", "testserver"]
    client = Client(headers={"Host": "elsewhere.example"})
    answers_code(client, officer)
    assert terms(client, NEW)["creation_options"]["publicKey"]["rp"]["id"] == "localhost"


def test_an_answer_counts_once(officer: Account, client: Client) -> None:
    """A challenge is spent with its answer, in whichever session it is sent again."""
    device = Device()
    enrols(client, officer, device)
    first, again = Client(), Client()
    answer = device.signs(first.get(ALONE, headers={"Accept": "application/json"}).json())
    again.get(ALONE, headers={"Accept": "application/json"})
    assert again.post(ALONE, {"credential": answer}).headers["Location"] == "/en/sign-in/"
    assert first.post(ALONE, {"credential": answer}).headers["Location"] == "/en/desk/"


def test_a_passkey_of_somebody_else_opens_nothing(officer: Account, client: Client) -> None:
    device, other = Device(), Device()
    enrols(client, officer, device)
    other.owner = device.owner
    thief = Client()
    asked = thief.get(ALONE, headers={"Accept": "application/json"}).json()
    assert thief.post(ALONE, {"credential": other.signs(asked)}).headers["Location"] == "/en/sign-in/"
    assert urlsafe_b64decode(device.owner + "==")
