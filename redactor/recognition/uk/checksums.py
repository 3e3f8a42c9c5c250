"""Check digits of British numbers. A check that fits raises a score; one that fails proves nothing.

Sources: NHS Data Dictionary (NHS number, mod 11; CHI and H&C numbers use the same), DfE guide to unique pupil
numbers, Learning Records Service (ULN), HMRC (UTR), ISO/IEC 7812 (Luhn), ISO 7064 (IBAN), PNC id format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from stdnum import iban as iban_number
from stdnum import luhn as luhn_digits
from stdnum.gb import nhs as nhs_number
from stdnum.gb import upn as upn_number
from stdnum.gb import utr as utr_number

from redactor.rulebook import CHECKSUMS

#: Letters scanned or typed for digits.
_SLIPS = str.maketrans("OoIlSsBZ", "00115582")
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def digits(text: str) -> str:
    """The digits of a number as it was written, with letters that were scanned for digits put right."""
    return "".join(character for character in text.translate(_SLIPS) if character.isascii() and character.isdigit())


def nhs(text: str) -> bool:
    """NHS number: ten digits, weights 10 to 2, mod 11."""
    return bool(nhs_number.is_valid(digits(text)))


def chi(text: str) -> bool:
    """CHI number: a date of birth DDMMYY, three digits and an NHS check digit."""
    number = digits(text)
    return len(number) == 10 and 1 <= int(number[:2]) <= 31 and 1 <= int(number[2:4]) <= 12 and nhs(number)


def hc_number(text: str) -> bool:
    """Health and Care number: an NHS number from 320 000 0010 to 399 999 9999."""
    number = digits(text)
    return number[:2] in {"32", "33", "34", "35", "36", "37", "38", "39"} and nhs(number)


def upn(text: str) -> bool:
    """Unique pupil number."""
    return bool(upn_number.is_valid("".join(text.split()).upper()))


def uln(text: str) -> bool:
    """Unique learner number: weights 10 to 1, sum mod 11 is 10."""
    number = digits(text)
    return (
        len(number) == 10 and number[0] != "0"
        and sum(int(digit) * weight for digit, weight in zip(number, range(10, 0, -1), strict=True)) % 11 == 10
    )


def utr(text: str) -> bool:
    """Unique taxpayer reference."""
    return bool(utr_number.is_valid(digits(text)))


def luhn(text: str) -> bool:
    """Payment card."""
    return bool(luhn_digits.is_valid(digits(text)))


def mod97(text: str) -> bool:
    """IBAN."""
    return bool(iban_number.is_valid("".join(text.split()), check_country=False))


def pnc(text: str) -> bool:
    """Police National Computer id: (year and serial of seven digits) mod 23 gives the letter."""
    year, _, rest = text.strip().partition("/")
    serial, letter = rest[:-1], rest[-1:].upper()
    if not (year.isdigit() and serial.isdigit() and letter):
        return False
    return _PNC_LETTERS[int(year[-2:] + serial.zfill(7)) % 23] == letter


CHECKSUM_OF: Mapping[str, Callable[[str], bool]] = MappingProxyType({
    "nhs": nhs, "chi": chi, "hc_number": hc_number, "upn": upn, "uln": uln, "utr": utr, "luhn": luhn, "mod97": mod97,
    "pnc": pnc,
})
assert CHECKSUM_OF.keys() == CHECKSUMS, "rules may name exactly the checksums that there are"
