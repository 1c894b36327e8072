"""Every line of the workshop page stands on a page, in each language, under an id; in English word for word."""

from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.conftest import kept_for_several
from trilogue.documents.record import Record, published
from trilogue.flows.first_start import prepare
from trilogue.foundation.text.value import LANGUAGES, State
from trilogue.web.public.pages import STORE

pytestmark = pytest.mark.django_db

LINES = {
    "S.N": "Korea - Japan - China Trilateral Cooperation Workshop for Public Officials",
    "S.G": "A Platform of Exchange for Young CJK Local Public Officials Hosted by the ROK Ministry of Foreign Affairs",
    "S.P1": "The Korea – Japan – China Trilateral Cooperation Workshop for Public Officials began in 2012, and has "
    "since been hosted every year by the ROK Ministry of Foreign Affairs.",
    "S.P2": "The workshop has the following three objectives: (1) to increase understanding on CJK trilateral "
    "cooperation (2) to exchange opinions at the local government-level on the measures to develop cooperation "
    "among the three countries (3) to build network among three countries’ public officials.",
    "S.P3": "The main participants are the Korean local public officials engaged in matters related to "
    "international cooperation and the Chinese and Japanese public officials that are working or are receiving "
    "training in the ROK.",
    "S.P4": "Most of the Chinese and Japanese public officials working in the ROK are young public officials "
    "dispatched from regions that have sister/friendship relation with the ROK counterparts.",
    "S.P5": "The workshop continues to contribute to the long-term development of network and local exchange.",
    "S.O1": "to increase understanding on CJK trilateral cooperation",
    "S.O2": "to exchange opinions at the local government-level on the measures to develop cooperation among the "
    "three countries",
    "S.O3": "to build network among three countries’ public officials",
    "E7.C": "Commemorative Group Photo of 2019 Workshop",
    "E7.X": "Ministry of Foreign Affairs, Republic of Korea",
    "E7.A1": "The most recent workshop was held in Gyeongju City in May 2019, where total of 88 CJK local public "
    "officials participated (35 from China, 15 from Japan, and 38 from the ROK).",
    "E7.A2": "During the two-day workshop, the public officials participated in various programs, including a "
    "lecture from the then Deputy Secretary-General of the Trilateral Cooperation Secretariat (TCS) Yamamoto "
    "Yasushi, titled “The Current Status of CJK Cooperation and the TCS”, another lecture from the former ROK "
    "Ambassador for Northeast Asia Cooperation Dr. Sang Ki Chung, titled “Differences in the Cultures of CJK”, "
    "presentations on cases of CJK cooperation by CJK public officials, watching culture performances, and "
    "culture experience program.",
    "E7.S1": "The Current Status of CJK Cooperation and the TCS",
    "E7.S2": "Differences in the Cultures of CJK",
    "E1.L": "Seoul Special City, ROK",
    "E1.D1": "Discussions on measures to develop cooperation among CJK through cooperation between local "
    "municipalities",
    "E1.D2": "Introducing current status of trilateral cooperation between local governments",
    "E2.L": "Seoul Special City, ROK",
    "E2.D1": "Introduction of the current status of trilateral cooperation among CJK",
    "E2.D2": "Presentations on trilateral cooperation programs conducted by each local government",
    "E2.D3": "Group discussion sessions and presentations on trilateral cooperation policies",
    "E2.D4": "Culture events",
    "E3.L": "Gyeongju City, ROK",
    "E3.D1": "Introduction of the current status and the focal point of trilateral cooperation among CJK",
    "E3.D2": "Introduction on the tasks and functions of the Trilateral Cooperation Secretariat",
    "E3.D3": "Presentations on the cases of trilateral exchange among CJK public officials",
    "E3.D4": "Lectures on culture",
    "E4.L": "PyeongChang County, Gangwon Province, ROK",
    "E4.D1": "Introduction of the current status of trilateral cooperation among CJK and the Trilateral "
    "Cooperation Secretariat",
    "E4.D2": "Group discussion sessions and presentations on the cases of trilateral exchange among CJK public "
    "officials",
    "E4.D3": "Introduction of the status of preparation for the PyeongChang Winter Olympics",
    "E5.L": "Gwangju City, Gyeonggi Province, ROK",
    "E5.D1": "Introduction of the current status of trilateral cooperation among CJK and the Trilateral "
    "Cooperation Secretariat",
    "E5.D2": "Presentations on the cases of exchange among CJK public officials",
    "E5.D3": "Lectures on the cultures of CJK",
    "E6.L": "Gangneung and Sokcho City, Gangwon Province, ROK",
    "E6.D1": "Introduction of the current status of trilateral cooperation among CJK and the Trilateral "
    "Cooperation Secretariat",
    "E6.D2": "Presentations on the cases of exchange among CJK public officials, and cultural performances",
    "E6.D3": "Programs on experiencing and exploring traditional cultures",
    "E7.L": "Gyeongju City, ROK",
    "E7.D1": "Introduction of the current status of trilateral cooperation among CJK and the Trilateral "
    "Cooperation Secretariat",
    "E7.D2": "Lectures on trilateral cooperation",
    "E7.D3": "Presentations on the cases of exchange among CJK public officials",
    "E7.D4": "Watching cultural performances and cultural experience",
}
"""The page's lines that are words, as this test read them."""

