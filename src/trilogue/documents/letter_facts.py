"""What a call for nominations says: facts only, in every language they exist in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from trilogue.foundation.text.value import Entry, State, Text


def _standing(en: str, ko: str, ja: str, zh: str) -> Text:
    """Words of this house in four languages."""
    said = {"en": en, "ko": ko, "ja": ja, "zh-hans": zh}
    return Text("ko", {language: Entry(words, State.HUMAN) for language, words in said.items()})


OUTLINE = _standing("Outline of the workshop", "행사 개요", "開催概要", "活动方案")
FORM = _standing(
    "Nomination form (Excel)", "참가자 추천서(엑셀)", "推薦書（Excel）", "参会人员推荐表（Excel）"
)
HEADS = {
    "ko": {"도": "도지사", "시": "시장", "군": "군수", "구": "구청장", "현": "현지사", "부": "부지사"},
    "ja": {"都": "都知事", "道": "道知事", "府": "府知事", "県": "県知事"}
    | {each: f"{each}長" for each in "市区町村郡"},
}
"""Who heads a government, by the last sign of its name."""
FOREIGN_OFFICE = {
    "en": "Foreign Affairs Office of {}",
    "ko": "{} 인민정부 외사판공실",
    "ja": "{}人民政府外事弁公室　御中",
    "zh-hans": "{}人民政府外事办公室",
}
SPECIAL_REGION = "特别行政区"


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """`stem` begins the file's name. `quotas` are country and number in the order of the letter's language.

    `deadline` knows its zone; `begins` and `ends` are times at the place. `attention`, `reference`, `phone` and
    `places`, how many this government may name, are said only where a template asks for them.
    """

    stem: str
    ordinal: int
    series: Text
    first: date
    last: date
    begins: time | None = None
    ends: time | None = None
    place: Text
    quotas: Sequence[tuple[Text, int]]
    deadline: datetime
    issued: date
    sender: Text
    signatory: Text = Text()
    recipient: Text
    attention: Text = Text()
    reference: str = ""
    contact: Text
    email: str
    phone: str = ""
    link: str
    places: int | None = None
    attachments: Sequence[Text] = (FORM,)
    demonstration: bool = False


def addressee(name: Text, country: str) -> Text:
    """Whom a letter to a government is addressed to: its head in Korean and Japanese, in China the foreign affairs
    office; the name as it is where the language has no such custom.
    """
    office = country == "CN" and SPECIAL_REGION not in name.shown("zh-hans").text
    entries = {
        language: Entry(_office(entry.text, language) if office else _head(entry.text, language), entry.state)
        for language, entry in name.entries.items()
    }
    return Text(name.source, entries)


def _office(name: str, language: str) -> str:
    return FOREIGN_OFFICE[language].format(name)


def _head(name: str, language: str) -> str:
    title = HEADS.get(language, {}).get(name[-1:], "")
    honorific = {"ja": "　様" if title else "　御中"}.get(language, "")
    return (name[:-1] + title if title else name) + honorific


SAMPLE = LetterFacts(
    stem="sample",
    ordinal=8,
    series=_standing(
        "Korea-Japan-China Trilateral Cooperation Workshop for Public Officials",
        "한일중 공무원 3국 협력 워크숍",
        "韓日中公務員三国協力ワークショップ",
        "韩日中公务员三国合作研讨会",
    ),
    first=date(2026, 5, 21),
    last=date(2026, 5, 22),
    begins=time(13),
    ends=time(15),
    place=_standing("Gyeongju, Korea", "경북 경주시", "韓国慶州市", "韩国庆州市"),
    quotas=(
        (_standing("Korea", "한국", "韓国", "韩国"), 38),
        (_standing("Japan", "일본", "日本", "日本"), 15),
        (_standing("China", "중국", "中国", "中国"), 35),
    ),
    deadline=datetime.fromisoformat("2026-04-10T18:00+09:00"),
    issued=date(2026, 3, 2),
    sender=_standing(
        "Ministry of Foreign Affairs, Republic of Korea", "외교부", "大韓民国外交部", "韩国外交部"
    ),
    signatory=_standing(
        "Minister of Foreign Affairs, Republic of Korea", "외교부장관", "大韓民国外交部長官", "韩国外交部长官"
    ),
    recipient=_standing("Nara Prefecture", "경상북도지사", "奈良県知事　様", "河南省人民政府外事办公室"),
    attention=_standing(
        "International Affairs Division", "국제교류 담당부서장", "国際交流主管課", "国际交流主管部门"
    ),
    reference="2026-12",
    contact=_standing("Kim Haneul", "김하늘 사무관", "金ハヌル事務官", "金哈努尔事务官"),
    email="workshop@example.org",
    phone="+82-2-0000-0000",
    link="https://workshop.example.org/ko/nominate/EXAMPLE/",
    places=2,
    attachments=(OUTLINE, FORM),
)
"""Invented, for previews of templates."""
