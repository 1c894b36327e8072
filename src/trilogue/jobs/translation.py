from trilogue.flows.propose_by_machine import propose
from trilogue.flows.translate_by_machine import translate_by_machine
from trilogue.foundation.queue import job


@job
def translate_statement(statement: int, attempt: int) -> None:
    translate_by_machine(statement, attempt=attempt)


@job
def translate_text(key: str, language: str, attempt: int) -> None:
    propose(key, language, attempt=attempt)