FIGURES = {"E7.P": "88", "E7.P.CN": "35", "E7.P.JP": "15", "E7.P.KR": "38"}
DATES = {
    "en": [
        "December 2012",
        "September 2013",
        "May 2014",
        "June 2016",
        "June 2017",
        "October 2018",
        "May 2019",
        "2021",
    ],
    "ko": "2012년 12월|2013년 9월|2014년 5월|2016년 6월|2017년 6월|2018년 10월|2019년 5월|2021년".split("|"),
    "ja": "2012年12月|2013年9月|2014年5月|2016年6月|2017年6月|2018年10月|2019年5月|2021年".split("|"),
    "zh-hans": "2012年12月|2013年9月|2014年5月|2016年6月|2017年6月|2018年10月|2019年5月|2021年".split("|"),
}
ORDINALS = {
    "en": ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th"],
    "ko": [f"제{number}회" for number in range(1, 9)],
    "ja": [f"第{number}回" for number in range(1, 9)],
    "zh-hans": [f"第{number}届" for number in "一二三四五六七八"],
}


class Facts(HTMLParser):
    """The text of each element that carries a fact, and the addresses linked to."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "path", "use", "rect", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.found: defaultdict[str, set[str]] = defaultdict(set)
        self.links: set[str] = set()
        self._open: list[tuple[str, list[str]]] = []
        self._depths: list[int] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.add(values["href"] or "")
        if tag in self.VOID:
            return
        self._depth += 1
        if values.get("data-fact"):
            self._open.append((values["data-fact"] or "", []))
            self._depths.append(self._depth)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty element of a drawing: nothing to read."""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if self._depths and self._depths[-1] == self._depth:
            self._depths.pop()
            key, words = self._open.pop()
            self.found[key].add("".join(words))
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        for _, words in self._open:
            words.append(data)


def _read(client: Client, language: str) -> dict[str, set[str]]:
    """Every fact on every page that can be reached from a series' home in one language."""
    home = f"/{language}/cjk-workshop/"
    waiting, seen = [home], {home}
    facts = Facts()
    while waiting:
        answer = client.get(waiting.pop())
        assert answer.status_code == 200
        facts.feed(answer.content.decode())
        for link in facts.links - seen:
            if link.startswith(home) and link.endswith("/"):
                seen.add(link)
                waiting.append(link)
    return facts.found


@pytest.fixture(scope="module")
def _installed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_several(django_db_blocker):
        prepare(demonstration=False)
        yield


@pytest.fixture
def record(_installed: None, db: None) -> Record:
    STORE.forget()
    return published()["cjk-workshop"]


def test_the_records_own_table_holds_every_line_word_for_word(record: Record) -> None:
    facts = record.facts()
    assert {key: facts[key].entries["en"].text for key in LINES} == LINES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_stands_on_a_page_in_each_language(client: Client, record: Record, language: str) -> None:
    found = _read(client, language)
    for key, text in record.facts().items():
        assert text.state(language) != State.MISSING, key
        assert found[key] == {text.entries[language].text}, key
    if language == "en":
        assert {key: found[key] for key in LINES} == {key: {line} for key, line in LINES.items()}
    for key, figure in FIGURES.items():
        assert found[key] == {figure}
    for number in range(1, 9):
        assert found[f"E{number}.W"] == {DATES[language][number - 1]}
        assert found[f"E{number}.N"] == {ORDINALS[language][number - 1]}


def test_the_eighth_edition_stays_tentative_and_the_others_were_held(record: Record) -> None:
    assert {each.number: each.is_tentative for each in record.editions} == {n: n == 8 for n in range(1, 9)}
    assert {each.number for each in record.held()} == set(range(1, 8))


def test_the_copy_above_is_the_page(shared: Path) -> None:
    page = (shared / "seed" / "workshop.txt").read_text(encoding="utf-8")
    together = " ".join(page.replace("<sup>", " ").split())
    missing = [key for key, line in LINES.items() if line not in together]
    assert missing == []
    assert list(_detail_lines(page)) == [LINES[key] for key in LINES if ".D" in key]


def _detail_lines(page: str) -> Iterator[str]:
    for line in page.split("<li>")[1:]:
        yield line.split("</li>")[0].removeprefix("- ")
