"""Identifiers with right check digits, in ranges that are not given out."""

from stdnum import luhn
from stdnum.ie import vat


def patient_number(serial: int) -> str:
    """The number on an Alder card: `AV`, seven digits and a Luhn digit."""
    digits = f"{4_000_000 + serial:07d}"
    return f"AV{digits}{luhn.calc_check_digit(digits)}"


def iban(serial: int) -> str:
    """An Irish IBAN of a bank that does not exist, ALDR."""
    account = f"ALDR{900_000 + serial % 97:06d}{10_000_000 + serial * 7919:08d}"
    digits = "".join(str(int(each, 36)) for each in f"{account}IE00")
    return f"IE{98 - int(digits) % 97:02d}{account}"


def vat_number(serial: int) -> str:
    """An Irish VAT number."""
    digits = f"{9_800_000 + serial * 37:07d}"
    return f"IE{digits}{vat.calc_check_digit(digits)}"


def pps_number(serial: int) -> str:
    """An Irish personal public service number."""
    digits = f"{9_900_000 + serial * 53:07d}"
    return f"{digits}{vat.calc_check_digit(digits + 'B')}B"


def telephone(serial: int) -> str:
    """A number of the range kept for drama, +44 20 7946 0000 to 0999."""
    return f"+44 20 7946 {serial % 1000:04d}"
