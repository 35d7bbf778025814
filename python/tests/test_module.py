"""What the module says, held against the command line; and what it does with texts, rules and settings that are not as they should be."""

import datetime
import multiprocessing
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PYTHON, ROOT, SENTENCE, CommandLine, Row, alike, in_rows, unreadable

import recount
from recount.columns import JOBS, Duplicates

HOUSE = """
[[rule]]
id = "house/tea"
kind = "pattern"
severity = "info"
summary = { en = "Tea is written in full", zh = "茶社应写全称" }
find = ['茶社']
message = { en = "which tea house?", zh = "哪家茶社?" }
good = ["东川茶厂共有员工36名。"]
bad = ["[[茶社]]共有采茶工36名。"]
"""


def given(rows: list[Row]) -> dict[str, list[str | None]]:
    names = {"texts": "text", "ids": "id", "titles": "title", "dates": "date", "sources": "source"}
    return {name: [row[field] for row in rows] for name, field in names.items()}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_findings_are_those_of_the_command_line(rows: list[Row], command_line: CommandLine, lang: str) -> None:
    found = in_rows(recount.Linter(lang=lang).check(**given(rows)))
    told = command_line(rows, "--lang", lang)
    assert alike(found) == alike(told)
    assert len(alike(found)) > 20 and unreadable(found) == unreadable(told) == 1


def test_claims_and_figures_are_those_of_the_command_line(rows: list[Row], command_line: CommandLine) -> None:
    linter, columns = recount.Linter(), given(rows)
    claims = in_rows(linter.claims(**columns))
    assert alike(claims) == [row for row in alike(command_line(rows, job="claims")) if "input/unreadable" not in row]
    assert {claim["verdict"] for claim in claims} >= {"verified", "contradicted", "consistent"}
    figures = in_rows(linter.figures(columns["texts"], columns["ids"]))
    assert alike(figures) == alike(command_line(rows, job="figures"))
    assert len(figures) > 100


def test_a_page_is_read_as_the_command_line_reads_its_file(recount_command: str) -> None:
    page = ROOT / "tests/inputs/report.html"
    done = subprocess.run([recount_command, page, "--isolated", "--format", "jsonl"], capture_output=True, text=True)
    found = recount.Linter(format="html").check([page.read_text()])
    assert found["message"] and len(done.stdout.splitlines()) == len(found["row"])
    assert all(message in done.stdout.replace('\\"', '"') for message in found["message"])


def test_places_are_indices_of_python() -> None:
    texts = [SENTENCE, f"𠮷\U0001f375\r\n{SENTENCE}", f"\ufeff{SENTENCE}", f"一\r{SENTENCE}"]
    found = recount.Linter(select=["share/of-total"]).check(texts)
    assert found["row"] == [0, 1, 2, 3]
    assert [texts[row][start:end] for row, start, end in zip(found["row"], found["start"], found["end"])] == ["57%"] * 4
    assert list(zip(found["line"], found["column"])) == [(1, 22), (2, 22), (1, 22), (2, 22)]
    for text, labels, fix in zip(texts, found["labels"], found["fix"]):
        assert [(label["text"], text[label["start"] : label["end"]]) for label in labels] == [
            ("total", "36名"),
            ("part", "27名"),
            ("share", "57%"),
        ]
        assert fix is not None and not fix["safe"]
        [edit] = fix["edits"]
        assert text[: edit["start"]] + edit["text"] + text[edit["end"] :] == text.replace("57%", "75%")


def test_values_keep_all_their_digits() -> None:
    figures = recount.Linter().figures(["共计12345678901234567890元,占三分之一,约5.7万人,产量12345678901234567.25吨。"])
    assert figures["low"] == ["12345678901234567890", "0.333333333333", "51300", "12345678901234567.245"]
    assert figures["high"] == ["12345678901234567890", "0.333333333333", "62700", "12345678901234567.255"]


