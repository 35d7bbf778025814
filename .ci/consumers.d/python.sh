#!/usr/bin/env bash
# The module for Python: its wheel, built by maturin and installed beside the command line's; then its tests, with every engine for which there is
# an adapter, and docs/python.md. Spark needs Java; without it the rest is tested and this ends as skipped.
# WHEEL_PROFILE=dev builds faster, for who works on this.
source "$ROOT/.ci/tools/begin.sh"

command -v cargo > /dev/null || skip "there is no cargo"
environment tools 'maturin>=1.10,<2'
copy_of_repository sources
home=${CARGO_HOME:-$HOME/.cargo}
export CARGO_TARGET_DIR="$PWD/target"
export RUSTFLAGS="--remap-path-prefix=$PWD/sources=. --remap-path-prefix=$home=cargo"
unset CARGO_BUILD_TARGET

echo "-- the wheel"
(cd sources/python && ends 0 ../../tools/bin/maturin build --locked --profile "${WHEEL_PROFILE:-release}" --out ../../wheels)
wheel=$(echo wheels/recount_py-*.whl)
ls -l "$wheel"
[[ $wheel == *-cp310-abi3-* ]] || fail "the wheel is for one Python: $wheel"
python3 - "$wheel" "$PWD" "$home" "$ROOT" << 'END'
import sys, zipfile
wheel, *paths = sys.argv[1:]
root = paths[-1]
with zipfile.ZipFile(wheel) as wheel:
    names = wheel.namelist()
    for name in ["__init__.py", "_recount.abi3.so", "_recount.pyi", "columns.py", "py.typed", "spark.py"]:
        assert f"recount/{name}" in names, names
    assert not any("scripts" in name or "sbom" in name or "test" in name for name in names), names
    for name in ["LICENSE-MIT", "LICENSE-APACHE"]:
        [packed] = [wheel.read(path) for path in names if path.endswith(f"licenses/{name}")]
        assert packed == open(f"{root}/{name}", "rb").read(), name
    metadata = wheel.read(next(name for name in names if name.endswith("METADATA"))).decode()
    for line in ["Name: recount-py", "License-Expression: MIT OR Apache-2.0", "Provides-Extra: spark", "# recount"]:
        assert line in metadata, line
    assert "Requires-Dist" not in "".join(line for line in metadata.splitlines() if "extra ==" not in line), metadata
    for name in names:
        for path in paths:
            assert path.encode() not in wheel.read(name), f"{name} names {path}"
END

echo "-- beside the command line, without any engine"
python3 "$ROOT/.ci/tools/wheel_around.py" "$RECOUNT" "$ROOT" wheels
environment both
both/bin/pip install --quiet --no-index --find-links wheels recount-py recount-lint
ends 0 both/bin/recount --version
version=$said
ends 0 both/bin/python -c 'import recount; print("recount", recount.__version__)'
[ "$said" = "$version" ] || fail "the module is $said, the command $version"
both/bin/pip uninstall --quiet --yes recount-lint
ends 0 both/bin/python -c 'import recount; print(recount.Linter().check(["茶社共有采茶工36名,其中返乡的27名,占57%。"])["rule"])'
[ "$said" = "['share/of-total']" ] || fail "$said"

echo "-- its tests"
environment engines --requirement "$ROOT/python/requirements.txt"
engines/bin/pip install --quiet --no-index --no-deps --find-links wheels recount-py
without=()
command -v java > /dev/null || without=(--deselect tests/test_engines.py::test_spark --deselect tests/test_engines.py::test_copies_across_machines)
(cd sources/python && ../../engines/bin/python -m pytest -q -p no:cacheprovider "${without[@]}")
[ ${#without[@]} = 0 ] || skip "Spark: there is no java"
echo "python: all is well"
