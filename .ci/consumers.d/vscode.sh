#!/usr/bin/env bash
# The extension for VS Code: its types hold, and it can be packaged. Needs Node 20 and the npm registry.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for tool in node npm npx; do
    command -v "$tool" > /dev/null || { echo "$tool is not installed"; exit 77; }
done

cp -r "$root/editors/vscode" extension
cd extension
rm -rf node_modules out
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# The lock names no registry: it must hold for everybody.
if grep -n '"resolved"' package-lock.json; then
    echo "package-lock.json names a registry"
    exit 1
fi

npm run --silent check
# What the compiled extension asks for is where it asks for it.
node -e 'require.resolve("vscode-languageclient/node")'
npx --yes @vscode/vsce@3.9.2 package --allow-missing-repository --out recount.vsix
node - recount.vsix << 'END'
// What is in the package: a ZIP names its files in its directory, at its end.
const bytes = require("node:fs").readFileSync(process.argv[2]).toString("latin1");
for (const name of ["extension/out/extension.js", "extension/package.json", "extension/package.nls.zh-cn.json", "vscode-languageclient/package.json"]) {
    if (!bytes.includes(name)) {
        console.error(`${name} is not in the package`);
        process.exit(1);
    }
}
if (bytes.includes("extension/src/")) {
    console.error("the sources are in the package");
    process.exit(1);
}
console.log(`recount.vsix: ${bytes.length} bytes`);
END
