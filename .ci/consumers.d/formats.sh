#!/usr/bin/env bash
# Every form of output, read by who reads it: the schema and the validator of SARIF with GitHub's own rules, a reader of JUnit, an XML
# parser, the fields that GitLab and reviewdog document, and a spreadsheet's CSV. Needs python3 with venv, and npm; what the public
# registries give is fetched into the current folder and goes with it.
set -euo pipefail
: "${RECOUNT:?the program to test}" "${ROOT:?the repository}"
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1

skip() {
    echo "skipped: $*"
    exit 77
}

for tool in python3 npm node; do
    command -v "$tool" > /dev/null || skip "there is no $tool"
done
python3 -m venv tools || skip "python3 has no venv"
tools/bin/pip install --quiet jsonschema junitparser sarif-tools || skip "pip cannot install jsonschema, junitparser and sarif-tools"
case "$(uname -s)" in
    Linux) package=@microsoft/sarif-multitool-linux ;;
    Darwin) package=@microsoft/sarif-multitool-darwin ;;
    *) skip "there is no validator of SARIF for $(uname -s)" ;;
esac
npm install --silent --no-save --prefix sarif "$package@5.7.0" > /dev/null || skip "npm cannot install $package"
multitool=sarif/node_modules/$package/Sarif.Multitool
chmod +x "$multitool"

# Reports in which every form has something to say: operands, fixes, suppressions, several reports in one file, hard names and texts.
mkdir -p 'work/报告 2024' && cd work
cp "$ROOT"/tests/reports/faulty/* .
python3 - << 'END'
from pathlib import Path
line = "工作队共有队员227名,其中党员153人,占76.4%。"
Path("报告 2024/𠮷, [a];b%.txt").write_text(f"\ufeff👩\u200d🌾\te\u0301\r\n{line}\r\n", newline="")
Path("same.txt").write_text(f"{line}\n" * 3)
Path("suppressed.md").write_text(f"<!-- recount: ignore share/of-total: the base is another -->\n{line}\n")
Path("two.jsonl").write_text(f'{{"id":"=1+1","text":"好。"}}\n{{"id":"y","text":"好。\\n{line}"}}\n')
Path("two.csv").write_text(f'id,text\r\nx,"好。\r\n{line}"\r\ny,{line}\r\n', newline="")
Path("unreadable.txt").write_bytes(b"a\xff")
Path("clean.txt").write_text("各村扎实推进人居环境整治。\n")
END
forms="text concise json jsonl sarif github gitlab junit checkstyle rdjson azure csv markdown"
outputs=()
for form in $forms; do outputs+=(--output "$form=../out.$form"); done
"$RECOUNT" check . --quiet "${outputs[@]}" > ../printed 2> ../said && status=0 || status=$?
[ "$status" = 2 ] || { cat ../said; echo "exit $status and not 2, for the file that cannot be read"; exit 1; }
"$RECOUNT" baseline . --quiet > /dev/null 2>&1 || true
rm unreadable.txt && "$RECOUNT" baseline . --quiet > /dev/null
sed 's/153/143/' same.txt > new.txt
"$RECOUNT" check . --quiet --baseline .recount-baseline.jsonl --output sarif=../baseline.sarif > /dev/null || [ $? = 1 ]
"$RECOUNT" check . --quiet --lang zh --output sarif=../chinese.sarif > /dev/null || [ $? = 1 ]
cd ..

echo "-- each form as its reader documents it"
tools/bin/python "$ROOT/.ci/tools/read_formats.py" "sarif/node_modules/$package/sarif-2.1.0.json"

echo "-- Sarif.Multitool, with the rules of GitHub"
for log in out.sarif baseline.sarif chinese.sarif; do
    # It ends with 0 whatever it finds, and finds little without both options.
    "$multitool" validate "$log" --level "Error;Warning;Note" --rule-kind "Sarif;Gh" -o "$log.validated" > "$log.said" || { cat "$log.said"; exit 1; }
    tools/bin/python "$ROOT/.ci/tools/read_formats.py" --validated "$log.validated"
done

echo "-- sarif-tools"
tools/bin/sarif summary out.sarif | tail -n 3
