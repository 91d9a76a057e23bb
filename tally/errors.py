"""Everything that can go wrong, as one tree. Errors carry data; whoever shows them finds the words.

"Not there" is None; "went wrong" raises; a doubtful report is a `Hold`, not an error.
"""


class SitrepError(Exception):
    """The root. `permanent` says whether trying again later can help."""

    permanent: bool = True


class SettingError(SitrepError):
    """A setting is missing or has a value that cannot be used."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"


class InputError(SitrepError):
    """Something given to be read is not what it should be: `where` names it, `problem` says what is wrong with it."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(where, problem)
        self.where = where
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


class FetchError(SitrepError):
    """A page could not be fetched. `permanent` is False where a later try may succeed."""

    def __init__(self, url: str, problem: str, *, permanent: bool = False) -> None:
        super().__init__(url, problem)
        self.url = url
        self.problem = problem
        self.permanent = permanent

    def __str__(self) -> str:
        return f"{self.url}: {self.problem}"


class StorageError(SitrepError):
    """The database cannot be opened, read or written: `where` names it."""

    def __init__(self, where: str, problem: str, *, permanent: bool = True) -> None:
        super().__init__(where, problem)
        self.where = where
        self.problem = problem
        self.permanent = permanent

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"
