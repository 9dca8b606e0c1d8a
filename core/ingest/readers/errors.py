"""Why a file could not be read; each docstring is what people see."""

from core.domain.errors import Permanent


class Unreadable(Permanent):
    """This file could not be read."""


class UnsupportedFormat(Unreadable):
    """This kind of file is not read. Save it as PDF, DOCX, XLSX, CSV, HTML, Markdown or text."""


class EmptyFile(Unreadable):
    """There is no text in this file. Check that the right file was uploaded."""


class TooLarge(Unreadable):
    """This file is larger than allowed, packed or unpacked. Split it, or raise the limit."""


class Encrypted(Unreadable):
    """This file is protected by a password. Save a copy without the password and upload that."""


class WrongEncoding(Unreadable):
    """The characters of this file cannot be made out. Save it as UTF-8 text."""


class ScannedWithoutText(Unreadable):
    """This PDF holds pictures of pages and no text. Run text recognition (OCR) on it first."""


class Corrupt(Unreadable):
    """This file is damaged or incomplete. Open it in its own program, save it anew, try again."""
