"""The demonstration's own people: 88 invented officials, the same each time.

Their names hold letters that Korea, Japan and China draw differently (直 海 今 令), so that lists and badges
show whether each name is set in its own language. China has one more than its 34 places.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from trilogue.foundation.formats.table import Table

COLUMNS = (
    *("ref", "country", "native_name", "family", "given", "other_han", "kana", "roman_family", "roman_given"),
    *("home_government", "home_code", "host_government", "host_code", "department", "position"),
    *("ko", "ja", "zh", "en", "email", "posting_from", "posting_to"),
)

KOREANS = """
김 직호 金直鎬 KIM Jikho; 이 해림 李海琳 LEE Haerim; 박 서준 朴瑞俊 PARK Seojun; 최 지안 崔智安 CHOI Jian;
정 하영 鄭夏榮 JEONG Hayeong; 강 도현 姜道賢 KANG Dohyeon; 조 은서 趙恩瑞 CHO Eunseo; 윤 태호 尹泰鎬 YOON Taeho;
장 유나 張裕娜 JANG Yuna; 임 재현 林在賢 LIM Jaehyeon; 한 소민 韓素旻 HAN Somin; 오 승우 吳承祐 OH Seungwoo;
서 민지 徐旼知 SEO Minji; 신 동혁 申東赫 SHIN Donghyeok; 권 나연 權娜姸 KWON Nayeon; 황 인성 黃仁成 HWANG Inseong;
안 수빈 安秀彬 AHN Subin; 송 준영 宋俊英 SONG Junyeong; 류 가은 柳佳恩 RYU Gaeun; 홍 성민 洪成珉 HONG Seongmin;
전 미래 全美來 JEON Mirae; 고 영훈 高永勳 KO Yeonghun; 문 채린 文彩璘 MOON Chaerin; 양 기태 梁基泰 YANG Gitae;
손 다은 孫多恩 SON Daeun; 배 정우 裵正祐 BAE Jeongwoo; 백 하늘 白하늘 BAEK Haneul; 허 준서 許俊瑞 HEO Junseo;
남궁 연 南宮姸 NAMGUNG Yeon; 심 재윤 沈在允 SIM Jaeyun; 노 은경 盧恩景 ROH Eungyeong; 하 지훈 河志勳 HA Jihun;
곽 예진 郭睿珍 KWAK Yejin; 성 민호 成旻浩 SUNG Minho; 차 윤슬 車윤슬 CHA Yunseul; 주 현우 朱賢祐 JOO Hyunwoo;
우 선영 禹善英 WOO Sunyoung; 구 태인 具泰仁 KOO Taein
"""
JAPANESE = """
松本 直樹 まつもと なおき MATSUMOTO Naoki; 𠮷岡 真央 よしおか まお YOSHIOKA Mao;
髙田 海斗 たかだ かいと TAKADA Kaito; 渡邉 彩花 わたなべ あやか WATANABE Ayaka;
斎藤 大地 さいとう だいち SAITO Daichi; 小林 美月 こばやし みづき KOBAYASHI Mizuki;
清水 陽太 しみず ようた SHIMIZU Yota; 大久保 凛 おおくぼ りん OKUBO Rin;
石川 拓海 いしかわ たくみ ISHIKAWA Takumi; 前田 千尋 まえだ ちひろ MAEDA Chihiro;
藤原 健太 ふじわら けんた FUJIWARA Kenta; 遠藤 すみれ えんどう すみれ ENDO Sumire;
西村 航平 にしむら こうへい NISHIMURA Kohei; 青木 優奈 あおき ゆうな AOKI Yuna;
今井 令子 いまい れいこ IMAI Reiko
"""
CHINESE = """
刘 直 LIU Zhi; 王 海燕 WANG Haiyan; 李 明哲 LI Mingzhe; 张 晓雯 ZHANG Xiaowen; 陈 思源 CHEN Siyuan;
杨 若兰 YANG Ruolan; 赵 文博 ZHAO Wenbo; 黄 雅琪 HUANG Yaqi; 周 俊杰 ZHOU Junjie; 吴 佳怡 WU Jiayi;
徐 志远 XU Zhiyuan; 孙 慧敏 SUN Huimin; 马 骏 MA Jun; 朱 丽华 ZHU Lihua; 胡 建平 HU Jianping;
郭 静怡 GUO Jingyi; 何 宇航 HE Yuhang; 林 晓彤 LIN Xiaotong; 高 翔 GAO Xiang; 罗 欣怡 LUO Xinyi;
郑 凯文 ZHENG Kaiwen; 梁 雨晴 LIANG Yuqing; 谢 宏伟 XIE Hongwei; 宋 佳宁 SONG Jianing; 唐 子轩 TANG Zixuan;
许 梦洁 XU Mengjie; 邓 博文 DENG Bowen; 冯 诗雨 FENG Shiyu; 曹 立新 CAO Lixin; 彭 晨曦 PENG Chenxi;
曾 雪梅 ZENG Xuemei; 萧 一鸣 XIAO Yiming; 田 思雨 TIAN Siyu; 欧阳 晨 OUYANG Chen; 吕 方舟 LYU Fangzhou
"""

KOREAN_GOVERNMENTS = """
KR-26 부산광역시; KR-27 대구광역시; KR-30 대전광역시; KR-31 울산광역시; KR-41 경기도; KR-41110 수원시;
KR-41130 성남시; KR-41280 고양시; KR-44 충청남도; KR-44130 천안시; KR-44150 공주시; KR-47 경상북도;
KR-47110 포항시; KR-47130 경주시; KR-47170 안동시; KR-48 경상남도; KR-50 제주특별자치도; KR-51 강원특별자치도;
KR-51150 강릉시; KR-52 전북특별자치도; KR-52110 전주시; KR-52130 군산시
"""
JAPANESE_GOVERNMENTS = """
010006 北海道; 011002 札幌市; 020001 青森県; 140007 神奈川県; 152226 上越市; 170003 石川県; 172014 金沢市;
220001 静岡県; 292010 奈良市; 350001 山口県; 352012 下関市; 400009 福岡県; 420000 長崎県; 430005 熊本県
"""
CHINESE_GOVERNMENTS = """
130000 河北省; 130100 石家庄市; 210000 辽宁省; 210100 沈阳市; 220000 吉林省; 220100 长春市; 320000 江苏省;
320100 南京市; 320500 苏州市; 370000 山东省; 370100 济南市; 370200 青岛市; 370600 烟台市; 410000 河南省;
440000 广东省; 460000 海南省; 610000 陕西省; 610100 西安市; 620000 甘肃省
"""


@dataclass(frozen=True)
class Country:
    """How one country's officials are made up. `levels` are patterns of ko, ja, zh, en taken in turn."""

    code: str
    names: str
    homes: str
    departments: tuple[str, ...]
    positions: tuple[str, ...]
    levels: tuple[str, ...]
    posting: tuple[str, str] = ("", "")