def test_what_is_no_text_is_a_row_and_stops_nothing() -> None:
    texts = [None, SENTENCE, 7, "半个\ud800", float("nan"), b"bytes", SENTENCE]
    found = recount.Linter(select=["share/*"]).check(texts, ids=[1, "2", None, 4.5, 5, 6, 7])  # type: ignore[list-item]
    assert found["document"] == ["1", "2", None, "4.5", "5", "6", "7"]
    assert recount.Linter().claims(texts)["row"][0] == 1  # type: ignore[arg-type]
    found = recount.Linter().check(texts, ids=[1, "2", None, 4.5, 5, 6, 7])  # type: ignore[list-item]
    told = [
        (row, name, message)
        for row, name, rule, message in zip(found["row"], found["document"], found["rule"], found["message"])
        if rule == "input/unreadable"
    ]
    assert told == [
        (0, "1", "there is no text in this row"),
        (2, None, "this row holds no str but int"),
        (3, "4.5", "the text has half of a surrogate pair, which is no character"),
        (4, "5", "this row holds no str but float"),
        (5, "6", "this row holds no str but bytes"),
    ]


def test_rows_are_sorted_whatever_the_number_of_threads(rows: list[Row]) -> None:
    columns = given(rows * 5)
    one = recount.Linter().check(**columns)
    order = list(zip(one["row"], one["start"], one["rule"]))
    assert order == sorted(order) and len(set(one["row"])) > 64
    for threads in (0, 3):
        assert recount.Linter(threads=threads).check(**columns) == one


def test_texts_may_come_from_anywhere(rows: list[Row]) -> None:
    linter, texts = recount.Linter(), [row["text"] for row in rows]

    def one_by_one() -> Iterator[str | None]:
        yield from texts

    wanted = linter.check(texts)
    assert linter.check(tuple(texts)) == linter.check(one_by_one()) == wanted
    pyarrow, pandas = pytest.importorskip("pyarrow"), pytest.importorskip("pandas")
    assert linter.check(pyarrow.array(texts)) == linter.check(pyarrow.chunked_array([texts])) == wanted
    assert linter.check(pandas.Series(texts)) == wanted
    assert linter.check([]) == {name: [] for name in wanted}


