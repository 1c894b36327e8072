"""The web application as a server loads it, once in each process."""

import os
import signal
from multiprocessing import parent_process

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trilogue.config.settings")
application = get_wsgi_application()

from trilogue.cli.supervise import end_with_parent  # noqa: E402  the settings come first
from trilogue.web.public.pages import watch  # noqa: E402

server = parent_process()
if server is not None and server.pid is not None:
    # Until granian sets its own, the handler that came with the fork would only note the signal, for nobody.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent(server.pid)
watch()
