"""Finds copies among the reports of a Parquet file on Spark, wherever they are: `python with_spark_across.py reports.parquet [corpus]`.

Only sketches meet, under the keys that they share. With `corpus`, the sketches are put together and sent to every machine instead: that finds
passages and last year's figures too, as `recount check --duplicates` does.
"""

import os
import sys

from pyspark.sql import SparkSession

import recount
import recount.spark

session = (
    SparkSession.builder.master(os.environ.get("MASTER", "local[2]"))
    .config("spark.sql.shuffle.partitions", 4)
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)
session.sparkContext.setLogLevel("ERROR")

reports = session.read.parquet(sys.argv[1])
across = recount.Linter(select=["duplicate/*"])
if sys.argv[2:] == ["corpus"]:
    found = recount.spark.check(reports, across, corpus=recount.spark.corpus(reports))
else:
    found = recount.spark.copies(reports, across)
for row in found.toJSON().collect():
    print(row)
session.stop()
