#!/usr/bin/env bash
# The wheel and the source distribution, built by maturin and installed by pip; then the walk of docs/start.md, with that wheel.
# WHEEL_PROFILE=dev builds faster, for who works on this.
source "$ROOT/.ci/tools/begin.sh"

command -v cargo > /dev/null || skip "there is no cargo"
environment tools 'maturin>=1.10,<2'
copy_of_repository sources
home=${CARGO_HOME:-$HOME/.cargo}
export CARGO_TARGET_DIR="$PWD/target"
export RUSTFLAGS="--remap-path-prefix=$PWD/sources=. --remap-path-prefix=$home=cargo"
unset CARGO_BUILD_TARGET

echo "-- the source distribution"
ends 0 tools/bin/maturin sdist --manifest-path sources/Cargo.toml --out sdist
archive=$(echo sdist/recount_lint-*.tar.gz)
listed=$(tar -tzf "$archive")
for file in Cargo.toml Cargo.lock build.rs pyproject.toml README.md LICENSE-MIT LICENSE-APACHE src/main.rs rules/share.toml rules/precision.json; do
    has "$listed" "/$file"
done
lacks "$listed" "/tests/"
lacks "$listed" "/target/"

echo "-- the wheel, built from it"
tar -xzf "$archive"
from=$(basename "$archive" .tar.gz)
RUSTFLAGS="$RUSTFLAGS --remap-path-prefix=$PWD/$from=."
ends 0 tools/bin/maturin build --manifest-path "$from/Cargo.toml" --locked --profile "${WHEEL_PROFILE:-release}" --out wheels
wheel=$(echo wheels/recount_lint-*.whl)
ls -l "$wheel"
python3 - "$wheel" "$PWD" "$home" "$ROOT" << 'END'
import sys, zipfile
wheel, *paths = sys.argv[1:]
with zipfile.ZipFile(wheel) as wheel:
    names = wheel.namelist()
    assert any(name.endswith(".data/scripts/recount") for name in names), names
    assert any(name.endswith("licenses/LICENSE-MIT") for name in names), names
    assert not any("sbom" in name for name in names), names
    metadata = wheel.read(next(name for name in names if name.endswith("METADATA"))).decode()
    for line in ["Name: recount-lint", "License-Expression: MIT OR Apache-2.0", "Description-Content-Type: text/markdown", "# recount"]:
        assert line in metadata, line
    for name in names:
        for path in paths:
            assert path.encode() not in wheel.read(name), f"{name} names {path}"
END

echo "-- installed into a fresh environment, away from any other recount"
environment fresh
fresh/bin/pip install --quiet --no-index --find-links wheels recount-lint
alone="$PWD/fresh/bin:/usr/bin:/bin"
mkdir reports
echo '工作队共有队员227名,其中党员153人,占76.4%。' > "reports/乡村 报告.txt"
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml" | head -n 1)
ends 0 env "PATH=$alone" recount --version
[ "$said" = "recount $version" ] || fail "$said"
ends 1 env "PATH=$alone" recount check reports
has "$said" "share/of-total" "乡村 报告.txt:1:"
ends 0 env "PATH=$alone" recount test
fresh/bin/pip uninstall --quiet --yes recount-lint
[ ! -e fresh/bin/recount ] || fail "pip left the program behind"

echo "-- docs/start.md"
environment walker
mkdir walk
(
    cd walk
    export PIP_FIND_LINKS="$PWD/../wheels" PATH="$PWD/../walker/bin:/usr/bin:/bin"
    unset RUSTFLAGS
    python3 "$ROOT/.ci/tools/walk.py" "$ROOT/docs/start.md" | tee ../walked
    [ "$(git log --format=%s)" = "Reports and hook" ] || fail "the faulty report was committed"
    git diff --cached --name-only | grep -q 青石乡 || fail "nothing is staged"
)
has "$(cat walked)" "exit 1: recount check reports; recount check reports --diff --unsafe-fixes; recount check reports --fix --unsafe-fixes --quiet; git commit --message 'One more report'"
echo "wheel: all is well"
