"""Ray Data: a job on every batch of a dataset. Needs ray and pyarrow.

`dataset.map_batches(recount.ray.Check, batch_format="pyarrow", concurrency=1)`. Leave a CPU free beside the actors: Ray waits for ever where
they take all of them.
"""

from recount import Corpus, Linter
from recount.arrow import Batches, Fields
from recount.columns import Job

__all__ = ["Check", "Fields"]


class Check(Batches):
    """What a job finds in the texts of a batch: a row a finding (claim, figure, sketch), `document` naming its text.

    Its arguments are given as `fn_constructor_kwargs`.
    """

    def __init__(
        self,
        linter: Linter | None = None,
        job: Job = "check",
        fields: Fields = Fields(),
        corpus: Corpus | None = None,
    ) -> None:
        super().__init__(linter or Linter(), job, fields, corpus)
