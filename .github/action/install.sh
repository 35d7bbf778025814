#!/usr/bin/env bash
# Puts `recount` on the path of the steps that follow. Inputs: INSTALL, VERSION, REPOSITORY (of the action), GH_TOKEN.
set -euo pipefail

# The version of this action: the first one that its manifest names.
own=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
version=${VERSION:-$own}
version=${version#v}
if ! [[ $version =~ ^[0-9]+(\.[0-9A-Za-z+-]+)*$ ]]; then
    echo "::error title=recount::'$version' is no version"
    exit 2
fi

# Makes a folder with programs known to the steps that follow.
publish() {
    echo "$1" >> "$GITHUB_PATH"
    "$1/recount" --version
}

from_wheel() {
    local home="$RUNNER_TEMP/recount-$version"
    local python=python3
    command -v python3 > /dev/null || python=python
    "$python" -m venv "$home"
    local bin="$home/bin"
    [ -d "$bin" ] || bin="$home/Scripts"
    "$bin/python" -m pip install --quiet --disable-pip-version-check --only-binary recount-lint "recount-lint==$version"
    publish "$bin"
}

# The name of this machine, as the archives of a release have it.
target() {
    case "$RUNNER_OS-$RUNNER_ARCH" in
        Linux-X64) echo x86_64-unknown-linux-musl ;;
        Linux-ARM64) echo aarch64-unknown-linux-musl ;;
        macOS-X64) echo x86_64-apple-darwin ;;
        macOS-ARM64) echo aarch64-apple-darwin ;;
        Windows-X64) echo x86_64-pc-windows-msvc ;;
        *) echo "::error title=recount::no binary for $RUNNER_OS $RUNNER_ARCH; use 'install: wheel'" >&2 && return 2 ;;
    esac
}

# Whether a file is what its checksum says.
verify() {
    if command -v sha256sum > /dev/null; then sha256sum --check --quiet "$1"; else shasum -a 256 --check --quiet "$1"; fi
}

from_release() {
    local home="$RUNNER_TEMP/recount-$version" name
    name="recount-$version-$(target)"
    mkdir -p "$home"
    gh release download "v$version" --repo "$REPOSITORY" --dir "$home" --pattern "$name.tar.gz" --pattern "$name.tar.gz.sha256" --clobber
    (cd "$home" && verify "$name.tar.gz.sha256" && tar -xzf "$name.tar.gz")
    publish "$home/$name"
}

case "$INSTALL" in
    wheel) from_wheel ;;
    release) from_release ;;
    none) recount --version ;;
    *)
        echo "::error title=recount::'install' is wheel, release or none, not '$INSTALL'"
        exit 2
        ;;
esac
