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

# Thousands of cases per property, files of a gigabyte, and the fuzzer on every reader.
soak: && fuzz
    ZONA_SOAK=1 PROPTEST_CASES=20000 cargo test --release

# The readers under a fuzzer (nightly toolchain and cargo-fuzz); no crash is expected.
fuzz:
    mkdir -p fuzz/corpus/numbers fuzz/corpus/dates fuzz/corpus/csv fuzz/corpus/html fuzz/corpus/workbook
    cargo +nightly fuzz run -s none -O numbers fuzz/corpus/numbers tests/cases/fuzz/numbers -- -runs=10000000 -max_len=64
    cargo +nightly fuzz run -s none -O dates fuzz/corpus/dates tests/cases/fuzz/dates -- -runs=10000000 -max_len=64
    cargo +nightly fuzz run -s none -O csv fuzz/corpus/csv tests/cases/fuzz/csv -- -runs=2000000 -max_len=512
    cargo +nightly fuzz run -s none -O html fuzz/corpus/html tests/cases/fuzz/html -- -max_total_time=240 -max_len=2048
    cargo +nightly fuzz run workbook fuzz/corpus/workbook tests/cases/fuzz/workbook -- -max_total_time=1200 -max_len=4096

# Write the exports of the demo office anew.
data:
    cargo run --release --example demo_office -- data
