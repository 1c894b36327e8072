import pytest

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.foundation.text import say


@pytest.mark.parametrize(
    ("language", "said"), [("en", "7th"), ("ko", "제7회"), ("ja", "第7回"), ("zh-hans", "第七届")]
)
def test_the_seventh_in_each_language(language: str, said: str) -> None:
    assert say.ordinal(7, language) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
    ],
)
def test_english_ordinals(number: int, said: str) -> None:
    assert say.ordinal(number, "en") == said


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (47, "四十七"), (100, "100")]
)
def test_chinese_numerals(number: int, said: str) -> None:
    assert say.han_number(number) == said


@pytest.mark.parametrize(
    ("iso", "english", "korean", "japanese", "chinese"),
    [
        ("2021", "2021", "2021년", "2021年", "2021年"),
        ("2019-05", "May 2019", "2019년 5월", "2019年5月", "2019年5月"),
        ("2012-12-08", "8 December 2012", "2012년 12월 8일", "2012年12月8日", "2012年12月8日"),
        (
            "2019-05-30/2019-05-31",
            "30–31 May 2019",
            "2019년 5월 30일–31일",
            "2019年5月30日～31日",
            "2019年5月30日至31日",
        ),
        (
            "2026-04-30/2026-05-01",
            "30 April 2026 – 1 May 2026",
            "2026년 4월 30일 – 2026년 5월 1일",
            "2026年4月30日～2026年5月1日",
            "2026年4月30日至2026年5月1日",
        ),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(
    iso: str, english: str, korean: str, japanese: str, chinese: str
) -> None:
    known = ImpreciseDate.parse(iso)
    said = [say.when(known, language) for language in ("en", "ko", "ja", "zh-hans")]
    assert said == [english, korean, japanese, chinese]
