#!/usr/bin/env python3
"""The one command of this project. It needs Python 3.11 or later and nothing installed beforehand.

    python3 manage.py up        set up, then run the whole application here
    python3 manage.py verify    set up, then run every check and every test
    python3 manage.py X         any Django command, in the project's own environment

The first run makes that environment (`.venv`); later runs find it unchanged and go straight on. Until it
exists only the standard library is there, so `toh_tracker/dev` is loaded by its folder: `toh_tracker`
itself imports Celery.
"""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent


def _dev() -> ModuleType:
    folder = ROOT / "toh_tracker" / "dev"
    spec = importlib.util.spec_from_file_location(
        "toh_dev", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder} is missing: this checkout is not complete.")
    module = importlib.util.module_from_spec(spec)
    sys.modules["toh_dev"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (older Pythons must read this sentence, not a traceback)
        raise SystemExit("TOH Tracker needs Python 3.11 to 3.13; this is " + sys.version.split()[0] + ".")
    own = _dev().enter(sys.argv)  # returns only inside .venv
    if own is not None:
        raise SystemExit(own)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toh_tracker.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None  # its words name the settings; where it was noticed helps nobody


if __name__ == "__main__":
    main()
