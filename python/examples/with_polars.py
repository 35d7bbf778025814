"""Checks a Parquet file of reports with Polars and prints what is found, a JSON object a line: `python with_polars.py reports.parquet`."""

import sys

import polars as pl

import recount
import recount.polars

reports = pl.scan_parquet(sys.argv[1])
found = recount.polars.check(reports, recount.Linter(threads=2)).collect(engine="streaming")
print(found.write_ndjson(), end="")
