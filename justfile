# Lists what there is to run.
default:
    @just --list

# What CI runs.
check:
    bash .ci/run

# Formats the code.
format:
    cargo fmt

# The tests.
test *ARGUMENTS:
    cargo test {{ARGUMENTS}}

# Writes the files that are made from the code, and accepts snapshots as they are now.
regenerate:
    # What was measured is compiled into what the other files say.
    REGENERATE=1 cargo test --test it labelled
    REGENERATE=1 INSTA_UPDATE=always cargo test --test it

# Checks the example reports, as the README does.
try *ARGUMENTS="tests/reports":
    cargo run --release -- check {{ARGUMENTS}}

# Speed: what each stage takes, how time grows with the text, and the whole program beside `rg` and `cat`, written into docs/performance.md.
bench:
    cargo bench --bench stages
    cargo bench --bench growth
    cargo bench --bench process -- --write docs/performance.md

# Instructions of the release build against those that are written down; `--write` writes them anew.
instructions *ARGUMENTS:
    bash .ci/instructions {{ARGUMENTS}}

# Every fuzz target for so many seconds.
fuzz SECONDS="60" *TARGETS:
    bash .ci/fuzz {{SECONDS}} {{TARGETS}}
