"""PDF: nothing in it may act. It is looked through in a process of its own, which may take so much and no more.

A parser of PDF is large, and a few thousand bytes can ask it for any amount of memory; what it does to its own
process does nothing to the server.
"""

import io
import resource
import subprocess
import sys
from collections.abc import Container, Iterator
from typing import Any

from trilogue.foundation.files.refused import FileRefused

MOST_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of the process that looks; it uses a tenth of it for a document of some hundred pages."""
MOST_SECONDS = 10
MOST_OBJECTS = 2_000_000
ACTIONS = {
    "/JavaScript": "SCRIPT",
    "/Launch": "ACTION",
    "/ImportData": "ACTION",
    "/SubmitForm": "ACTION",
    "/ResetForm": "ACTION",
    "/Hide": "ACTION",
    "/Movie": "ACTION",
    "/Sound": "ACTION",
    "/Rendition": "ACTION",
    "/RichMediaExecute": "ACTION",
    "/GoTo3DView": "ACTION",
    "/GoToE": "EMBEDDED",
    "/GoToR": "LOADS",
}
ACTION_KEYS = ("/A", "/PA", "/OpenAction", "/Next")
SUBTYPES = {
    "/RichMedia": "EMBEDDED",
    "/FileAttachment": "EMBEDDED",
    "/Movie": "EMBEDDED",
    "/Sound": "EMBEDDED",
    "/Screen": "EMBEDDED",
    "/3D": "EMBEDDED",
}
KEYS = {
    "/JS": "SCRIPT",
    "/JavaScript": "SCRIPT",
    "/AA": "ACTION",
    "/EF": "EMBEDDED",
    "/EmbeddedFiles": "EMBEDDED",
    "/RichMediaContent": "EMBEDDED",
    "/XFA": "DYNAMIC_FORM",
}


def check_pdf(data: bytes) -> None:
    """Raises FileRefused: DAMAGED, ENCRYPTED, SCRIPT, ACTION, EMBEDDED, DYNAMIC_FORM, LOADS, TOO_SLOW."""
    try:
        looked = subprocess.run(
            [sys.executable, "-I", "-m", "trilogue.foundation.files.pdf_check"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused("TOO_SLOW") from error
    said = looked.stdout.decode("ascii", "replace").strip()
    if looked.returncode or said != "OK":
        raise FileRefused(said if looked.returncode == 0 and said else "TOO_SLOW")


def look(data: bytes) -> str:
    """OK, or the code of what is refused."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                return "ENCRYPTED"
            spared = _structure(pdf)
            refused = next((code for each in _dictionaries(pdf) for code in _refused(each, spared)), "")
            if refused:
                return refused
            return "DAMAGED" if pdf.get_warnings() else "OK"
    except pikepdf.PasswordError:
        return "ENCRYPTED"
    except (pikepdf.PdfError, ValueError, RecursionError):
        return "DAMAGED"


def _dictionaries(pdf: Any) -> Iterator[Any]:
    """Every dictionary of the document, also those of streams and those inside others."""
    import pikepdf

    waiting, count = [pdf.trailer, *pdf.objects], 0
    while waiting:
        each = waiting.pop()
        count += 1
        if count > MOST_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(each, pikepdf.Array):
            waiting += [inner for inner in each if _is_nested(inner)]
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            waiting += [inner for _, inner in each.items() if _is_nested(inner)]


def _is_nested(value: Any) -> bool:
    """Not those with a number of their own, which come by themselves."""
    import pikepdf

    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect


def _structure(pdf: Any) -> set[tuple[int, int]]:
    """The numbers of the elements of the structure tree, whose /S is a name the author has chosen."""
    import pikepdf

    waiting, found = [pdf.Root.get("/StructTreeRoot")], set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += [*each]
        elif isinstance(each, pikepdf.Dictionary) and each.is_indirect and each.objgen not in found:
            found.add(each.objgen)
            waiting.append(each.get("/K"))
    return found


def _refused(dictionary: Any, spared: Container[tuple[int, int]]) -> Iterator[str]:
    """The codes of all that acts in one dictionary. To open at a place of the document itself is no action."""
    import pikepdf

    keys = set(dictionary.keys())
    yield from (code for key, code in KEYS.items() if key in keys)
    if "/OpenAction" in keys and not _is_place(dictionary["/OpenAction"]):
        yield "ACTION"
    if _name(dictionary, "/Type") == "/EmbeddedFile":
        yield "EMBEDDED"
    called = [done for key in ACTION_KEYS if key in keys for done in _called(dictionary[key])]
    if dictionary.objgen not in spared:
        called.append(_name(dictionary, "/S"))
    yield from (ACTIONS[done] for done in called if done in ACTIONS)
    if "/Rect" in keys and (shown := _name(dictionary, "/Subtype")) in SUBTYPES:
        yield SUBTYPES[shown]
    if isinstance(dictionary, pikepdf.Stream) and ("/F" in keys or _is_dictionary(dictionary.get("/Ref"))):
        yield "LOADS"


def _called(value: Any) -> Iterator[str]:
    """What the actions are named that are the value of a key of actions: one, or several in a row."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        for each in value:
            yield from _called(each)
    elif _is_dictionary(value):
        yield _name(value, "/S")


def _is_place(opened: Any) -> bool:
    """Where to open the document itself, written short or as an action of its own that no other follows."""
    import pikepdf

    if isinstance(opened, pikepdf.Array):
        return True
    return _is_dictionary(opened) and _name(opened, "/S") == "/GoTo" and "/Next" not in opened


def _is_dictionary(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def _name(dictionary: Any, key: str) -> str:
    return str(dictionary.get(key, ""))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.stdout.write(look(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
