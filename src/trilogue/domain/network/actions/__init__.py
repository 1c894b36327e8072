from trilogue.domain.network.actions.cards import (
    ChannelFaulty,
    renew_code,
    set_card,
    set_channels,
    set_releases,
    take_back,
)
from trilogue.domain.network.actions.contacts import (
    CodeUnknown,
    NotExchanged,
    NothingToShow,
    OwnCode,
    ReceiptTaken,
    exchange,
    remove_contact,
)
from trilogue.domain.network.actions.forgetting import forget

__all__ = [
    "ChannelFaulty",
    "CodeUnknown",
    "NotExchanged",
    "NothingToShow",
    "OwnCode",
    "ReceiptTaken",
    "exchange",
    "forget",
    "remove_contact",
    "renew_code",
    "set_card",
    "set_channels",
    "set_releases",
    "take_back",
]
