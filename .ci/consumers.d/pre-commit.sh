#!/usr/bin/env bash
# The official pre-commit with each of our hooks, on repositories made here.
# Each hook is tried in a shell of its own, with a PATH of its own.
# shellcheck disable=SC2030,SC2031
source "$ROOT/.ci/tools/begin.sh"

environment tools pre-commit
HOOKS="$PWD/hooks"
copy_of_repository "$HOOKS"
# The tools without the program: hooks that bring their own are to use that.
without="$PWD/tools/bin:$PATH"
PATH="$(dirname "$RECOUNT"):$without"

GOOD='工作队共有队员227名,其中党员153人,占67.4%。'
FAULTY='工作队共有队员227名,其中党员153人,占76.4%。'

# A new repository of reports with the hook, in the current folder.
reports() {
    local folder=$1 hook=$2 more=${3:-}
    git init --quiet "$folder"
    cd "$folder"
    cat > .pre-commit-config.yaml << END
repos:
  - repo: $HOOKS
    rev: $(git -C "$HOOKS" rev-parse HEAD)
    hooks:
      - id: $hook
$more
END
    git add .pre-commit-config.yaml
    ends 0 pre-commit install
    ends 0 git commit --message "Configure"
    has "$said" "(no files to check)Skipped"
}

commits() {
    git rev-list --count HEAD
}

# A commit that goes through, with what pre-commit says of the hook.
passes() {
    local before
    before=$(commits)
    ends 0 git commit --message "A change"
    has "$said" "$1"
    [ "$(commits)" = $((before + 1)) ] || fail "nothing was committed"
}

# A commit that is stopped, with what is said.
blocked() {
    local before
    before=$(commits)
    ends 1 git commit --message "A change"
    has "$said" "Failed" "exit code: 1" "$@"
    [ "$(commits)" = "$before" ] || fail "it was committed all the same"
}

every_hook_stops_a_faulty_report() {
    local name="乡村 报告 (终稿).txt"
    mkdir -p "简报 2024"
    echo "$FAULTY" > "简报 2024/$name"
    git add .
    blocked "share/of-total" "简报 2024/$name:1:" "76.4%"
    [ "$(cat "简报 2024/$name")" = "$FAULTY" ] || fail "the hook changed a file"
    echo "$GOOD" > "简报 2024/$name"
    blocked "share/of-total"
    git add .
    passes "Passed"
}

staged_text_counts_and_nothing_else() {
    echo "$FAULTY" > untracked.txt
    echo "$GOOD" > staged.txt
    git add staged.txt
    passes "Passed"
    # What stands in the folder is put aside: the staged text is checked.
    echo "$GOOD $GOOD" > staged.txt
    git add staged.txt
    echo "$FAULTY" > staged.txt
    passes "Passed"
    [ "$(cat staged.txt)" = "$FAULTY" ] || fail "the folder has lost a change"
    git add staged.txt
    echo "$GOOD" > staged.txt
    blocked "staged.txt:1:"
    git add staged.txt
    passes "Passed"
    rm untracked.txt
}

excluded_files_pass() {
    printf '[files]\nexclude = ["档案/**"]\n' > recount.toml
    mkdir -p 档案 old
    echo "$FAULTY" > 档案/旧.txt
    echo "$FAULTY" > old/a.txt
    echo "$FAULTY" > script.py
    git add .
    # All that pre-commit names is excluded by recount.toml: there is nothing to say.
    passes "Passed"
    echo "$FAULTY$FAULTY" > old/a.txt
    git add .
    passes "(no files to check)Skipped"
    echo "$FAULTY$FAULTY" > 档案/旧.txt
    echo "$GOOD" > b.md
    git add .
    passes "Passed"
}

other_formats_are_read() {
    cp "$ROOT/tests/inputs/report.docx" "$ROOT/tests/inputs/report-gb18030.html" "$ROOT/tests/inputs/report.jsonl.zst" .
    git add .
    blocked "report.docx:" "report-gb18030.html:" "report.jsonl.zst#1:"
    git rm --quiet --cached --force report.docx report-gb18030.html report.jsonl.zst
    rm report.docx report-gb18030.html report.jsonl.zst
}

a_deleted_report_is_not_missed() {
    git rm --quiet staged.txt
    passes "(no files to check)Skipped"
}

all_files_of_a_commit_go_to_one_run() {
    local number
    mkdir -p many
    for number in $(seq 300); do echo "$GOOD" > "many/report-$number.txt"; done
    echo "$FAULTY" > many/report-0.txt
    git add many
    blocked "1 error, 0 warnings," "in 301 documents"
    rm many/report-0.txt
    git add many
    passes "Passed"
}

a_baseline_holds_back_old_faults() {
    echo "$FAULTY" > old.txt
    "$RECOUNT" baseline . > /dev/null
    git add .
    passes "Passed"
    echo "妇联共有会员348名,其中党员213名,占62.1%。" >> old.txt
    git add .
    blocked "1 error, 0 warnings" "62.1%"
}

echo "-- recount-system"
(
    reports system recount-system "        exclude: ^old/"
    every_hook_stops_a_faulty_report
    staged_text_counts_and_nothing_else
    excluded_files_pass
    other_formats_are_read
    a_deleted_report_is_not_missed
    all_files_of_a_commit_go_to_one_run
)
(
    reports baseline recount-system "        args: [--baseline, .recount-baseline.jsonl]"
    a_baseline_holds_back_old_faults
)

echo "-- the wheel, in an environment of its own"
python3 "$ROOT/.ci/tools/wheel_around.py" "$RECOUNT" "$ROOT" wheels
version=$("$RECOUNT" --version | cut -d ' ' -f 2)
(
    export PIP_FIND_LINKS="$PWD/wheels"
    export PATH=$without
    git init --quiet wheel
    cd wheel
    # As docs/hooks.md has it.
    sed -n '/^  - repo: local$/,/^```$/p' "$ROOT/docs/hooks.md" | sed '/^```$/,$d' | sed "s/recount-lint==[0-9.]*/recount-lint==$version/" > block
    grep -q "recount-lint==$version" block || fail "docs/hooks.md has no local hook"
    { echo "repos:" && cat block; } > .pre-commit-config.yaml
    rm block
    git add .
    ends 0 pre-commit install
    ends 0 git commit --message "Configure"
    every_hook_stops_a_faulty_report
)

command -v cargo > /dev/null || skip "the hooks from source: there is no cargo"
# Built as quickly as can be; both share what they build.
export CARGO_TARGET_DIR="$PWD/target" CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_DEBUG=false
for hook in recount recount-src; do
    echo "-- $hook"
    (
        export PATH=$without
        reports "$hook" "$hook"
        every_hook_stops_a_faulty_report
    )
done
echo "pre-commit: all is well"
