"""People's cards as a vCard file for one reader: as far as each person shows them, in the reader's script."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext, override

from trilogue.documents.document import Document
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.choices import ChannelKind
from trilogue.domain.network.models import Channel
from trilogue.domain.network.queries import Shown, name_for
from trilogue.domain.people.choices import Origin, Script
from trilogue.domain.people.models import PersonName
from trilogue.domain.places.models import Government
from trilogue.domain.places.queries import present_name
from trilogue.foundation.formats import vcard
from trilogue.foundation.text import say

VCARD = "text/vcard; charset=utf-8"
SOUNDS = {Script.KANJI: (Script.KANA, Script.LATIN), Script.HANJA: (Script.HANGUL, Script.LATIN)}
"""What a list with such names is put in order by; by Roman letters where they are Chinese."""
SCHEMES = {
    ChannelKind.KAKAOTALK: ("KakaoTalk", "x-kakaotalk"),
    ChannelKind.LINE: ("LINE", "x-line"),
    ChannelKind.WECHAT: ("WeChat", "x-wechat"),
}


def build(shown: Sequence[Shown], language: str, *, base: str) -> Document:
    """`base` is the address of the site, before the path of a card."""
    with override(language):
        data = vcard.write(_card(each, language, base) for each in shown)
    name = name_for(shown[0].names, "en").full if len(shown) == 1 else "contacts"
    return Document(f"{'-'.join(name.split())}.vcf", VCARD, data)


def government_in(language: str, government: Government | None, written: str) -> tuple[str, str]:
    """The name for a reader with its language; as it was written where the registry has none."""
    if government is None:
        return written, ""
    shown = present_name(government).name.shown(language)
    return shown.text, shown.tag


def _card(shown: Shown, language: str, base: str) -> vcard.VCard:
    forms = _forms(shown, language)
    values = {kind: [each.value for each in shown.channels if each.kind == kind] for kind in ChannelKind}
    return vcard.VCard(
        uid=f"urn:uuid:{shown.person.public_id}",
        names=[_name(each, forms) for each in forms],
        sound=_sound(forms),
        organisation=_organisation(shown.post, language),
        title=shown.post.position if shown.post else "",
        emails=values[ChannelKind.MAIL],
        phones=values[ChannelKind.PHONE],
        messengers=[_messenger(each) for each in shown.channels if each.kind in SCHEMES],
        languages=[each.language for each in shown.skills],
        note="\n".join(_notes(shown, language)),
        url=f"{base}{reverse('me_person', args=(shown.person.public_id,))}",
    )


def _forms(shown: Shown, language: str) -> list[PersonName]:
    """The reader's first, then the own; a form that is only suggested stays out of other people's telephones."""
    first = name_for(shown.names, language)
    sure = [each for each in shown.names if each.confirmed or each.own or each.origin != Origin.SUGGESTED]
    return [first, *(each for each in sure if each != first)]


def _name(name: PersonName, forms: Iterable[PersonName]) -> vcard.Name:
    return vcard.Name(name.full, name.tag, name.family, name.given, _sort_as(name, forms))


def _sort_as(name: PersonName, forms: Iterable[PersonName]) -> str:
    if name.script in (Script.HANGUL, Script.KANA, Script.LATIN):
        return ""
    by = {each.script: each for each in forms}
    wanted = SOUNDS.get(Script(name.script), (Script.LATIN,))
    sound = next((by[each] for each in wanted if each in by), None)
    return ",".join(part for part in (sound.family, sound.given) if part) or sound.full if sound else ""


def _sound(forms: Iterable[PersonName]) -> vcard.Name | None:
    for each in forms:
        if each.script == Script.KANA:
            script = "Hira" if any("ぁ" <= letter <= "ゖ" for letter in each.full) else "Kana"
            return vcard.Name(each.full, each.tag, each.family, each.given, script=script)
    return None


def _organisation(post: Participation | None, language: str) -> list[str]:
    if post is None:
        return []
    home, _tag = government_in(language, post.home, post.home_written)
    return [each for each in (home, post.department) if each]


def _messenger(channel: Channel) -> vcard.Messenger:
    return vcard.Messenger(*SCHEMES[ChannelKind(channel.kind)], channel.value)


def _notes(shown: Shown, language: str) -> Iterable[str]:
    """What no field of a telephone has a place for."""
    colon = say.COLON[language]
    for each in shown.channels:
        if each.kind in SCHEMES:
            yield f"{ChannelKind(each.kind).label}{colon}{each.value}"
    if shown.post and (shown.post.host or shown.post.host_written):
        host, _tag = government_in(language, shown.post.host, shown.post.host_written)
        yield f"{gettext('Host government')}{colon}{host}"
    for edition in shown.editions:
        yield f"{edition.series.name.shown(language).text} {say.ordinal(edition.number, language)}"
