from trilogue.domain.people.models import Person, PersonName


def own_name(person: Person) -> PersonName:
    """The form in which the person writes the own name; an erased person has an empty one."""
    names = list(person.names.all())
    own = next((name for name in names if name.own), None)
    return own or next(iter(names), PersonName(person=person, script="latin", tag="und", full="", key=""))