def test_what_stands_beside_the_texts_must_be_as_long() -> None:
    linter = recount.Linter()
    for ids, said in [([], "fewer ids than texts"), ([1, 2], "more ids than texts")]:
        with pytest.raises(ValueError, match=said):
            linter.check([SENTENCE], ids)
    with pytest.raises(TypeError, match=r"write \[text\]"):
        linter.check(SENTENCE)
    with pytest.raises(ZeroDivisionError):
        linter.check(1 // 0 for _ in "a")  # type: ignore[misc]


def test_columns_are_those_that_are_promised(rows: list[Row]) -> None:
    linter, columns = recount.Linter(), given(rows)
    for job, promised in JOBS.items():
        taken = {name: columns[name] for name in ["texts", "ids"]}
        given_out = getattr(linter, job)(**taken)
        assert list(given_out) == list(promised.__annotations__), job
        assert {type(column) for column in given_out.values()} == {list}, job


def of_child(linter: recount.Linter) -> dict[str, list[object]]:
    return dict(linter.check([SENTENCE]))


def test_a_linter_goes_to_other_processes() -> None:
    linter = recount.Linter(
        rules={"house.toml": HOUSE},
        config='[rules]\n"share/*" = "warning"',
        select=["share/*", "house/*"],
        ignore=["share/reachable"],
        lang="zh",
        format="markdown",
        today=datetime.date(2026, 1, 31),
        threads=2,
    )
    again = pickle.loads(pickle.dumps(linter))
    assert again.__getnewargs_ex__() == linter.__getnewargs_ex__()
    assert again.__getnewargs_ex__()[1]["today"] == "2026-01-31"
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        [found] = pool.map(of_child, [linter])
    assert found == linter.check([SENTENCE])
    assert list(zip(found["rule"], found["severity"], found["message"])) == [
        ("house/tea", "info", "哪家茶社?"),
        ("share/of-total", "warning", "27名占36名的75%,而非57%"),
    ]


def test_another_thread_runs_while_texts_are_checked() -> None:
    ticks, done = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            time.sleep(0.001)
            ticks += 1

    linter, text = recount.Linter(), "\n".join(f"{number}号{SENTENCE}" for number in range(2000))
    other = threading.Thread(target=tick)
    other.start()
    before = ticks
    linter.check([text])
    ticked = ticks - before
    done.set()
    other.join()
    # With the lock held it would stand still but for a moment at each end.
    assert ticked > 20


def test_rules_with_mistakes_are_refused_with_all_of_them() -> None:
    wrong = HOUSE.replace("info", "bad").replace("'茶社'", "'茶社('")
    with pytest.raises(recount.RuleError) as refused:
        recount.Linter(rules={"house.toml": wrong})
    said = str(refused.value)
    assert "house.toml:5:" in said and "house.toml:7:" in said and "茶社(" in said, said
    with pytest.raises(recount.RuleError, match="已有规则"):
        recount.Linter(rules={"a.toml": HOUSE, "b.toml": HOUSE}, lang="zh")


def test_settings_with_mistakes_are_refused_with_all_of_them() -> None:
    with pytest.raises(recount.ConfigError) as refused:
        recount.Linter(config='fail-on = "never"\nlang = "fr"\ncolour = 1\n')
    assert "recount.toml:2:" in str(refused.value) and "recount.toml:3:" in str(refused.value)
    with pytest.raises(recount.ConfigError, match="did you mean `share/\\*`"):
        recount.Linter(config='[rules]\n"shar/*" = "off"\n')
    extending = 'extends = ["base.toml"]\n[rules]\n"share/*" = "info"\n'
    with pytest.raises(recount.ConfigError, match="no `base.toml` to extend"):
        recount.Linter(config=extending)
    both = recount.Linter(config={"base.toml": '[rules]\n"*" = "off"\n', "recount.toml": extending})
    assert both.check([SENTENCE])["severity"] == ["info"]
    assert recount.Linter(config='lang = "zh"').check([SENTENCE])["message"][0].startswith("27名占36名")


@pytest.mark.parametrize(
    "wrong",
    [{"select": ["no/such"]}, {"ignore": ["["]}, {"lang": "fr"}, {"format": "docx"}, {"today": "31.1.2026"}, {"threads": -1}],
)
def test_arguments_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, OverflowError)):
        recount.Linter(**wrong)  # type: ignore[arg-type]


def test_suppressions_end_on_the_day_that_is_given() -> None:
    text = f"<!-- recount:ignore share/of-total until 2026-01-31: 已核对 -->\n{SENTENCE}"

    def told(today: str) -> list[str]:
        return recount.Linter(format="markdown", today=today).check([text])["rule"]

    assert "share/of-total" not in told("2026-01-31")
    assert "share/of-total" in told("2026-02-01")


PASSAGE = "渠道清淤改由用水户协会承办,开春先清支渠,入夏再清干渠,清出的淤泥就近还田;协会每月公布用水账目,大户与小户一个水价,缺水时段按地块轮灌,轮灌表贴在村口,谁家错过当天不补,水管员由用水户推选,半年一评,评不上的退回原组,另选他人。"


def corpus_of_reports() -> list[Row]:
    """Reports with a copy, a passage that went from one into another, and last year's figures."""

    def report(name: str, number: int) -> str:
        a, b, c = number * 17 + 31, number * 29 + 113, number * 41 + 57
        return (
            f"{name}全年工作总结\n{name}新修水池{a}口,改造旧渠{b}米,{name}的果园因此少了{c}亩旱地,果农改种山药,销路由供销社联系。\n"
            f"{name}请来{b}位老匠人,教会{a}名青年编竹器,卖出{c}件,{name}的集市又热闹起来。\n到年底,{name}结余{c}元,添置图书{a}册。"
        )

    counted = (
        "全年发放临时救助资金86万元,惠及困难群众1243户,建成村级服务点37个,改造养老床位215张,举办护理培训19期,覆盖护理员468人。"
    )
    texts = {
        "a": report("柳溪乡", 1),
        "b": report("云台镇", 2) + f"\n{PASSAGE}",
        "c": "首页>要闻\n" + report("柳溪乡", 1).replace("又热闹起来", "重新热闹起来").replace(",", "，"),
        "d": report("石门区", 3) + f"\n{PASSAGE}",
        "e": report("青石村", 4).replace("全年工作", "2022年民政工作") + f"\n{counted}",
        "f": report("青石村", 5).replace("全年工作", "2023年民政工作") + f"\n{counted}",
        "g": report("云台镇", 2) + f"\n{PASSAGE}",
    }
    return [{"id": id, "text": text} for id, text in texts.items()]


