"""What changes about persons."""

from trilogue.domain.people.actions.persons import NameForm, open_account, post, register

__all__ = ["NameForm", "open_account", "post", "register"]
