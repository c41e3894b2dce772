"""What a formula may look like, so that Excel 2016 and LibreOffice both open and reckon it."""

import re

from macros.records.problems import nearest

FUNCTIONS = frozenset(
    """
    ABS AND AVERAGE AVERAGEIF AVERAGEIFS CEILING CHOOSE COLUMN COLUMNS CONCATENATE COUNT COUNTA COUNTBLANK
    COUNTIF COUNTIFS DATE DATEDIF DAY DAYS EDATE EOMONTH EXACT FALSE FIND FLOOR FORECAST HLOOKUP HOUR IF
    IFERROR IFNA INDEX INT ISBLANK ISERROR ISNA ISNUMBER ISTEXT LARGE LEFT LEN LOOKUP LOWER MATCH MAX MEDIAN
    MID MIN MOD MONTH N NA NETWORKDAYS NOT NOW OR POWER PRODUCT PROPER RANK REPT RIGHT ROUND ROUNDDOWN ROUNDUP
    ROW ROWS SEARCH SIGN SLOPE SMALL SQRT STDEV SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT T TEXT TODAY
    TRIM TRUE TRUNC UPPER VALUE VLOOKUP WEEKDAY WEEKNUM WORKDAY YEAR
    """.split()  # noqa: SIM905  a list of words
)
"""Functions that both know under the same name, and that reach nothing outside the workbook."""
TEXT = re.compile(r'"[^"]*"')
FUNCTION = re.compile(r"([A-Za-z][A-Za-z0-9.]*)\(")
OUTSIDE = re.compile(r"[|\[\]]")
LONGEST = 8000
"""Characters; Excel takes 8,192 once names have become addresses."""
ADVICE = "Use functions of Excel 2016 that LibreOffice knows too"


def formula_fault(formula: str) -> tuple[str, str] | None:
    """What is wrong with the form of a formula, and the way out."""
    bare = TEXT.sub("", formula)
    if not formula.startswith("="):
        return "a formula begins with =", "Put = before it"
    if '"' in bare:
        return "a text in the formula has no end", 'Count the "'
    if _unbalanced(bare):
        return "the brackets of the formula do not match", "Count ( and )"
    if OUTSIDE.search(bare) or "://" in formula:
        return "the formula reaches outside the workbook", "Name cells of this workbook only"
    unknown = next((name for name in FUNCTION.findall(bare) if name.upper() not in FUNCTIONS), "")
    if unknown:
        return f"{unknown}() is none of the functions for templates", nearest(
            unknown, sorted(FUNCTIONS)
        ) or ADVICE
    return ("the formula is too long", "Divide it into columns") if len(formula) > LONGEST else None


def _unbalanced(bare: str) -> bool:
    depth = 0
    for sign in bare:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return True
    return depth != 0
