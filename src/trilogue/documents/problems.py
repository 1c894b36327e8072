"""What a roster's problem says to a person: the place, what is the matter, and the cure."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trilogue.domain.delegations.planning import Problem
from trilogue.foundation.text import say

LONGEST_QUOTE = 120
"""Characters of a cell that a sentence repeats."""

FIELDS = {
    "ref": _("number of the participant"),
    "country": _("country"),
    "native": _("name"),
    "family": _("family name"),
    "given": _("given name"),
    "other_han": _("name in Han characters"),
    "kana": _("name in kana"),
    "roman": _("name in Roman letters"),
    "roman_family": _("family name in Roman letters"),
    "roman_given": _("given name in Roman letters"),
    "home": _("home government"),
    "home_code": _("code of the home government"),
    "host": _("host government"),
    "host_code": _("code of the host government"),
    "department": _("department"),
    "position": _("position"),
    "ko": _("level of Korean"),
    "ja": _("level of Japanese"),
    "zh": _("level of Chinese"),
    "en": _("level of English"),
    "languages": _("languages"),
    "email": _("e-mail address"),
    "phone": _("telephone number"),
    "posting_from": _("first day of the posting"),
    "posting_to": _("last day of the posting"),
    "period": _("period of the posting"),
    "diet": _("diet"),
    "number": _("number of the row"),
}

WHOLE_FILE = {
    "EMPTY": _("the file is empty; choose the file that holds the list."),
    "TOO_LARGE": _("the file is larger than %(most)s MB; remove pictures from it or split it."),
    "NOT_A_SPREADSHEET": _("this is neither an .xlsx workbook nor a table as text; save the list as .xlsx."),
    "ENCRYPTED": _("the file is locked with a password; save it without one."),
    "LEGACY_XLS": _("this is a workbook of the old kind (.xls); save it as .xlsx."),
    "BOMB": _("unpacked, the file is far too large to be a list; save the list alone in a new file."),
    "DAMAGED": _("the file is damaged; open it in a spreadsheet program and save it again."),
    "XML_ENTITY": _(
        "the file holds definitions no list needs; open it in a spreadsheet program and save it again."
    ),
    "ENCODING": _("the letters cannot be told from the bytes; save the list as .xlsx or as CSV in UTF-8."),
    "QUOTES": _("from line %(line)s on the cells cannot be told apart; mend a lone quotation mark there."),
    "TOO_MANY_ROWS": _("a sheet has more than %(most)s rows; delete what does not belong to the list."),
    "TOO_MANY_COLUMNS": _("a sheet has more than %(most)s columns; delete what does not belong to the list."),
    "TOO_MANY_CELLS": _("the file has more than %(most)s cells; delete what does not belong to the list."),
    "TOO_MANY_SHEETS": _("the file has more than %(most)s sheets; delete those that hold no list."),
    "NO_PEOPLE": _("there is a header but nobody below it; add the people."),
    "MISSING_COLUMN": _("no column holds the %(field)s; add one with that header."),
    "SHEET_IGNORED": _(
        "no header was recognised, so the sheet was not read; if it lists people, give it one."
    ),
}

ERRORS = {
    "MISSING_REQUIRED": _("the %(field)s is missing; fill it in."),
    "UNKNOWN_COUNTRY": _("“%(raw)s” is no country of this edition; write its code of two letters."),
    "EMAIL_INVALID": _("“%(raw)s” is no usable e-mail address; correct it."),
    "LANGUAGE_LEVEL": _("“%(raw)s” is no language level; write 0 (none) to 4 (native)."),
    "DATE_INVALID": _("“%(raw)s” is no date; write it like 2027-05-20, or 2027-05 for a month."),
    "CELL_TOO_LONG": _("the %(field)s is longer than any list needs; shorten it."),
    "CHAR_LOST": _("a character in “%(raw)s” was lost when the file was saved; write the whole name."),
    "FORMULA_ERROR": _("the formula %(raw)s gives an error; write the %(field)s instead."),
    "FORMULA_NOT_CALCULATED": _(
        "the formula %(raw)s was saved without its result; write the %(field)s, or open the file and save it again."
    ),
    "ROMAN_ORDER": _("family and given name cannot be told apart in “%(raw)s”; write it like HONG Gildong."),
    "ROW_TOO_LONG": _(
        "the row goes on beyond the header, so its cells may have moved; put them in their columns."
    ),
    "DUPLICATE_PERSON": _("%(value)s stands in row %(other)s already; delete one of the two rows."),
    "DUPLICATE_REF": _("the number %(value)s stands in row %(other)s already; give each person their own."),
    "NAMESAKES_TOO_MANY": _("%(counted)s people share one name, more than %(most)s; correct the names."),
}

QUESTIONS = {
    "POSSIBLE_DUPLICATE": _(
        "%(person)s may be %(other_person)s, who stands in %(other)s. Are they the same person?"
    ),
    "HIDDEN_ROW": _("the row of %(person)s is hidden. Has the person withdrawn?"),
    "FOREIGN_ROW": _(
        "%(person)s belongs to another delegation (%(country)s), whose own list counts. Leave this row out?"
    ),
    "NO_RELATION": _(
        "no sister or friendship link between %(home)s and %(host)s is known for %(person)s. Take part all the same?"
    ),
    "NAME_SPLIT": _(
        "family and given name of %(whole)s cannot be told apart. Write them with a space between."
    ),
    "DATE_AMBIGUOUS": _(
        "in “%(raw)s” day, month and year cannot be told apart (%(choices)s). Which date is meant?"
    ),
    "PHONE_UNREADABLE": _("“%(raw)s” is no complete telephone number any more. Which number is it?"),
    "PINYIN_UMLAUT": _(
        "“%(raw)s” may be LYU, LV or LU in the passport of %(person)s. How is it written there?"
    ),
    "PINYIN_POLYPHONE": _(
        "the family name of %(person)s is read in more than one way. How is the name written in Roman letters?"
    ),
    "GOV_AMBIGUOUS": _("“%(raw)s” is the name of more than one government. Is it this one: %(choices)s?"),
    "OVER_QUOTA": _("%(country)s has %(quota)s places and the list has %(counted)s people. Raise the quota?"),
    "NAMESAKE": _(
        "%(first)s in row %(first_place)s and %(second)s in row %(second_place)s have the same name. "
        "Are they two different people?"
    ),
    "POSTING_NOT_COVERING": _(
        "the posting of %(person)s (%(starts)s to %(ends)s) does not cover the event. Take part all the same?"
    ),
    "GOV_UNKNOWN": _(
        "“%(raw)s” is not in the register of governments (people concerned: %(counted)s). Keep it as written?"
    ),
}

WARNINGS = {
    "CODE_LOST_ZERO": _("the code %(raw)s had lost its leading zero; %(expect)s is used."),
    "GOV_NAME_DIFFERS": _(
        "“%(raw)s” is not a name of the government with that code, %(expect)s; the code is used."
    ),
    "WHITESPACE": _("needless spaces in “%(raw)s” were removed."),
    "ZERO_WIDTH": _("an invisible character in “%(raw)s” was removed."),
    "CONTROL": _("a control character in “%(raw)s” was removed."),
    "BIDI_CONTROL": _("a character in “%(raw)s” turns the direction of writing; it is left out."),
    "FULLWIDTH": _("full-width letters in “%(raw)s” were made ordinary ones."),
    "NFD_HANGUL": _("Hangul written as loose letters in “%(raw)s” was put together."),
    "COMPAT_HANJA": _(
        "“%(raw)s” has a Han character in its doubled Korean form; the ordinary one is used to compare."
    ),
    "FORMULA_LIKE_TEXT": _("“%(raw)s” begins like a formula; it is taken as text and never calculated."),
    "FORMULA_CELL": _("the %(field)s comes from the formula %(raw)s; its stored result is used."),
    "DITTO": _("“%(raw)s” stands for the %(field)s of the row above, which is used."),
    "MERGED_CELL": _("the %(field)s stands in a merged cell that begins in a row above; it is used."),
    "HIDDEN_COLUMN": _("the column with the %(field)s is hidden; it was read all the same."),
    "NAME_WITH_TITLE": _("“%(raw)s” has a title or form of address in it; %(expect)s is used."),
    "NAME_MARK": _("“%(raw)s” has a footnote mark in it; %(expect)s is used."),
    "NO_SEPARATOR": _("family and given name in “%(raw)s” have no space between them."),
    "ROMAN_NO_SPACE": _("family and given name in “%(raw)s” have no space between them."),
    "ROMAN_MACRON": _("“%(raw)s” has lines over vowels, which passports leave out; so does the list."),
    "APOSTROPHE": _("the curved apostrophe in “%(raw)s” was made a straight one."),
    "PINYIN_TONES": _("the tone marks in “%(raw)s” were left out."),
    "EMAIL_SEVERAL": _("“%(raw)s” holds more than one address; the first, %(expect)s, is used."),
    "PHONE_LOST_ZERO": _("the number %(raw)s had lost its leading zero; %(expect)s is used."),
    "PHONE_NUMERIC": _("the number %(raw)s is written without groups; %(expect)s is used."),
    "DATE_WAREKI": _("“%(raw)s” counts years by an era; it is read as %(expect)s."),
    "DATE_SERIAL": _("“%(raw)s” is a date that lost its form; it is read as %(expect)s."),
    "DATE_ERA_OVERRUN": _("“%(raw)s” counts years beyond the end of an era; it is read as %(expect)s."),
    "DATE_SHORT_YEAR": _("“%(raw)s” has a year of two digits; it is read as %(expect)s."),
    "DATE_DURATION": _("“%(raw)s” gives the end as a duration; it is read as %(expect)s."),
    "DATE_KANJI_NUMERALS": _("“%(raw)s” has numbers in characters; it is read as %(expect)s."),
    "CODE_NO_CHECK_DIGIT": _("the code %(raw)s lacks its check digit; %(expect)s is used."),
    "CODE_NUMERIC": _("the code %(raw)s is stored as a number; %(expect)s is used."),
    "GOV_OLD_NAME": _("“%(raw)s” is a former name; the government is now called %(expect)s."),
    "GOV_ALIAS": _("“%(raw)s” is not the official name of the government, which is %(expect)s."),
    "LANGUAGE_TEXT": _("“%(raw)s” tells of languages in words; only what is clear in it was read."),
    "SUMMARY_MISMATCH": _(
        "the summary counts %(shown)s people for %(of)s, but %(counted)s were read from there."
    ),
}

NOTES = {
    "IVS": _(
        "“%(raw)s” chooses how a character is drawn; this is kept, and left out of account in comparing."
    ),
    "RARE_CHAR": _("“%(raw)s” has a rare character; see that it is shown wherever the name appears."),
    "TRADITIONAL_FORM": _("“%(raw)s” is written in traditional characters; it is kept as written."),
    "PHONETIC_RUN": _("a reading is kept inside the cell of “%(raw)s”; it is no part of the name."),
    "NUMERAL_NAME": _("“%(raw)s” is a name made of numerals; it is kept as text."),
}
PATTERNS = WHOLE_FILE | ERRORS | QUESTIONS | WARNINGS | NOTES

ANSWERS = {
    "raise_quota": _("Raise the quota"),
    "leave_out_last": _("Leave out the last on the list"),
    "different_people": _("Two different people"),
    "leave_out_second": _("The same person: leave out the second"),
    "take_part": _("Takes part"),
    "leave_out": _("Leave out"),
    "keep_as_written": _("Keep as written"),
    "same_person": _("The same person"),
    "add_later": _("Leave it open; to be added later"),
}

TYPED = {
    "email": _("An e-mail address"),
    "phone": _("A telephone number, like 010-0000-1001"),
    "roman": _("The family name in capitals, then the given name, like HONG Gildong"),
    "kana": _("The reading in kana, family name first, with a space between"),
    "text": _("What belongs there"),
    "date": _("A date like 2027-05-20, or a month like 2027-05"),
    "period": _("First and last day, like 2027-04-01~2028-03-31"),
    "level": _("A level from 0 (none) to 4 (native)"),
    "name": _("The whole name in its own script"),
    "name_split": _("Family and given name with a space between"),
}
"""What may be typed as an answer, by the kind of value."""


def sentence(problem: Problem) -> str:
    """Place, matter and cure in the active language. Characters that do not show appear as codes."""
    values = {
        **problem.values,
        "field": FIELDS.get(problem.field or "", problem.field or ""),
        "raw": shorten(problem.raw),
        "person": problem.person or "",
    }
    shown = {name: visible(str(value)) for name, value in values.items()}
    colon = say.COLON[_language()]
    return f"{place(problem)}{colon}{PATTERNS[problem.code] % shown}"


def place(problem: Problem) -> str:
    """File, sheet, and cell or row, as far as the problem has them."""
    parts = [visible(problem.file)]
    if problem.sheet:
        parts.append(_("sheet %(sheet)s") % {"sheet": visible(problem.sheet)})
    if problem.cell:
        parts.append(_("cell %(cell)s") % {"cell": problem.cell})
    elif "row" in problem.values:
        parts.append(_("row %(row)s") % {"row": problem.values["row"]})
    return say.LIST_GLUE[_language()].join(parts)


def _language() -> str:
    return get_language() or "en"


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def visible(text: str) -> str:
    """The text with each character that is not for printing as its code: safe on a page and in a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\u3000" else _code(letter) for letter in text)


def _code(letter: str) -> str:
    return f"<U+{ord(letter):04X}>"


def answer(code: str) -> str:
    """The words of an answer a question allows. Where governments are the answers, their codes speak."""
    return str(ANSWERS.get(code, code))


def typed(kind: str) -> str:
    """What may be typed instead of choosing an answer."""
    return str(TYPED[kind])
