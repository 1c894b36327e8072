"""vCards read back by a reader of their own: whatever is written comes out again, and no value leaves its line."""

import re

from hypothesis import given
from hypothesis import strategies as st

from trilogue.foundation.formats.vcard import LONGEST, Messenger, Name, VCard, fold, write

LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
PARAMETER = re.compile(r';([A-Z-]+)=("[^"]*"|[^";:,]*)')
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=90)
lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=90)


def read(data: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Name, parameters and raw value of each line, unfolded."""
    text = data.decode().replace("\r\n ", "")
    assert text.endswith("\r\n")
    found = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = LINE.fullmatch(line)
        assert match, line
        found.append((match[1], dict(PARAMETER.findall(match[2])), match[3]))
    return found


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def parts(value: str) -> list[str]:
    found, escaped = [""], False
    for letter in value:
        if letter == ";" and not escaped:
            found.append("")
        else:
            found[-1] += letter
        escaped = letter == "\\" and not escaped
    return [plain(each) for each in found]


def cleaned(value: str) -> str:
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in value if each in "\n\t" or (each >= " " and each != "\x7f"))


@given(lines)
def test_folded_lines_are_short_whole_characters_and_unfold_to_the_same(text: str) -> None:
    line = text.replace("\r", "").replace("\n", "")
    folded = fold(line)
    assert folded.endswith(b"\r\n")
    assert all(len(each) <= LONGEST for each in folded.removesuffix(b"\r\n").split(b"\r\n"))
    assert all(each.decode() is not None for each in folded.split(b"\r\n"))
    assert folded.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == line


said = st.fixed_dictionaries(dict.fromkeys(("full", "family", "given", "title", "department", "note"), lines))


@given(said, words, words)
def test_whatever_is_written_comes_out_again(said: dict[str, str], mail: str, messenger: str) -> None:
    family, given = said["family"] or "x", said["given"]
    department, title, note = said["department"], said["title"], said["note"]
    card = VCard(
        uid="urn:uuid:0",
        names=[Name(said["full"], "ko", family, given)],
        organisation=["경주시", department],
        title=title,
        emails=[mail],
        messengers=[Messenger("LINE", "x-line", messenger)],
        note=note,
        url="https://example.org/",
    )
    found = read(write([card]))
    values = {name: (parameters, value) for name, parameters, value in found}
    assert found[0][0] == "BEGIN"
    assert found[1] == ("VERSION", {}, "4.0")
    assert found[-1] == ("END", {}, "VCARD")
    assert plain(values["FN"][1]) == cleaned(said["full"])
    assert parts(values["N"][1]) == [cleaned(family), cleaned(given), "", "", ""]
    assert parts(values["ORG"][1]) == ["경주시", cleaned(department)]
    assert plain(values.get("TITLE", ({}, ""))[1]) == cleaned(title)
    assert plain(values.get("NOTE", ({}, ""))[1]) == cleaned(note)
    assert plain(values["EMAIL"][1]) == mail
    assert len([name for name, _, _ in found if name == "BEGIN"]) == 1


def test_family_and_given_stand_in_their_fields_and_forms_of_a_name_belong_together() -> None:
    card = VCard(
        uid="urn:uuid:0",
        names=[
            Name("佐藤 美咲", "ja", "佐藤", "美咲", sort_as="さとう,みさき"),
            Name("SATO Misaki", "en", "Sato", "Misaki"),
        ],
        sound=Name("さとう みさき", "ja", "さとう", "みさき", script="Hira"),
    )
    names = [(parameters, value) for name, parameters, value in read(write([card])) if name == "N"]
    assert names[0] == ({"ALTID": "1", "LANGUAGE": "ja", "SORT-AS": '"さとう,みさき"'}, "佐藤;美咲;;;")
    assert names[1] == ({"ALTID": "1", "LANGUAGE": "en"}, "Sato;Misaki;;;")
    assert names[2][0] == {"ALTID": "1", "LANGUAGE": "ja", "PHONETIC": "script", "SCRIPT": "Hira"}


def test_a_name_that_is_not_parted_stands_where_the_family_name_does() -> None:
    (name,) = [value for name, _, value in read(write([VCard("u", [Name("김하늘", "ko")])])) if name == "N"]
    assert name == "김하늘;;;;"
