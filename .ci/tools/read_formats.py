"""Reads what recount wrote in every form, as the readers of each form document it, and holds the forms against each other.

`read_formats.py SCHEMA` reads out.* in the current folder; SCHEMA is that of SARIF 2.1.0.
`read_formats.py --validated FILE` reads what Sarif.Multitool says.
"""

import csv
import json
import re
import sys
import xml.etree.ElementTree as xml
from pathlib import Path
from urllib.parse import unquote

# What the validator asks for that we have decided against, with why.
TASTE = {
    "SARIF2002": "messages are sentences, not templates",
    "SARIF2003": "no version control is asked",
    "SARIF2005": "no address of the tool",
    "SARIF2006": "no address is opened here",
    "SARIF2009": "ids are family/rule throughout",
    "SARIF2010": "no quotation where the file does not have the lines, or nothing is underlined",
    "SARIF2011": "paragraphs have no short surroundings",
    "SARIF2012": "rules bring their help with them",
    "SARIF2014": "messages are whole",
    "SARIF2015": "messages are whole",
}


def validated(path):
    results = json.loads(Path(path).read_text())["runs"][0].get("results", [])
    said = [(result["ruleId"], result.get("level"), result["message"].get("arguments")) for result in results]
    wrong = [one for one in said if one[0].split("/")[0] not in TASTE]
    assert not wrong, wrong
    print(f"   {path}: nothing wrong ({len(said)} matters of taste)")


def findings():
    """What the JSON lines say: the form that all others are held against."""
    return [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]


def within(finding):
    """Whether the lines of the finding are not those of its file."""
    return finding["document"] is not None


def sarif(found, schema):
    import jsonschema

    for name in ["out.sarif", "baseline.sarif", "chinese.sarif"]:
        jsonschema.Draft4Validator(json.loads(Path(schema).read_text())).validate(json.loads(Path(name).read_text()))
    log = json.loads(Path("out.sarif").read_text())
    # A fault that is planted is seen, else the schema proves nothing.
    planted = json.loads(json.dumps(log))
    planted["runs"][0]["results"][0]["level"] = "fatal"
    assert list(jsonschema.Draft4Validator(json.loads(Path(schema).read_text())).iter_errors(planted))
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints" and not run["invocations"][0]["executionSuccessful"]
    told = [result for result in run["results"] if not result.get("suppressions")]
    assert len(told) == len(found), (len(told), len(found))
    for finding, result in zip(found, told):
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert unquote(place["artifactLocation"]["uri"]) == finding["path"]
        assert (result["ruleId"], result["partialFingerprints"]["recount/v1"]) == (finding["rule"], finding["fingerprint"])
        if not within(finding):
            ends = (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"])
            assert ends == tuple(finding[key] for key in ["line", "column", "end_line", "end_column"])
    hashes = [(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], json.dumps(result["locations"][0].get("logicalLocations")), result["partialFingerprints"]["primaryLocationLineHash"]) for result in told]
    assert len(set(hashes)) == len(hashes), "two results of one file have one hash"
    assert any(result.get("suppressions") for result in run["results"])
    states = {result.get("baselineState") for result in json.loads(Path("baseline.sarif").read_text())["runs"][0]["results"]}
    assert {"new", "unchanged"} <= states, states
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == rules


def gitlab(found):
    report = json.loads(Path("out.gitlab").read_text())
    assert len(report) == len(found)
    assert len({entry["fingerprint"] for entry in report}) == len(report)
    for finding, entry in zip(found, report):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        place = entry["location"]
        assert place["path"] == finding["path"] and not place["path"].startswith("./")
        if not within(finding):
            assert place["positions"]["begin"] == {"line": finding["line"], "column": finding["column"]}


def junit(found):
    from junitparser import Error, Failure, JUnitXml, Skipped

    suites = list(JUnitXml.fromfile("out.junit"))
    results = [(suite.name, result) for suite in suites for case in suite for result in case.result]
    assert len(results) == len(found)
    for suite in suites:
        cases = list(suite)
        kinds = [type(result) for case in cases for result in case.result]
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (
            len(cases), kinds.count(Failure), kinds.count(Error), kinds.count(Skipped)
        ), suite.name
    clean = [suite for suite in suites if suite.name == "clean.txt"]
    assert clean[0].tests == 1 and clean[0].failures == 0
    for (name, result), finding in zip(results, found):
        document = "" if finding["document"] is None else f"#{finding['document']}"
        assert name == finding["path"] + document and finding["message"] in result.message


