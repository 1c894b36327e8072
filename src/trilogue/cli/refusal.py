"""Why a command did not start: one line that names the cure."""


class Refused(Exception):
    """The command stops before it changed anything; its text is shown as it is."""
