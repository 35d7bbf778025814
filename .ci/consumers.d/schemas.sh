#!/usr/bin/env bash
# What the schemas are for: a TOML language server accepts our rule files and settings, and points at mistakes in them.
# Needs RECOUNT (the program) and ROOT (the repository); writes into the current folder.
set -euo pipefail

# The program first; where it is on no path, one that is installed into this folder for this run.
checker() {
    for name in taplo tombi; do
        if command -v "$name" > /dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    python3 -m venv tools > tools.log 2>&1 && tools/bin/pip install --quiet taplo >> tools.log 2>&1 && printf 'tools/bin/taplo\n'
}

program=$(checker) || {
    echo "skipped: neither taplo nor tombi is installed, and pip could not install one"
    exit 77
}

# Whether a file is right by the schema that its first line names.
accepts() {
    case $program in
        *taplo) NO_COLOR=1 "$program" lint "$1" > said.log 2>&1 ;;
        *) NO_COLOR=1 "$program" lint --offline "$1" > said.log 2>&1 ;;
    esac
}

failed=0

# is WHETHER FILE: FILE is accepted (`right`) or refused (`wrong`).
is() {
    if accepts "$2"; then got=right; else got=wrong; fi
    if [ "$got" != "$1" ]; then
        echo "$2 should be $1 by its schema:"
        cat said.log
        failed=1
    fi
}

"$RECOUNT" schema rules --output rules.schema.json
"$RECOUNT" schema config --output config.schema.json

count=0
for rules in "$ROOT"/rules/*.toml; do
    file=$(basename "$rules")
    { echo '#:schema ./rules.schema.json'; cat "$rules"; } > "$file"
    is right "$file"
    count=$((count + 1))
done

for kind in relation pattern styles order characters metadata; do
    { echo '#:schema ./rules.schema.json'; "$RECOUNT" new-rule own/rule --kind "$kind"; } > "new-$kind.toml"
    is right "new-$kind.toml"
done
sed 's/^severity/sevrity/' new-relation.toml > wrong-key.toml
is wrong wrong-key.toml
sed 's/^severity = .*/severity = "eror"/' new-relation.toml > wrong-word.toml
is wrong wrong-word.toml
sed 's/^\[\[rule\]\]/[[rules]]/' new-relation.toml > wrong-table.toml
is wrong wrong-table.toml

for language in en zh; do
    "$RECOUNT" init --force --lang "$language" > /dev/null
    { echo '#:schema ./config.schema.json'; cat recount.toml; } > "settings-$language.toml"
    rm recount.toml
    is right "settings-$language.toml"
done
sed 's/^fail-on/fail-under/' settings-en.toml > wrong-settings.toml
is wrong wrong-settings.toml
sed 's/^last-digit = .*/last-digit = "none"/' settings-en.toml > wrong-level.toml
is wrong wrong-level.toml

[ "$failed" = 0 ] && echo "$program: $count rule files and what recount writes are accepted, and five mistakes are refused"
exit "$failed"