def checkstyle(found):
    root = xml.parse("out.checkstyle").getroot()
    errors = [(file.get("name"), error) for file in root.iter("file") for error in file.iter("error")]
    assert root.tag == "checkstyle" and len(errors) == len(found)
    for (name, error), finding in zip(errors, found):
        assert (name, error.get("severity")) == (finding["path"], finding["severity"])
        if not within(finding):
            assert (int(error.get("line")), int(error.get("column"))) == (finding["line"], finding["column"])


def rdjson(found):
    report = json.loads(Path("out.rdjson").read_text())
    assert report["source"] == {"name": "recount"} and len(report["diagnostics"]) == len(found)
    for diagnostic, finding in zip(report["diagnostics"], found):
        # Readers of the protocol refuse fields that they do not know.
        assert set(diagnostic) <= {"message", "location", "severity", "source", "code", "suggestions", "original_output"}
        assert diagnostic["severity"] in {"ERROR", "WARNING", "INFO"}
        if within(finding) or finding["path"] == "unreadable.txt":
            continue
        # As reviewdog does: lines of the file at LF, columns in bytes of them.
        lines = (Path("work") / finding["path"]).read_bytes().split(b"\n")
        ends = diagnostic["location"]["range"]
        start, end = ends["start"], ends["end"]
        if start["line"] == end["line"]:
            text = lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1]
            whole = (Path("work") / finding["path"]).read_bytes()[finding["start"] : finding["end"]]
            assert text == whole, (finding["path"], text, whole)


def lines(name, pattern, found):
    told = Path(name).read_text().splitlines()
    places = [re.fullmatch(pattern, line) for line in told]
    assert all(places), [line for line, place in zip(told, places) if not place]
    assert found is None or len(told) == len(found)
    return [place.groupdict() for place in places]


def commands(found):
    annotations = Path("out.github").read_text().splitlines()
    kinds = [line.split(" ")[0] for line in annotations if line.startswith("::")]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index), "errors come first"
    assert all(kinds.count(kind) <= 10 for kind in kinds)
    for line in annotations[: len(kinds)]:
        assert re.fullmatch(r"::(error|warning|notice) file=[^,:]+(,(line|endLine|col|endColumn)=\d+)+,title=[^,:]+::.+", line), line
    azure = r"##vso\[task\.logissue type=(error|warning);sourcepath=[^;\]]+;linenumber=\d+;columnnumber=\d+;code=[^;\]]+;\].+"
    lines("out.azure", azure, found)
    concise = r"(?P<name>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|info)\[(?P<rule>[^\]]+)\] .+"
    for told, finding in zip(lines("out.concise", concise, found), found):
        assert (int(told["line"]), int(told["column"]), told["rule"]) == (finding["line"], finding["column"], finding["rule"])


def tables(found):
    rows = list(csv.DictReader(Path("out.csv").open(newline="")))
    assert len(rows) == len(found)
    for row, finding in zip(rows, found):
        assert (row["path"], int(row["line"]), int(row["start"])) == (finding["path"], finding["line"], finding["start"])
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    cells = [line for line in Path("out.markdown").read_text().splitlines() if line.startswith("| ")]
    assert len(cells) == len(found) + 2
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 5 for line in cells), "each row has four cells"


def main():
    if sys.argv[1] == "--validated":
        return validated(sys.argv[2])
    found = findings()
    assert found and found == json.loads(Path("out.json").read_text())
    assert any(finding["document"] for finding in found) and any(finding["rule"] == "input/unreadable" for finding in found)
    sarif(found, sys.argv[1])
    for reader in [gitlab, junit, checkstyle, rdjson, commands, tables]:
        reader(found)
        print(f"   {reader.__name__}: {len(found)} findings")


main()
