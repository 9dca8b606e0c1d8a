"""Small sets of words that everyone knows, so that a column is seen to hold one of them."""

import polars as pl

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun"
MONTHS = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
LANGUAGES = (
    "albanian amharic arabic bengali bulgarian cantonese catalan chinese croatian czech danish"
    " dari dutch english estonian farsi finnish french georgian german greek gujarati hebrew hindi"
    " hungarian icelandic irish italian japanese korean kurdish latvian lithuanian malay mandarin"
    " nepali norwegian pashto persian polish portuguese punjabi romanian russian serbian sinhala"
    " slovak slovenian somali spanish swahili swedish tagalog tamil telugu thai tigrinya turkish"
    " ukrainian urdu vietnamese welsh yoruba"
)
COUNTRIES = (
    "afghanistan algeria argentina australia austria bangladesh belgium brazil bulgaria canada chile"
    " china colombia croatia cyprus denmark egypt estonia ethiopia finland france germany ghana"
    " greece hungary iceland india indonesia iran iraq ireland israel italy japan jordan kenya"
    " latvia lebanon lithuania luxembourg malaysia malta mexico morocco nepal netherlands nigeria"
    " norway pakistan peru philippines poland portugal romania russia serbia singapore slovakia"
    " slovenia somalia spain sudan sweden switzerland syria thailand tunisia turkey uganda ukraine"
    " vietnam"
)
SETS = {
    "weekdays": frozenset(WEEKDAYS.split()),
    "months": frozenset(MONTHS.split()),
    "languages": frozenset(LANGUAGES.split()),
    "countries": frozenset(COUNTRIES.split()),
}
"""Their words in lower case, by a name for people."""


def set_of(values: pl.Series) -> pl.Series:
    """For each value the name of the set it is in, or null."""
    column = pl.col("value").str.to_lowercase()
    tests = [
        pl.when(column.is_in(sorted(words))).then(pl.lit(name)) for name, words in SETS.items()
    ]
    return values.alias("value").to_frame().select(pl.coalesce(*tests).alias("set"))["set"]
