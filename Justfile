# A short index of commands; each is a plain cargo command that works without just.

# Show this list.
default:
    @just --list

# Format, lints, dependencies.
check:
    cargo fmt --check
    cargo clippy --release --all-targets -- -D warnings
    cargo deny check

# Every test, in the profile of the program.
test:
    cargo test --release

# Look at changed snapshots one by one.
accept:
    cargo insta review

# The report of the demo office.
demo:
    cargo run --release -- report

# The documentation of the library; warnings are errors.
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --release --no-deps

# Thousands of cases per property.
soak:
    PROPTEST_CASES=20000 cargo test --release

# Write the exports of the demo office anew.
data:
    cargo run --release --example demo_office -- data
