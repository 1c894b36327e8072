"""What stays of an exchange that is over."""

from collections.abc import Iterator

from django.db.models import BinaryField, F, Func, Value

from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Archive, Conversation

PIECE = 256 * 1024


def obstacle(conversation: Conversation) -> str:
    """Why it cannot become part of the public record: not_closed, concealed (nothing was revealed); "" if it can."""
    if conversation.phase != Phase.CLOSED:
        return "not_closed"
    return "" if conversation.revealed_at else "concealed"


def is_imported(conversation: Conversation) -> bool:
    return Archive.objects.filter(conversation=conversation, imported=True).exists()


def folder_of(conversation: Conversation) -> bytes | None:
    """The single votes as they are given away; None until that has happened once."""
    folder = Archive.objects.filter(conversation=conversation).values_list("folder", flat=True).first()
    return None if folder is None else bytes(folder)


def pieces_of_folder(series: str, number: int) -> Iterator[bytes]:
    """The same of the exchange with this number, piece by piece, each read from the database when it is wanted."""
    start, found = 1, Archive.objects.filter(conversation__series__slug=series, conversation__number=number)
    while True:
        cut = Func(F("folder"), Value(start), Value(PIECE), function="SUBSTR", output_field=BinaryField())
        piece = bytes(found.annotate(piece=cut).values_list("piece", flat=True).first() or b"")
        if piece:
            yield piece
        if len(piece) < PIECE:
            return
        start += PIECE
