"""Where the web server finds the application, ready to answer."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import is_valid_path

from lienthong.kernel.collecting import keep_what_is_here

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienthong.web.settings")
application = get_wsgi_application()
is_valid_path("/")  # reads what all addresses lead to now, not at somebody's first page
keep_what_is_here()
