"""Reading the environment. What cannot be used is noted in one line with its variable's name, and told all at once."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
# Inside the class these names are its methods.
Text: TypeAlias = str
Number: TypeAlias = int
Yes: TypeAlias = bool
Words: TypeAlias = list[str]
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class Given:
    """`faults`: each a sentence that begins with a variable's name."""

    def __init__(self) -> None:
        self.faults: Words = []

    def str(self, name: Text, default: Text) -> Text:
        return os.environ.get(name, default)

    def choice(self, name: Text, default: Text, *, among: tuple[Text, ...]) -> Text:
        """One of a few words. Any other ends at once: what follows depends on it."""
        value = os.environ.get(name, "").strip() or default
        if value not in among:
            raise ImproperlyConfigured(f"{name}: expected {' or '.join(among)}, not {value!r}")
        return value

    def int(self, name: Text, default: Number, *, least: Number = 0) -> Number:
        text = os.environ.get(name, "").strip()
        if not text:
            return default
        if not (text.isascii() and text.isdigit()) or Number(text) < least:
            self.faults.append(f"{name}: expected a whole number from {least} on, not {text!r}")
            return default
        return Number(text)

    def bool(self, name: Text, default: Yes) -> Yes:
        text = os.environ.get(name)
        if text is None:
            return default
        if text.strip().lower() not in YES + NO:
            self.faults.append(f"{name}: expected true or false, not {text!r}")
            return default
        return text.strip().lower() in YES

    def list(self, name: Text, default: Words) -> Words:
        text = os.environ.get(name)
        return default if text is None else [part.strip() for part in text.split(",") if part.strip()]

    def secret(self, name: Text, default: Text) -> Text:
        """The value of `name`, or of the file named by `name`_FILE (container secrets)."""
        path = os.environ.get(f"{name}_FILE", "")
        if not path:
            return os.environ.get(name, default)
        try:
            return Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is no text"
            self.faults.append(f"{name}_FILE: {path} cannot be read: {why}")
            return default

    def read(self, name: Text, text: Text, how: Callable[[Text], T], default: T) -> T:
        """`text` as `how` understands it; its ValueError becomes a fault of `name`."""
        try:
            return how(text)
        except ValueError as error:
            self.faults.append(f"{name}: {error}")
            return default
