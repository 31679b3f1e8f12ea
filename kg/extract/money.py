"""Currencies before and after a number: symbols, codes and names.

A symbol that several countries share ("$", "kr", "Rs") means the one of the article's country where that is known,
else the one that most readers take it for: a bare dollar is that of the United States.

>>> after = name_after("300 million Australian dollars", 11, country=None)
>>> after.code, after.end
('AUD', 30)
>>> before = symbol_before("worth A$ 300", 9, country=None)
>>> before.code, before.start
('AUD', 6)
>>> symbol_before("$5", 1, country="NZ").code
'NZD'
>>> symbol_before("in 300", 3, country=None) is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class CurrencyMark:
    """A currency's symbol or name in a text: where it stands and its ISO 4217 code."""

    start: int
    end: int
    code: str


# Symbol or name -> code. Several codes: the first is the default, another is taken where the country's is among them.
_BEFORE: dict[str, str] = {
    "$": "USD AUD CAD NZD SGD HKD TWD FJD BBD JMD TTD NAD BND",
    "US$": "USD", "US $": "USD", "U.S.$": "USD", "USD$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "CDN$": "CAD", "Can$": "CAD", "Cdn$": "CAD",
    "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "N$": "NAD", "J$": "JMD", "TT$": "TTD", "FJ$": "FJD", "F$": "FJD", "B$": "BND",
    "Bds$": "BBD", "EC$": "XCD", "Z$": "ZWL", "MX$": "MXN", "Mex$": "MXN", "Col$": "COP", "AR$": "ARS", "G$": "GYD", "RD$": "DOP", "CL$": "CLP", "MOP$": "MOP", "L$": "LRD",
    "€": "EUR", "£": "GBP EGP", "LE": "EGP", "E£": "EGP", "¥": "JPY CNY", "CN¥": "CNY", "RMB¥": "CNY", "JP¥": "JPY",
    "₹": "INR", "Rs": "INR PKR LKR NPR MUR", "Rs.": "INR PKR LKR NPR MUR", "Re": "INR", "₨": "PKR",
    "₩": "KRW", "₽": "RUB", "₦": "NGN", "₱": "PHP", "฿": "THB", "₫": "VND", "₺": "TRY", "₪": "ILS", "₡": "CRC", "₲": "PYG", "₴": "UAH", "₸": "KZT",
    "₾": "GEL", "₼": "AZN", "֏": "AMD", "៛": "KHR", "₭": "LAK", "৳": "BDT", "₵": "GHS", "GH₵": "GHS", "GH¢": "GHS", "GHC": "GHS",
    "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "Tk": "BDT", "Tk.": "BDT", "DM": "DEM", "Kč": "CZK", "Ft": "HUF", "FF": "FRF", "Fr": "CHF", "SFr": "CHF", "Sfr": "CHF", "Fr.": "CHF",
    "Fmk": "FIM", "Lit": "ITL", "L.": "ITL", "Dfl": "NLG", "fl.": "NLG", "fl": "NLG", "Sch": "ATS", "öS": "ATS", "Pta": "ESP", "Esc": "PTE",
    "KSh": "KES", "Ksh": "KES", "KShs": "KES", "Kshs": "KES", "Sh": "KES TZS UGX", "Sh.": "KES TZS UGX", "TSh": "TZS", "Tsh": "TZS", "TShs": "TZS", "USh": "UGX", "Ush": "UGX", "Shs": "UGX KES TZS",
    "Br": "ETB", "Birr": "ETB", "Le": "SLE", "Bs": "BOB VES", "Bs.": "BOB VES", "S/": "PEN", "S/.": "PEN", "B/.": "PAB", "Q": "GTQ", "L": "HNL", "C₡": "CRC",
    "kr": "SEK NOK DKK ISK", "Kr": "SEK NOK DKK ISK", "kr.": "DKK SEK NOK ISK", "SKr": "SEK", "NKr": "NOK", "DKr": "DKK", "Skr": "SEK", "Nkr": "NOK", "Dkr": "DKK",
    "R": "ZAR", "K": "ZMW PGK MMK", "Ks": "MMK", "P": "PHP BWP", "Php": "PHP", "N": "NGN", "D": "GMD", "E": "SZL", "M": "LSL", "B": "THB", "V": "VND",
    "CFA": "XOF XAF", "FCFA": "XOF XAF", "RMB": "CNY", "Dhs": "AED MAD", "Dh": "AED MAD", "DH": "MAD AED", "SR": "SAR", "QR": "QAR", "KD": "KWD", "BD": "BHD", "RO": "OMR", "OMR": "OMR", "JD": "JOD",
    "yuan": "CNY", "euro": "EUR", "euros": "EUR", "rupees": "INR PKR LKR NPR MUR", "Rupees": "INR PKR LKR NPR MUR", "birr": "ETB", "zł": "PLN", "lei": "RON", "baht": "THB", "Baht": "THB", "Kcs": "CSK", "MDL": "MDL",
}  # fmt: skip
_CODES = (
    "AED AFN ALL AMD AOA ARS ATS AUD AZN BAM BBD BDT BEF BGN BHD BIF BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLP CNY COP "
    "CRC CSK CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK EGP ESP ETB EUR FIM FJD FRF GBP GEL GHS GMD GNF GRD GTQ GYD HKD HNL HRK HTG "
    "HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KRW KWD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MTL MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SIT SKK SLE SLL SOS SRD SSP STN SUR SYP SZL THB TJS TMT TND TOP TRL TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VEB VES VND VUV WST XAF XCD XOF XPF YER YUD YUM ZAR ZMK ZMW ZWD ZWL"
)
# Names after a number, in the singular; a plural "s" is understood.
_AFTER: dict[str, str] = {
    "dollar": "USD AUD CAD NZD SGD HKD TWD FJD BBD JMD TTD NAD BND", "U.S. dollar": "USD", "US dollar": "USD", "American dollar": "USD", "buck": "USD AUD CAD NZD",
    "Australian dollar": "AUD", "Canadian dollar": "CAD", "New Zealand dollar": "NZD", "Singapore dollar": "SGD", "Singaporean dollar": "SGD", "Hong Kong dollar": "HKD",
    "Taiwan dollar": "TWD", "New Taiwan dollar": "TWD", "Namibian dollar": "NAD", "Namibia dollar": "NAD", "Jamaican dollar": "JMD", "Fiji dollar": "FJD", "Fijian dollar": "FJD",
    "euro": "EUR", "pound": "GBP EGP", "pound sterling": "GBP", "pounds sterling": "GBP", "British pound": "GBP", "sterling": "GBP", "Egyptian pound": "EGP", "Sudanese pound": "SDG", "Syrian pound": "SYP", "Lebanese pound": "LBP", "Irish pound": "IEP",
    "yuan": "CNY", "Chinese yuan": "CNY", "RMB": "CNY", "renminbi": "CNY", "yuan RMB": "CNY", "yuan renminbi": "CNY", "RMB yuan": "CNY", "yen": "JPY", "Japanese yen": "JPY", "won": "KRW", "South Korean won": "KRW", "Korean won": "KRW",
    "rupee": "INR PKR LKR NPR MUR", "Indian rupee": "INR", "Pakistani rupee": "PKR", "Pakistan rupee": "PKR", "Sri Lankan rupee": "LKR", "Sri Lanka rupee": "LKR", "Nepali rupee": "NPR", "Nepalese rupee": "NPR", "rupiah": "IDR", "Indonesian rupiah": "IDR", "ringgit": "MYR", "Malaysian ringgit": "MYR", "baht": "THB", "Thai baht": "THB",
    "taka": "BDT", "Bangladeshi taka": "BDT", "dong": "VND", "Vietnamese dong": "VND", "Philippine peso": "PHP", "Mexican peso": "MXN", "Argentine peso": "ARS", "Chilean peso": "CLP", "Colombian peso": "COP", "Uruguayan peso": "UYU", "Cuban peso": "CUP", "Dominican peso": "DOP", "peso": "MXN PHP ARS CLP COP UYU CUP DOP", "kip": "LAK", "riel": "KHR", "kyat": "MMK", "pataca": "MOP", "tugrik": "MNT", "tögrög": "MNT",
    "rouble": "RUB BYN", "ruble": "RUB BYN", "Russian rouble": "RUB", "Russian ruble": "RUB", "Belarusian rouble": "BYN", "Belarusian ruble": "BYN", "Soviet rouble": "SUR", "hryvnia": "UAH", "hryvnya": "UAH", "tenge": "KZT", "lari": "GEL", "manat": "AZN TMT", "dram": "AMD", "Uzbek sum": "UZS", "Uzbek som": "UZS", "Kyrgyz som": "KGS", "somoni": "TJS",
    "zloty": "PLN", "zlotys": "PLN", "zlotych": "PLN", "złoty": "PLN", "Polish zloty": "PLN", "forint": "HUF", "leu": "RON MDL", "lei": "RON MDL", "lev": "BGN", "leva": "BGN", "kuna": "HRK", "Czech crown": "CZK", "Czech koruna": "CZK", "Slovak crown": "SKK", "crown": "CZK SEK NOK DKK ISK EEK", "koruna": "CZK SKK", "krona": "SEK ISK", "kronor": "SEK", "kronur": "ISK", "krone": "NOK DKK", "kroner": "NOK DKK", "Swedish krona": "SEK", "Swedish kronor": "SEK", "Swedish crown": "SEK", "Norwegian krone": "NOK", "Norwegian kroner": "NOK", "Norwegian crown": "NOK", "Danish krone": "DKK", "Danish kroner": "DKK", "Danish crown": "DKK", "Icelandic krona": "ISK", "Icelandic kronur": "ISK", "Estonian kroon": "EEK", "kroon": "EEK",
    "Swiss franc": "CHF", "French franc": "FRF", "Belgian franc": "BEF", "Luxembourg franc": "LUF", "CFA franc": "XOF XAF", "franc CFA": "XOF XAF", "francs CFA": "XOF XAF", "F CFA": "XOF XAF", "FCFA": "XOF XAF", "CFA": "XOF XAF", "of FCFA": "XOF XAF", "Djibouti franc": "DJF", "Djiboutian franc": "DJF", "Rwandan franc": "RWF", "Rwanda franc": "RWF", "Congolese franc": "CDF", "Guinean franc": "GNF", "Burundi franc": "BIF", "Pacific franc": "XPF", "franc": "CHF FRF XOF XAF BEF LUF DJF RWF CDF GNF BIF XPF",
    "mark": "DEM", "Deutschmark": "DEM", "deutschmark": "DEM", "Deutsche mark": "DEM", "D-mark": "DEM", "German mark": "DEM", "DM": "DEM", "East German mark": "DDM", "Finnish mark": "FIM", "markka": "FIM", "Finnmark": "FIM", "Finnish markka": "FIM", "lira": "TRY ITL", "lire": "ITL", "Italian lira": "ITL", "Italian lire": "ITL", "Turkish lira": "TRY", "liras": "TRY", "guilder": "NLG", "Dutch guilder": "NLG", "florin": "NLG", "schilling": "ATS", "Austrian schilling": "ATS", "peseta": "ESP", "escudo": "PTE CVE", "drachma": "GRD", "drachmae": "GRD", "markkaa": "FIM", "punt": "IEP",
    "rand": "ZAR", "South African rand": "ZAR", "naira": "NGN", "Nigerian naira": "NGN", "cedi": "GHS", "Ghana cedi": "GHS", "Ghanaian cedi": "GHS", "shilling": "KES TZS UGX SOS", "Kenya shilling": "KES", "Kenyan shilling": "KES", "Tanzania shilling": "TZS", "Tanzanian shilling": "TZS", "Uganda shilling": "UGX", "Ugandan shilling": "UGX", "kwacha": "ZMW MWK", "Zambian kwacha": "ZMW", "Malawi kwacha": "MWK", "Malawian kwacha": "MWK", "birr": "ETB", "Ethiopian birr": "ETB", "pula": "BWP", "metical": "MZN", "meticais": "MZN", "emalangeni": "SZL", "lilangeni": "SZL", "kwanza": "AOA", "leone": "SLE", "ariary": "MGA", "dalasi": "GMD", "loti": "LSL", "maloti": "LSL", "nakfa": "ERN",
    "dirham": "AED MAD", "UAE dirham": "AED", "Emirati dirham": "AED", "Moroccan dirham": "MAD", "MDH": "MAD", "DH": "MAD AED", "Dhs": "AED MAD", "Dh": "AED MAD", "riyal": "SAR QAR YER", "rial": "IRR OMR YER", "Saudi riyal": "SAR", "Qatari riyal": "QAR", "Omani rial": "OMR", "Iranian rial": "IRR", "toman": "IRR", "dinar": "RSD TND DZD IQD JOD KWD BHD LYD MKD", "Serbian dinar": "RSD", "Tunisian dinar": "TND", "Algerian dinar": "DZD", "Iraqi dinar": "IQD", "Jordanian dinar": "JOD", "Kuwaiti dinar": "KWD", "Bahraini dinar": "BHD", "Bahrain dinar": "BHD", "Libyan dinar": "LYD", "Yugoslav dinar": "YUD", "denar": "MKD", "shekel": "ILS", "Israeli shekel": "ILS",
    "real": "BRL", "reais": "BRL", "Brazilian real": "BRL", "Brazilian reais": "BRL", "sol": "PEN", "soles": "PEN", "nuevo sol": "PEN", "boliviano": "BOB", "guarani": "PYG", "guaraní": "PYG", "guaranies": "PYG", "guaraníes": "PYG", "bolivar": "VES", "bolívar": "VES", "bolívares": "VES", "bolivares": "VES", "colon": "CRC SVC", "colón": "CRC SVC", "colones": "CRC SVC", "colon costarricense": "CRC", "quetzal": "GTQ", "quetzales": "GTQ", "lempira": "HNL", "cordoba": "NIO", "córdoba": "NIO", "balboa": "PAB", "gourde": "HTG", "afghani": "AFN", "rufiyaa": "MVR", "ngultrum": "BTN", "lek": "ALL", "tolar": "SIT", "lat": "LVL", "lats": "LVL", "litas": "LTL", "ruble transferable": "XTR", "kina": "PGK", "pa'anga": "TOP", "tala": "WST", "vatu": "VUV",
    "€": "EUR", "£": "GBP", "$": "USD AUD CAD NZD SGD HKD TWD", "₽": "RUB", "₺": "TRY", "zł": "PLN", "Kč": "CZK", "kr": "SEK NOK DKK ISK", "Ft": "HUF", "¥": "JPY CNY", "₫": "VND", "US$": "USD", "ouguiya": "MRU", "Br": "ETB", "rp": "IDR", "Rs": "INR PKR LKR NPR MUR",
}  # fmt: skip
_COUNTRY_CURRENCY = {
    "US": "USD", "AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "FJ": "FJD", "BB": "BBD", "JM": "JMD", "TT": "TTD", "NA": "NAD", "BN": "BND",
    "GB": "GBP", "EG": "EGP", "JP": "JPY", "CN": "CNY", "IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR", "KE": "KES", "TZ": "TZS", "UG": "UGX", "BO": "BOB", "VE": "VES",
    "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK", "ZM": "ZMW", "PG": "PGK", "MM": "MMK", "PH": "PHP", "BW": "BWP", "AE": "AED", "MA": "MAD", "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP",
    "UY": "UYU", "CU": "CUP", "DO": "DOP", "RU": "RUB", "BY": "BYN", "AZ": "AZN", "TM": "TMT", "RO": "RON", "MD": "MDL", "CZ": "CZK", "SK": "SKK", "EE": "EEK", "CH": "CHF", "FR": "FRF", "BE": "BEF", "LU": "LUF", "DJ": "DJF", "RW": "RWF", "CD": "CDF", "GN": "GNF", "BI": "BIF",
    "SN": "XOF", "CI": "XOF", "BF": "XOF", "ML": "XOF", "NE": "XOF", "TG": "XOF", "BJ": "XOF", "GW": "XOF", "CM": "XAF", "GA": "XAF", "CG": "XAF", "TD": "XAF", "CF": "XAF", "GQ": "XAF",
    "TR": "TRY", "IT": "ITL", "PT": "PTE", "CV": "CVE", "MW": "MWK", "SA": "SAR", "QA": "QAR", "YE": "YER", "IR": "IRR", "OM": "OMR", "RS": "RSD", "TN": "TND", "DZ": "DZD", "IQ": "IQD", "JO": "JOD", "KW": "KWD", "BH": "BHD", "LY": "LYD", "MK": "MKD", "CR": "CRC", "SV": "SVC", "SO": "SOS",
}  # fmt: skip

