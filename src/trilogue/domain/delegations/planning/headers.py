"""The words that head columns in four languages, and what is left out of account in them."""

import re
import unicodedata
from collections.abc import Mapping

from trilogue.algorithms.names import clean

HEADERS: Mapping[str, tuple[str, ...]] = {
    "ref": ("ref", "reference", "참가번호", "参加番号", "参加编号"),
    "country": ("country", "delegation", "국가", "국적", "国", "国名", "国籍", "国家"),
    "native": (
        *("native_name", "name", "full name", "성명", "이름", "성명(한글)", "한글성명", "한글이름"),
        *("氏名", "名前", "お名前", "氏名(漢字)", "漢字氏名", "姓名", "中文姓名", "姓名(中文)"),
    ),
    "family": ("family", "family_name", "성", "姓", "surname"),
    "given": ("given", "given_name", "이름(명)", "名"),
    "other_han": (
        *("other_han", "han", "성명(한자)", "한자성명", "한자이름", "한자", "한문성명"),
        *("简体姓名", "繁体姓名"),
    ),
    "kana": (
        *("kana", "reading", "가나", "ふりがな", "フリガナ", "よみがな", "ヨミガナ", "读音", "假名"),
        *("かな", "カナ", "氏名(ふりがな)", "氏名(フリガナ)", "氏名(カナ)", "カナ氏名"),
    ),
    "roman": (
        *("roman", "roman_name", "name in english", "english name", "영문성명", "영문이름", "성명(영문)"),
        *("영문명", "로마자", "로마자성명", "여권영문명", "ローマ字", "ローマ字氏名", "氏名(ローマ字)"),
        *("英字氏名", "氏名(英字)", "拼音", "姓名拼音", "汉语拼音", "英文姓名", "英文名"),
    ),
    "roman_family": ("roman_family", "영문성", "로마자성", "ローマ字姓", "姓拼音", "拼音姓"),
    "roman_given": ("roman_given", "영문명(이름)", "로마자이름", "ローマ字名", "名拼音", "拼音名"),
    "home": (
        *("home_government", "home", "소속", "소속기관", "소속지자체", "기관명", "지자체", "지자체명"),
        *("派遣元", "派遣元自治体", "派遣元団体", "所属団体", "所属自治体", "自治体名", "団体名", "所属"),
        *("派出单位", "派遣单位", "所属单位", "工作单位", "单位", "单位名称", "派出地方"),
    ),
    "home_code": (
        *("home_code", "소속코드", "기관코드", "지자체코드", "행정코드", "団体コード", "派遣元コード"),
        *("自治体コード", "全国地方公共団体コード", "代码", "单位代码", "行政区划代码", "派出单位代码"),
    ),
    "host": (
        *("host_government", "host", "파견기관", "파견지", "근무지", "파견지자체"),
        *("派遣先", "派遣先自治体", "派遣先団体", "受入団体", "受入自治体", "研修先"),
        *("接收单位", "接收地方", "接收方", "研修单位", "派往单位"),
    ),
    "host_code": ("host_code", "파견기관코드", "派遣先コード", "接收单位代码"),
    "department": ("department", "부서", "부서명", "소속부서", "部署", "部門", "所属課", "部门", "处室"),
    "position": (
        *("position", "title", "직급", "직위", "직급/직위", "직위/직급", "직책"),
        *("役職", "役職名", "職名", "職位", "职务", "职务职级", "职级"),
    ),
    "ko": ("ko", "korean", "한국어", "韓国語", "韩语", "朝鲜语"),
    "ja": ("ja", "japanese", "일본어", "日本語", "日语"),
    "zh": ("zh", "chinese", "중국어", "中国語", "中文", "汉语"),
    "en": ("en", "english", "영어", "英語", "英语"),
    "languages": (
        *("languages", "language", "외국어", "외국어능력", "언어", "언어능력", "言語", "語学", "語学力"),
        *("使用言語", "外国語", "语种及水平", "语言", "外语", "外语水平", "语言能力"),
    ),
    "email": (
        *("email", "e-mail", "mail", "e-mail address", "이메일", "전자우편", "메일", "이메일주소"),
        *("メール", "メールアドレス", "電子メール", "Eメール", "邮箱", "电子邮箱", "电子邮件", "邮件"),
    ),
    "phone": (
        *(
            "phone",
            "mobile",
            "telephone",
            "tel",
            "휴대전화",
            "휴대폰",
            "전화",
            "전화번호",
            "연락처",
            "핸드폰",
        ),
        *("電話", "電話番号", "携帯", "携帯電話", "連絡先", "手机", "手机号", "手机号码", "电话", "联系电话"),
    ),
    "posting_from": (
        *("posting_from", "파견시작", "파견시작일", "파견기간(시작)", "파견기간(부터)"),
        *("派遣開始", "派遣開始日", "派遣期間(自)", "派遣期間(開始)", "派遣开始", "研修开始"),
    ),
    "posting_to": (
        *("posting_to", "파견종료", "파견종료일", "파견기간(종료)", "파견기간(까지)"),
        *("派遣終了", "派遣終了日", "派遣期間(至)", "派遣期間(終了)", "派遣结束", "研修结束"),
    ),
    "period": (
        *("period", "posting period", "파견기간", "연수기간", "근무기간", "派遣期間", "研修期間", "勤務期間"),
        *("研修期间", "派遣期间", "派驻期间", "工作期间"),
    ),
    "diet": (
        *("diet", "dietary", "식이제한", "식이", "음식제한", "식사", "알레르기", "食事制限", "食事"),
        *("アレルギー", "食物アレルギー", "饮食禁忌", "饮食", "饮食要求", "忌口"),
    ),
    "number": (
        *("no", "no.", "number", "연번", "번호", "순번", "순", "番号", "通し番号", "连番", "連番"),
        *("序号", "编号", "项次"),
    ),
}
LIKE_DIET = ("備考",)
"""Japanese forms have no column of their own for diet: it is written among the remarks."""
LANGUAGES = ("ko", "ja", "zh", "en")
REQUIRED: Mapping[str, tuple[set[str], ...]] = {
    "country": ({"country"},),
    "native": ({"native"}, {"family", "given"}),
    "roman": ({"roman_family", "roman_given"}, {"roman"}),
    "home": ({"home"}, {"home_code"}),
    "email": ({"email"},),
}
"""What no list can lack, and the columns that give it."""
NEEDED: Mapping[str, frozenset[str]] = {
    "position": frozenset(),
    "department": frozenset({"KR"}),
    "kana": frozenset({"JP"}),
    "host": frozenset({"JP", "CN"}),
    "posting_from": frozenset({"JP", "CN"}),
    "posting_to": frozenset({"JP", "CN"}),
    "period": frozenset({"JP", "CN"}),
}
"""What must be filled in where the list has a column for it, and by whom (empty: by everybody)."""

PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "native": {
        "native": ("한글", "국문", "漢字", "中文", "汉字"),
        "other_han": ("한자", "한문"),
        "roman": ("영문", "로마자", "英文", "英字", "ローマ字", "拼音", "english", "roman"),
        "kana": ("ふりがな", "フリガナ", "かな", "カナ"),
        "family": ("성", "姓", "family"),
        "given": ("이름", "명", "名", "given"),
    },
    "period": {
        "posting_from": ("시작", "시작일", "부터", "自", "始", "開始", "起", "开始", "from"),
        "posting_to": ("종료", "종료일", "까지", "至", "終", "終了", "止", "结束", "to"),
    },
    "home": {"home_code": ("코드", "コード", "代码", "code")},
    "host": {"host_code": ("코드", "コード", "代码", "code")},
}
"""Words of a second header row that mean something below the first one only."""
COUNTRIES = {
    "KR": ("한국", "대한민국", "韓国", "韩国", "韓國", "korea", "rok"),
    "JP": ("일본", "日本", "japan"),
    "CN": ("중국", "中国", "中國", "china"),
}
LONGEST = 200
"""Characters of a header that are looked at."""
IN_BRACKETS = re.compile(r"[(（\[［【][^(（\[［【)）\]］】]*[)）\]］】]")


def plain(header: str) -> str:
    """A header without what its typists differ in: width, case, spaces, marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", clean(header).text).casefold())


FIELD_OF = {plain(word): field for field, words in HEADERS.items() for word in words}
PART_OF = {
    (above, plain(word)): field
    for above, fields in PARTS.items()
    for field, words in fields.items()
    for word in words
}
COUNTRY_OF = {plain(word): code for code, words in COUNTRIES.items() for word in words}
DIET_WORDS = frozenset(map(plain, LIKE_DIET))
WORDS = tuple(word for words in HEADERS.values() for word in words)


def field_of(header: str, mapping: Mapping[str, str]) -> str | None:
    """The field a header names, "" for one the sender's mapping leaves out, None when nobody knows it."""
    if len(header) > LONGEST:
        return None
    for each in (header, IN_BRACKETS.sub("", header)):
        word = plain(each)
        found = mapping.get(word, FIELD_OF.get(word))
        if found is not None:
            return found
    return None


def country_in(text: str) -> str:
    """The country named in brackets: "선양시(중국)" is in CN."""
    for found in IN_BRACKETS.findall(text):
        if code := COUNTRY_OF.get(plain(found)):
            return code
    return ""
