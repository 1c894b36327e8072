from django.db.models import TextChoices


class Script(TextChoices):
    """How one form of a name is written."""

    NATIVE = "native"
    HAN = "han"
    KANA = "kana"
    LATIN = "latin"
