class Refused(Exception):
    """What cannot be done in an exchange of opinions; `limit` is the number that the words of some codes name.

    Codes of texts: empty, long (limit), signs (control characters), language, there_already, too_many (limit),
    not_open, not_here. Of statements: voted, decided, no_reason, itself, not_accepted. Of the exchange: no_topic,
    too_few, order (times that do not follow one another), closed, phase, shown, gone (its secret is lost or destroyed).
    Of what stays of it: not_closed, concealed (nothing was revealed), not_public, no_results (not put together yet),
    too_few_voters (limit).
    """

    def __init__(self, code: str, limit: int = 0) -> None:
        super().__init__(code, limit)
        self.code = code
        self.limit = limit
