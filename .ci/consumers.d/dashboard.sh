#!/usr/bin/env bash
# The page of `recount report` in a real Chromium. Needs RECOUNT, Node.js with npm, and Chromium (or CHROMIUM, its path); runs in the
# current folder. Exits with 77 where a tool is missing.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
repository="$(cd "$here/../.." && pwd)"
: "${RECOUNT:?the path of a built recount}"

lacks() {
    echo "dashboard: $*"
    exit 77
}

CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}"
[ -n "$CHROMIUM" ] || lacks "Chromium is not installed (apt-get install chromium)"
command -v node > /dev/null || lacks "Node.js is not installed"
if [ ! -d node_modules/playwright-core ]; then
    npm install --no-save --no-audit --no-fund playwright-core@1 > npm.log 2>&1 || lacks "playwright-core cannot be installed: $(tail -1 npm.log)"
fi

cp -R "$repository/tests/reports" reports
node "$here/dashboard.mjs" corpus "$repository/tests/labelled" reports/dated.jsonl
"$RECOUNT" report reports -o page.html --lang en --isolated
"$RECOUNT" report reports/clean/work-teams.txt -o clean.html --lang zh --isolated --quiet
for lang in en zh; do
    "$RECOUNT" check reports --format jsonl --lang "$lang" --isolated --fail-on never > "found.$lang.jsonl"
done
CHROMIUM="$CHROMIUM" node "$here/dashboard.mjs" look
