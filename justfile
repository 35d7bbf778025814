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