# Names that are common words in the singular: "the 5,000 mark", "30 real estate firms", "a 3-pound fish".
_PLURAL_ONLY = frozenset(("mark", "real", "lat", "sol", "colon", "buck"))
_SINGULAR_AFTER_SCALE = frozenset(("pound", "crown", "won"))

# One letter is a currency only before digits with a scale or a separator ("K1.2 million"), or in its own country.
_LETTER = re.compile(r"[A-Z]\Z")


@cache
def _before() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    table = {symbol: tuple(codes.split()) for symbol, codes in _BEFORE.items()}
    table |= {code: (code,) for code in _CODES.split()}
    ordered = sorted(table, key=lambda s: (-len(s), s))
    alternatives = "|".join(re.escape(s[::-1]).replace(r"\ ", r"\s") for s in ordered)
    # Read backwards from the number, so that the cost is that of the symbol alone.
    return re.compile(rf"[\s-]?(?P<symbol>{alternatives})(?![^\W\d_]|[.&][^\W\d_])"), table


@cache
def _after() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    table = {name.lower(): tuple(codes.split()) for name, codes in _AFTER.items()}
    ordered = sorted(table, key=lambda s: (-len(s), s))
    words = "|".join(re.escape(s).replace(r"\ ", r"\s+") for s in ordered if s[-1].isalpha())
    signs = "|".join(re.escape(s) for s in ordered if not s[-1].isalpha())
    pattern = (
        rf"[\s‐‑-]{{0,2}}(?:(?P<code>{_CODES.replace(' ', '|')})(?![^\W_])"
        rf"|(?i:(?P<name>{words})(?P<plural>s|es)?(?![^\W_])|(?P<sign>{signs})(?!\d)))"
    )
    return re.compile(pattern), table


