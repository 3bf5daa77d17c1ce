"""Why a file was not read."""

from toasoan.planning.reader.messages import refusal


class UnreadableDocument(Exception):
    """A file that is no document we can read; `code` says why and stays stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def message(self, language: str = "vi") -> str:
        """Return the refusal as a sentence in `language` ("vi" or "en")."""
        return refusal(self.code, language)
