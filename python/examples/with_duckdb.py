"""Checks a Parquet file of reports in SQL and prints what is found, a JSON object a line: `python with_duckdb.py reports.parquet`."""

import json
import sys

import duckdb

import recount
import recount.duckdb

connection = duckdb.connect()
recount.duckdb.register(connection, recount.Linter(), fields=("text", "title", "date", "source"))
found = connection.execute(
    "SELECT document: id, unnest(recount_check(text, title, date, source), max_depth := 2) FROM read_parquet($1)", sys.argv[1:]
)
names = [column[0] for column in found.description]
for row in found.fetchall():
    print(json.dumps(dict(zip(names, row)), ensure_ascii=False))
