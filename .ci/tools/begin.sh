# What every script of consumers.d begins with: `source "$ROOT/.ci/tools/begin.sh"`. The current folder is its own, and goes with it.
# shellcheck shell=bash
set -euo pipefail
: "${RECOUNT:?the program to test}" "${ROOT:?the repository}"

# The settings of whoever runs this are not what is tested.
export GIT_CONFIG_GLOBAL="$PWD/.gitconfig" GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_HOME="$PWD/.pre-commit" PIP_CACHE_DIR="$PWD/.pip"
export PIP_DISABLE_PIP_VERSION_CHECK=1 LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE PRE_COMMIT_COLOR RUSTFLAGS
git config --global user.name test
git config --global user.email test@example.invalid
git config --global init.defaultBranch main
git config --global core.quotePath false

# Ends the script because something is not there to test with.
skip() {
    echo "skipped: $*"
    exit 77
}

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# Fails unless a text has all of some others.
has() {
    local text=$1 wanted
    shift
    for wanted in "$@"; do
        [[ $text == *"$wanted"* ]] || fail "'$wanted' is not in:"$'\n'"$text"
    done
}

lacks() {
    [[ $1 != *"$2"* ]] || fail "'$2' is in:"$'\n'"$1"
}

# Runs a command that is to end with a status; what it says is in $said.
ends() {
    local wanted=$1 status=0
    shift
    said=$("$@" 2>&1) || status=$?
    [ "$status" = "$wanted" ] || fail "exit $status and not $wanted: $*"$'\n'"$said"
}

# A fresh virtual environment with packages of PyPI.
environment() {
    local folder=$1
    shift
    command -v python3 > /dev/null || skip "there is no python3"
    python3 -m venv "$folder" || skip "python3 has no venv"
    [ $# = 0 ] || "$folder/bin/pip" install --quiet "$@" || skip "pip cannot install $*"
}

# A copy of the repository as it is in its folder, committed or not, as a git repository of its own.
copy_of_repository() {
    mkdir -p "$1"
    (cd "$ROOT" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done | tar --null -T - -cf -) | tar -xf - -C "$1"
    git -C "$1" init --quiet
    git -C "$1" add --all
    git -C "$1" commit --quiet --message "The repository"
}
