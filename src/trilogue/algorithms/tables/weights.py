"""What the search pays for. A contact across countries is worth eleven, one within a country one: ten to one of the
two aims, the first being part of the second. A pair that sits together m times, having known each other counting as
one, costs (m - 1) squared besides. Whatever breaks a hard rule costs more than all contacts of a table.
"""

CROSS = 11
OWN = 1
AIM = CROSS - OWN
HARD = 1_000_000
ABSENT_COUNTRY = 25
INTERPRETER = 18
LACKING_LANGUAGE = 3
TOO_MANY_INTERPRETERS = 200


def again(worth: int, met: int) -> int:
    """What it costs to seat a pair together that met before, `met` times: the contact lost, and 2 * met - 1 more."""
    return worth + 2 * met - 1 if met else 0
