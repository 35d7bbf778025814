"""Gates a folder of JSON lines with datatrove: `python with_datatrove.py FROM TO`.

What passes goes to TO/kept, with what was found in its metadata, the rest to TO/left-out.
"""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

import recount
from recount.datatrove import Annotate, Gate


def main(source: str, target: str) -> None:
    linter = recount.Linter()
    pipeline = [
        JsonlReader(source),
        Annotate(linter),
        Gate(linter, fail_on="error", exclusion_writer=JsonlWriter(f"{target}/left-out", compression=None)),
        JsonlWriter(f"{target}/kept", compression=None),
    ]
    LocalPipelineExecutor(pipeline, tasks=2, workers=2, logging_dir=f"{target}/logs").run()


if __name__ == "__main__":
    main(*sys.argv[1:])
