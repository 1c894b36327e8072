"""The settings, but that a transaction is answered before it is on the disk: the control of the power cuts."""

from trilogue.config.settings import *  # noqa: F403
from trilogue.config.settings import DATABASES

_options = DATABASES["default"]["OPTIONS"]
_options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")
