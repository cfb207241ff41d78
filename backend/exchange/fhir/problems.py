"""The three ways in which something from outside is not taken: never silently."""


class Unreadable(Exception):
    """The whole file cannot be read (not FHIR, broken, another version): nothing of it was applied."""


class NotForUs(Exception):
    """This resource is in order, but there is nothing in it that this software keeps. Says why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Wrong(Exception):
    """This resource ought to be kept and cannot be: the path in it and what was expected there."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path}: {expected}")
        self.path, self.expected = path, expected
