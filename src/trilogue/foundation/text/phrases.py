"""Where a Japanese or Chinese title may break: between phrases, never inside a word."""

import re
from itertools import groupby
from unicodedata import category, name

WORDS = {
    "ja": (
        "韓日中 日中韓 三国 三か国 二日間 大韓民国外交部 公務員 地方公務員 協力 三国協力 事務局 "
        "三国協力事務局 地域協力 北東アジア 現状 過去 現在 未来 文化 違い 伝統 楽器 演奏会 公演 "
        "講演 祝辞 訪問 外交部 外交通商部 訪問先 参加者 開催地 地方公共団体 自治体 自治体職員 "
        "個人情報 交流 若手"
    ).split(),
    "zh-hans": (
        "韩日中 中日韩 三国 公务员 地方公务员 合作 三国合作 研讨会 秘书处 区域合作 东北亚 现状 "
        "过去 现在 未来 文化 差异 传统 乐器 演出 音乐会 讲座 贺词 访问 外交部 外交通商部 "
        "参观考察 参加者 举办地 地方政府 交流平台 个人信息"
    ).split(),
}
CLOSING = "、。，．！？：；）］｝」』】〉》”’…・的与和及之"
OPENING = "（［｛「『【〈《“‘"


def phrases(text: str, language: str) -> list[str]:
    """The text cut into phrases; joined again they are the text.

    English keeps "A - B - C" together; Korean breaks at its spaces by itself.
    """
    if language in WORDS:
        return _glued(_tokens(text, language))
    if language == "en":
        return [each for each in re.split(r"(\S+(?: [-–—] \S+)+)", text) if each]
    return [text]


def _tokens(text: str, language: str) -> list[str]:
    words = "|".join(sorted(map(re.escape, WORDS[language]), key=len, reverse=True))
    parts = re.split(f"({words})", text)
    return [
        token for index, part in enumerate(parts) for token in ([part] if index % 2 else _runs(part)) if token
    ]


def _runs(text: str) -> list[str]:
    return ["".join(run) for _, run in groupby(text, key=_script)]


def _script(char: str) -> str:
    """Han, kana by kind, Latin and digits as one, and each sign by itself."""
    if char in CLOSING or char in OPENING:
        return char
    if category(char)[0] in "LN" or char in "々〇":
        script = name(char, "LATIN").split("-")[0].split()[0]
        return script if script in ("CJK", "HIRAGANA", "KATAKANA") else "LATIN"
    return "LATIN"


def _glued(tokens: list[str]) -> list[str]:
    """Kana endings and closing signs stay with what stands before, opening signs with what follows."""
    result: list[str] = []
    for token in tokens:
        follows_opening = bool(result) and result[-1][-1] in OPENING
        if result and (follows_opening or token[0] in CLOSING or _script(token[0]) == "HIRAGANA"):
            result[-1] += token
        else:
            result.append(token)
    return result
