"""What the documents' font can draw is known before a document is made."""

from trilogue.foundation.formats import font


def test_every_face_of_the_font_has_the_same_characters() -> None:
    japanese, *others = font.faces()
    assert len(japanese) > 40_000
    assert all(face == japanese for face in others)


def test_rare_characters_of_names_can_be_drawn() -> None:
    assert font.missing("䶮𠮷髙\uf914嶶囍김ǚé") == []


def test_characters_without_a_glyph_are_found() -> None:
    assert font.missing("a𠀀b𪚥𠀀") == ["𠀀", "𪚥"]


def test_what_is_drawn_as_nothing_is_not_missing() -> None:
    assert font.missing("葛\U000e0100 a\u200bb\u2060\u2068c\u2069\n") == []
