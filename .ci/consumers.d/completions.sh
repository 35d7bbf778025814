#!/usr/bin/env bash
# What shells and readers of manual pages make of what recount writes for them. A tool that is not there is passed over and named.
source "$ROOT/.ci/tools/begin.sh"
PATH="$(dirname "$RECOUNT"):$PATH"
missing=()

there() {
    command -v "$1" > /dev/null || { missing+=("$1") && return 1; }
}

mkdir scripts
for language in en zh; do
    recount completions bash --lang "$language" > scripts/recount.bash
    recount completions zsh --lang "$language" > scripts/_recount
    recount completions fish --lang "$language" > scripts/recount.fish
    recount completions powershell --lang "$language" > scripts/recount.ps1
    recount completions elvish --lang "$language" > scripts/recount.elv

    echo "-- bash ($language)"
    bash -n scripts/recount.bash
    # shellcheck disable=SC2016
    said=$(bash --norc -c 'source scripts/recount.bash
        COMP_WORDS=(recount check --unsafe); COMP_CWORD=2; _recount recount --unsafe check; echo "${COMPREPLY[@]}"
        COMP_WORDS=(recount completions e); COMP_CWORD=2; _recount recount e completions; echo "${COMPREPLY[@]}"')
    [ "$said" = "--unsafe-fixes"$'\n'"elvish" ] || fail "bash completes: $said"

    if there zsh; then
        echo "-- zsh ($language)"
        zsh -n scripts/_recount
        # shellcheck disable=SC2016
        zsh -f -c 'fpath=(scripts $fpath); autoload -Uz compinit && compinit -D -u && [[ $_comps[recount] == _recount ]]' || fail "zsh does not take it"
    fi
    if there fish; then
        echo "-- fish ($language)"
        fish --no-execute scripts/recount.fish
        said=$(HOME=$PWD fish --no-config -c 'source scripts/recount.fish; complete -C "recount check --unsafe"; complete -C "recount expl"')
        has "$said" "--unsafe-fixes" "explain"
    fi
    if there pwsh; then
        echo "-- PowerShell ($language)"
        pwsh -NoProfile -Command '. ./scripts/recount.ps1; (TabExpansion2 "recount expl" 12).CompletionMatches.CompletionText' | grep -qx explain
    fi

    echo "-- manual pages ($language)"
    rm -rf man1
    recount man --lang "$language" --output-dir man1
    [ -f man1/recount-check.1 ] || fail "no page for check"
    if there mandoc; then
        for page in man1/*.1; do
            mandoc -T lint -W error "$page" || fail "$page"
        done
    fi
    if there man; then
        # What troff warns of; long synopses cannot be justified, which is its matter.
        said=$(man --warnings -l man1/recount.1 2>&1 > page.txt | grep -v "can't break line" || true)
        [ -z "$said" ] || fail "$said"
        grep -q -- "--unsafe-fixes" page.txt || fail "the page lacks an option"
    fi
done
[ ${#missing[@]} = 0 ] || echo "not there: $(printf '%s\n' "${missing[@]}" | sort -u | paste -sd ' ')"
echo "completions: all is well"
