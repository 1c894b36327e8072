"""The installation's settings, with an app whose migrations fail."""

from trilogue.config.settings import *  # noqa: F403
from trilogue.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.cli.failing"]
