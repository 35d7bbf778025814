"""Checks a Parquet file of reports on Spark and prints what is found, a JSON object a line: `python with_spark.py reports.parquet`.

MASTER says where, `local[2]` if nothing does. On machines of a cluster recount-py is installed beside their Python.
"""

import os
import sys

from pyspark.sql import SparkSession

import recount
import recount.spark

session = (
    SparkSession.builder.master(os.environ.get("MASTER", "local[2]"))
    # Reports are long: fewer of them go to Python at a time.
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", 256)
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)
session.sparkContext.setLogLevel("ERROR")

reports = session.read.parquet(sys.argv[1])
found = recount.spark.check(reports, recount.Linter())
for row in found.toJSON().collect():
    print(row)
session.stop()
