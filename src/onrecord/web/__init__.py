"""The desk in a browser: a thin door over ``desk``. No SQL, no reading, no linking here."""

from onrecord.web.app import create_app
from onrecord.web.serving import Serving

__all__ = ["Serving", "create_app"]
