"""Translators for tests: no network, no cleverness."""


class Working:
    def translate(self, text: str, source: str, target: str) -> str:
        return f"{target}: {text}"


class FailsFirst:
    """Fails twice for Japanese, and for ever for Chinese."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(self, text: str, source: str, target: str) -> str:
        self.asked.append(target)
        if target == "zh-hans" or (target == "ja" and self.asked.count("ja") < 3):
            raise ConnectionError(target)
        return f"{target}: {text}"


class Rambling:
    def translate(self, text: str, source: str, target: str) -> str:
        return "word " * 1000


class Unfinished:
    """It lacks the method."""
