"""Checks on DOCX and XLSX, which are zip archives, before a parser unpacks them."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from core.ingest.readers.errors import Corrupt, Encrypted, TooLarge

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 500 * 2**20
_ENCRYPTED_FLAG = 0x1


def checked(raw: bytes, required: str, max_unpacked: int = MAX_UNPACKED) -> BytesIO:
    """`raw` as a file to parse, once it is known to be whole and to unpack to a bearable size.

    `required` is a member every file of the format has. An Office file with a password is an
    OLE container, not a zip. Raises `Encrypted`, `Corrupt` or `TooLarge`.
    """
    if raw.startswith(_OLE):
        raise Encrypted("Or it is in an old format such as .doc; save it as .docx or .xlsx.")
    try:
        with ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
    except BadZipFile as error:
        raise Corrupt from error
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise Encrypted
    unpacked = sum(member.file_size for member in members)
    if unpacked > max_unpacked:
        raise TooLarge(f"It unpacks to {unpacked} bytes, limit {max_unpacked}.")
    if required not in {member.filename for member in members}:
        raise Corrupt(f"It has no {required}.")
    return BytesIO(raw)