def test_a_corpus_makes_findings_across_reports_those_of_the_command_line(command_line: CommandLine) -> None:
    rows = corpus_of_reports()
    linter, texts, ids = recount.Linter(), [row["text"] for row in rows], [row["id"] for row in rows]
    sketches = linter.sketches(texts, ids)
    corpus = recount.Corpus(sketches["sketch"], sketches["document"])
    assert len(corpus) == len(rows)
    told = command_line(rows, "--duplicates")
    for row in told:
        row["message"] = row["message"].replace("reports.jsonl#", "")
    for beside in (corpus, pickle.loads(pickle.dumps(corpus))):
        assert alike(in_rows(linter.check(texts, ids, corpus=beside))) == alike(told)
    assert {row["rule"] for row in told} >= {"duplicate/report", "duplicate/passage", "duplicate/stale"}


def test_copies_are_known_from_sketches_alone() -> None:
    rows = corpus_of_reports()
    linter = recount.Linter()
    sketches = linter.sketches([row["text"] for row in rows], [row["id"] for row in rows])
    found = linter.duplicates(sketches["sketch"], sketches["document"])
    assert list(found) == list(Duplicates.__annotations__) and {type(column) for column in found.values()} == {list}
    copies = in_rows(found)
    assert [(copy["document"], copy["twin"], copy["similar"], copy["rule"]) for copy in copies] == [
        ("c", "a", copies[0]["similar"], "duplicate/report"),
        ("g", "b", 100, "duplicate/report"),
    ]
    keys = dict(zip(sketches["document"], map(set, sketches["keys"])))
    assert keys["a"] & keys["c"] and keys["b"] == keys["g"] and not keys["a"] & keys["d"]
    assert all(len(sketch) < 700 for sketch in sketches["sketch"])
    with pytest.raises(ValueError, match="has no sketch of this version"):
        linter.duplicates([b"\x00"], ["a"])
    with pytest.raises(ValueError, match="two reports have the id a"):
        recount.Corpus(sketches["sketch"][:2], ["a", "a"])


def test_groups_of_arrow_tables_give_each_copy_its_nearest() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from recount.arrow import Batches, Copies, nearest

    sketches = Batches(job="sketches")(pyarrow.Table.from_pylist(corpus_of_reports()[::-1]))
    copies = Copies()(sketches)
    assert list(zip(copies["document"].to_pylist(), copies["twin"].to_pylist())) == [("c", "a"), ("g", "b")]
    [row] = copies.slice(1, 1).to_pylist()
    others = [row | {"twin": "x", "similar": 90}, row | {"twin": "y", "figures": 60}, row | {"rule": "house/copy", "twin": "z"}]
    best = nearest(pyarrow.Table.from_pylist([*others, row], schema=copies.schema)).to_pylist()
    assert [(row["rule"], row["twin"]) for row in best] == [("duplicate/report", "b"), ("house/copy", "z")]


def test_a_table_without_texts_is_refused() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from recount.arrow import Batches, Fields

    table = pyarrow.table({"body": [SENTENCE], "url": ["a"]})
    with pytest.raises(KeyError, match="no column 'text'.*body, url"):
        Batches()(table)
    found = Batches(fields=Fields(text="body", id="url"))(table)
    assert found["document"].to_pylist() == ["a"] and found.schema.names[0] == "document"


def test_types_are_those_of_the_stubs() -> None:
    pytest.importorskip("mypy")
    for command in (["mypy"], ["mypy.stubtest", "recount._recount"]):
        done = subprocess.run([sys.executable, "-m", *command], cwd=PYTHON, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (Path(recount.__file__).parent / "py.typed").exists()
