class Refused(Exception):
    """What cannot be done with a plan. `people` are the participations it is about.

    Codes: changed (`people` sit elsewhere by now), played, published, locked, not_here, no_table, same_table,
    same_person, two_wanted, one_wanted, there_already.
    """

    def __init__(self, code: str, people: tuple[int, ...] = ()) -> None:
        super().__init__(code, people)
        self.code = code
        self.people = people