def _choose(codes: tuple[str, ...], country: str | None) -> str:
    own = _COUNTRY_CURRENCY.get(country or "")
    return own if own in codes else codes[0]


def symbol_before(text: str, position: int, country: str | None) -> CurrencyMark | None:
    """Return the currency symbol or code that ends at `position` (or a space before it), or None."""
    pattern, table = _before()
    m = pattern.match(text[max(0, position - 12) : position][::-1])
    if m is None:
        return None
    symbol = m["symbol"][::-1]
    codes = table.get(symbol) or table[re.sub(r"\s", " ", symbol)]
    return CurrencyMark(position - m.end(), position, _choose(codes, country))


def is_letter(text: str, mark: CurrencyMark) -> bool:
    """Tell whether the currency is written as one capital letter, which may as well be a label ("B12")."""
    return _LETTER.match(text[mark.start : mark.end].strip()) is not None


def name_after(text: str, position: int, country: str | None) -> CurrencyMark | None:
    """Return the name, code or sign of a currency that begins at `position` (or a space after it), or None."""
    pattern, table = _after()
    m = pattern.match(text, position, position + 40)
    if m is None:
        return None
    if m["code"]:
        return CurrencyMark(position, m.end(), m["code"])
    key = re.sub(r"\s+", " ", m["name"] or m["sign"]).lower()
    if key in _PLURAL_ONLY and not m["plural"]:
        return None
    if key in _SINGULAR_AFTER_SCALE and not m["plural"] and not text[position - 1 : position].isalpha():
        return None
    return CurrencyMark(position, m.end(), _choose(table[key], country))
