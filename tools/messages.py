"""The interface's words: collected from code and templates into locale/*/LC_MESSAGES/django.po, checked, compiled.

messages.py update     add new messages, keep translations, set unused ones aside (#~); --prune drops those
messages.py --check    list what is missing, doubtful or unused in each language; exit 1 if anything is
messages.py compile    write the .mo files that are older than their .po
"""

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

SOURCE = Path(__file__).resolve().parents[1] / "src" / "trilogue"
LOCALE = SOURCE / "locale"
LANGUAGES = ("ja", "ko", "zh_Hans")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
CHANGING_HEADER = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date'
    rb"|Last-Translator|Language-Team|Generated-By):.*\n",
    re.MULTILINE,
)

Key = tuple[str, str | None]


def collect(source: Path = SOURCE) -> "dict[Key, Message]":
    """Every message of the code and the templates, by (text, context)."""
    from babel.messages.catalog import Message
    from babel.messages.extract import extract

    found: dict[Key, Message] = {}
    for path, text in _texts(source):
        for _, message, _, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            new = Message(message, context=context)
            if not new.id:
                raise SystemExit(f"{path}: an empty message")
            found.setdefault(key(new), new)
    return found


def key(message: "Message") -> Key:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return text, message.context


def read(language: str) -> "Catalog":
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = _po(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, wanted: "dict[Key, Message]", *, prune: bool) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    old = read(language)
    known = {key(message): message for message in (*old.obsolete.values(), *_messages(old))}
    new = Catalog(locale=language, header_comment="", fuzzy=False)
    for identity, message in wanted.items():
        before = known.pop(identity, None)
        new.add(
            message.id,
            before.string if before and before.pluralizable == message.pluralizable else None,
            flags=before.flags if before else (),
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    if not prune:
        new.obsolete.update({identity[0]: left for identity, left in known.items() if left.string})
    written = io.BytesIO()
    write_po(written, new, no_location=True, sort_output=True, width=0)
    _po(language).parent.mkdir(parents=True, exist_ok=True)
    _po(language).write_bytes(CHANGING_HEADER.sub(b"", written.getvalue()))


def faults(language: str, wanted: "dict[Key, Message]") -> Iterator[str]:
    """What keeps this language from being complete, a line each."""
    catalogue = read(language)
    present = {key(message): message for message in _messages(catalogue)}
    for identity in wanted:
        message = present.get(identity)
        if message is None or not all(_strings(message)):
            yield f"missing: {identity[0]!r}"
        elif message.fuzzy:
            yield f"doubtful: {identity[0]!r}"
        elif any(_placeholders(text) != _placeholders(_fullest(message)) for text in _strings(message)):
            yield f"other placeholders: {identity[0]!r}"
    unused = [identity for identity in present if identity not in wanted]
    for text, _ in (*unused, *(key(message) for message in catalogue.obsolete.values())):
        yield f"unused: {text!r}"


def compile_all() -> None:
    stale = [po for po in LOCALE.rglob("*.po") if _is_stale(po, po.with_suffix(".mo"))]
    if not stale:
        return
    from babel.messages.mofile import write_mo

    for po in stale:
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read(po.parts[-3]))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", nargs="?", choices=("update", "compile"))
    parser.add_argument("--check", action="store_true", help="list what is missing; write nothing")
    parser.add_argument("--prune", action="store_true", help="with update: drop unused messages")
    chosen = parser.parse_args()
    if chosen.check:
        return _check()
    if chosen.action == "compile":
        compile_all()
    elif chosen.action == "update":
        wanted = collect()
        for language in LANGUAGES:
            update(language, wanted, prune=chosen.prune)
    else:
        parser.error("say update, compile or --check")
    return 0


def _check() -> int:
    wanted = collect()
    found = [f"{language}: {fault}" for language in LANGUAGES for fault in faults(language, wanted)]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(f"{len(wanted)} messages in {len(LANGUAGES)} languages, {len(found)} faults\n")
    return int(bool(found))


def _texts(source: Path) -> Iterator[tuple[Path, str]]:
    """Python files as they are; templates turned into Python calls, a line each without indentation."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for path in sorted(source.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")
    for path in sorted((*source.rglob("*.html"), *source.rglob("*.txt"))):
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield path, "\n".join(line.strip() for line in calls.splitlines())


def _messages(catalogue: "Catalog") -> "Iterable[Message]":
    return (message for message in catalogue if message.id)


def _strings(message: "Message") -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _fullest(message: "Message") -> str:
    """The English text with all placeholders: of two forms the plural, the only one of these languages."""
    return message.id if isinstance(message.id, str) else message.id[-1]


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def _is_stale(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    sys.exit(main())
