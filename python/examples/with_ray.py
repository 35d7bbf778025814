"""Checks a Parquet file of reports on Ray Data and prints what is found, a JSON object a line: `python with_ray.py reports.parquet`."""

import json
import sys

import ray

import recount
import recount.ray

# One processor stays free beside the actors: Ray waits for ever where they take all of them.
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
ray.data.DataContext.get_current().enable_progress_bars = False

reports = ray.data.read_parquet(sys.argv[1])
found = reports.map_batches(
    recount.ray.Check,
    fn_constructor_kwargs={"linter": recount.Linter()},
    batch_format="pyarrow",
    batch_size=256,
    concurrency=1,
)
for row in found.iter_rows():
    print(json.dumps(row, ensure_ascii=False))
