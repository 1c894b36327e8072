"""Why a file is not taken in."""


class FileRefused(Exception):
    """`code` is the reason, `facts` the values its sentence needs.

    Of any file: EMPTY, TOO_LARGE (most, in MB), WRONG_ENDING (found, ending), DAMAGED.
    Of pictures: NOT_A_PICTURE, SVG, HEIC, ANIMATED, TOO_MANY_PIXELS (pixels and most, in millions).
    Of documents: NOT_A_DOCUMENT, OLD_FORMAT, ENCRYPTED, SCRIPT, ACTION, EMBEDDED, DYNAMIC_FORM, MACRO, LOADS, BOMB,
    XML_ENTITY, TOO_SLOW.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
