#!/usr/bin/env python3
"""Writes the labelled cases, `*.jsonl` in this folder, from the sentence frames in `frames/`.

    python3 tests/labelled/make.py

Every frame is a sentence written by hand, about places that do not exist. There are three ways to make cases of it:

say(family, rule, expect, why, text, *facts)
    One case, as it stands. `expect` is `verified`, `contradicted` or `clean`.

trap(family, rule, why, *texts)
    Clean cases: texts that look as if `rule` applied, and in which nothing is wrong.

calc(family, rule, facts, text, *rows)
    One case a row. `facts` are equations between one-letter names, set apart by `;`: `P/T=s%;Q/T=t%`. A row gives the
    names values and the rest is computed: `T=227 P=153 .1` prints s with one decimal. `s!76.4` states 76.4 instead, and
    makes the case `contradicted`; `s!swap` lets the first two digits of s that differ change places.
    The text has the names in braces: `{T}`, with thousands separators `{T:,}`, in Chinese numerals `{T:zh}`.

What is stated as true is recounted here with exact fractions, and once more by `tests/it/labelled.rs` with the program's own numbers.
Every other frame is written with full-width punctuation, as most reports are; the rest as corpora fold it.
The output depends on the frames alone.
"""
import json
import pathlib
import re
import sys
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
FAMILIES = ["ratio", "sum", "growth", "average", "bound", "enumeration", "date", "restatement", "unit", "subset", "boilerplate", "corruption"]
WIDE = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）"})
DIGITS = "〇一二三四五六七八九"

cases = {family: [] for family in FAMILIES}
frames = set()


def say(family, rule, expect, why, text, *facts):
    for fact in facts:
        assert holds(fact), (text, fact)
    if (family, text) not in frames:
        frames.add((family, text))
    add(family, rule, expect, why, text, facts, len(frames) % 2 == 0)


def trap(family, rule, why, *texts):
    for text in texts:
        say(family, rule, "clean", why, text)


def calc(family, rule, facts, text, *rows):
    frames.add((family, text))
    for row in rows:
        values, decimals, wrong = read(row)
        stated = []
        for fact in facts.split(";"):
            left, right = fact.split("=")
            name = right.rstrip("%")
            sign = "%" if right.endswith("%") else ""
            value = evaluate(left, values) * (100 if sign else 1)
            if name not in values:
                values[name] = rounded(value, decimals)
            if name in wrong:
                values[name] = swapped(values[name]) if wrong[name] == "swap" else wrong[name]
            is_right = abs(value - Fraction(values[name])) <= unit(values[name]) / 2
            assert is_right == (name not in wrong), (text, row, name, float(value))
            shown = re.sub("[A-Za-z]", lambda it: values[it.group()], left)
            stated.append(f"{shown}{'=' if is_right else '!='}{values[name]}{sign}")
        expect = "contradicted" if wrong else "verified"
        why = ", ".join(it for it in stated if ("!=" in it) == bool(wrong))
        add(family, rule, expect, why, filled(text, values), stated, len(frames) % 2 == 0)


def add(family, rule, expect, why, text, facts, wide):
    if wide and "|" not in text and "\t" not in text:
        text = re.sub(r"[,:;()](?!\d)|(?<!\d)[,:;()]", lambda it: it.group().translate(WIDE), text)
    lang = "zh-Hant" if re.search("[國縣鎮鄉佔黨員個戶萬億總較為與現數則報開關產業訪]", text) else "zh-Hans"
    number = len(cases[family]) + 1
    record = {"id": f"{family}-{number:03}", "text": text, "lang": lang, "family": family, "rule": rule, "expect": expect, "why": why}
    if facts:
        record["arithmetic"] = list(facts)
    cases[family].append(record)


def read(row):
    values, decimals, wrong = {}, 0, {}
    for word in row.split():
        if word.startswith("."):
            decimals = int(word[1:])
        elif "!" in word:
            name, value = word.split("!")
            wrong[name] = value
        else:
            name, value = word.split("=")
            values[name] = value
    return values, decimals, wrong


def evaluate(expression, values):
    words = re.findall(r"[A-Za-z]|\d+(?:\.\d+)?|[-+*/()]", expression)
    code = "".join(f"Fraction('{values.get(word, word)}')" if word not in "-+*/()" else word for word in words)
    return eval(code, {"Fraction": Fraction})


def unit(text):
    return Fraction(1, 10 ** len(text.partition(".")[2]))


def rounded(value, decimals):
    steps = int(abs(value) * 10**decimals + Fraction(1, 2))
    digits = f"{steps:0{decimals + 1}}"
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def swapped(text):
    """The first two neighbouring digits that differ change places, a point between them or not."""
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    for one, two in zip(digits, digits[1:]):
        if text[one] != text[two] and not (one == 0 and text[two] == "0" and two == 1):
            letters = list(text)
            letters[one], letters[two] = letters[two], letters[one]
            return "".join(letters)
    raise AssertionError(text)


def holds(fact):
    """Whether `153/227=67.40%` is right, to the digits on its right; `!=`, `<`, `>`, `<=` and `>=` are exact but for rounding."""
    if fact.startswith(("weekday", "days")):
        return True
    left, sign, right = re.fullmatch(r"(.+?)(!=|<=|>=|=|<|>)(.+)", fact).groups()
    percent = right.endswith("%")
    value = evaluate(left, {}) * (100 if percent else 1)
    right = right.rstrip("%")
    near = abs(value - evaluate(right, {})) <= (unit(right) / 2 if re.fullmatch(r"[\d.]+", right) else 0)
    order = value - evaluate(right, {})
    return {"=": near, "!=": not near, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]


def filled(text, values):
    def fill(found):
        value, form = values[found.group(1)], found.group(2)
        return f"{int(value):,}" if form == ":," else chinese(int(value)) if form == ":zh" else value

    return re.sub(r"\{([A-Za-z])(:,|:zh)?\}", fill, text)


def chinese(number):
    """Up to 9,999: 二百零三."""
    out, pending = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            out += ("零" if pending and out else "") + (DIGITS[digit] if not (power == 10 and digit == 1 and not out) else "") + name
        pending = not digit and bool(out)
    return out


def main():
    sys.modules["make"] = sys.modules["__main__"]
    sys.path[:0] = [str(HERE / "frames")]
    sys.dont_write_bytecode = True
    for path in sorted((HERE / "frames").glob("*.py")):
        __import__(path.stem)
    for family, records in cases.items():
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
        (HERE / f"{family}.jsonl").write_text("".join(lines), encoding="utf-8")
    print(f"{sum(map(len, cases.values()))} cases of {len(frames)} frames")


if __name__ == "__main__":
    main()
