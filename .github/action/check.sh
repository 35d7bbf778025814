#!/usr/bin/env bash
# Runs one check with all its outputs. Inputs: DIRECTORY, PATHS (one a line), ARGUMENTS (as in a shell), FAIL_ON, BASELINE, ANNOTATIONS, SARIF.
set -euo pipefail
cd "$DIRECTORY"

command=(recount check)
while IFS= read -r path; do
    [ -z "$path" ] || command+=("$path")
done <<< "$PATHS"
[ -z "$FAIL_ON" ] || command+=(--fail-on "$FAIL_ON")
[ -z "$BASELINE" ] || command+=(--baseline "$BASELINE")
# On a runner, recount would choose annotations by itself.
if [ "$ANNOTATIONS" = true ]; then command+=(--format github); else command+=(--format text); fi
[ -z "$SARIF" ] || command+=(--output "sarif=$SARIF")
while IFS= read -r argument; do
    [ -z "$argument" ] || command+=("$argument")
done < <(xargs -n 1 printf '%s\n' <<< "$ARGUMENTS")

status=0
"${command[@]}" || status=$?

echo "status=$status" >> "$GITHUB_OUTPUT"
if [ -n "$SARIF" ] && [ -f "$SARIF" ]; then
    case "$DIRECTORY" in
        . | "") echo "sarif=$SARIF" >> "$GITHUB_OUTPUT" ;;
        *) echo "sarif=$DIRECTORY/$SARIF" >> "$GITHUB_OUTPUT" ;;
    esac
fi
exit "$status"