COUNTRIES = (
    Country(
        "KR",
        KOREANS,
        KOREAN_GOVERNMENTS,
        ("국제협력과", "자치행정과", "국제통상과", "기획예산과", "문화관광과"),
        ("지방행정주사(6급)", "지방행정주사보(7급)", "지방행정서기(8급)", "지방행정서기보(9급)"),
        ("4003", "4202", "4023", "4112", "4301", "4032"),
    ),
    Country(
        "CN",
        CHINESE,
        CHINESE_GOVERNMENTS,
        ("外事办公室", "对外友好协会", "国际合作处"),
        ("四级主任科员", "一级科员", "三级主任科员", "副主任科员"),
        ("1041", "2042", "3041", "1043", "2141"),
        ("2026-08", "2027-07"),
    ),
    Country(
        "JP",
        JAPANESE,
        JAPANESE_GOVERNMENTS,
        ("国際課", "国際交流課", "総務課"),
        ("主事", "主任", "係長", "主任主事"),
        ("3401", "2402", "3413", "2401"),
        ("2026-04-01", "2028-03-31"),
    ),
)


def sample_people() -> list[dict[str, str]]:
    """88 people, 38 Korean, 35 Chinese, 15 Japanese, each by the columns of a roster."""
    return [person for country in COUNTRIES for person in _people(country)]


def sample_table() -> Table:
    """The same people as a roster to be written and read back: no error and one question, China's quota."""
    rows = [[person[column] for column in COLUMNS] for person in sample_people()]
    return Table("participants", COLUMNS, rows)


def _people(country: Country) -> Iterator[dict[str, str]]:
    homes, hosts = _pairs(country.homes), _pairs(KOREAN_GOVERNMENTS)
    abroad = country.code != "KR"
    for number, entry in enumerate(_entries(country.names)):
        home_code, home = homes[number % len(homes)]
        host_code, host = hosts[(number * 5 + 3) % len(hosts)] if abroad else ("", "")
        names = _names(country.code, entry)
        yield {
            "ref": f"{country.code}{number + 1:02}",
            "country": country.code,
            **names,
            "home_government": home,
            "home_code": home_code,
            "host_government": host,
            "host_code": host_code,
            "department": country.departments[number % len(country.departments)],
            "position": country.positions[number % len(country.positions)],
            **dict(zip(("ko", "ja", "zh", "en"), country.levels[number % len(country.levels)], strict=True)),
            "email": f"{names['roman_given']}.{names['roman_family']}@example.{country.code}".lower(),
            "posting_from": country.posting[0],
            "posting_to": country.posting[1],
        }


def _names(country: str, entry: str) -> dict[str, str]:
    family, given, *between, roman_family, roman_given = entry.split()
    return {
        "native_name": f"{family} {given}" if country == "JP" else family + given,
        "family": family,
        "given": given,
        "other_han": between[0] if country == "KR" else "",
        "kana": " ".join(between) if country == "JP" else "",
        "roman_family": roman_family,
        "roman_given": roman_given,
    }


def _entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.split(";")]


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(code, name) for code, name in map(str.split, _entries(text))]
