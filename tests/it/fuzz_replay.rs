//! The inputs that the fuzzer has found worth keeping, tried once more.

use std::fs;

use crate::shape;
use crate::support::{root, tree};

// The readers as the fuzzer knows them are those of the library.
use zona::load;

#[path = "../../fuzz/tries.rs"]
mod tries;

/// The name of a reader, and what feeds it.
type Target = (&'static str, fn(&[u8]));

#[test]
fn kept_inputs_are_survived() {
    let targets: [Target; 5] = [
        ("numbers", tries::numbers),
        ("dates", tries::dates),
        ("csv", tries::csv),
        ("html", tries::html),
        ("workbook", tries::workbook),
    ];
    for (target, attempt) in targets {
        let inputs = tree(&root().join("tests/cases/fuzz").join(target));
        assert!(inputs.len() >= 10, "{target} has {} inputs", inputs.len());
        inputs.values().for_each(|input| attempt(input));
    }
    let entries = fs::read_dir(root().join("tests/cases/fuzz")).unwrap();
    let folders = entries.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(folders, targets.len(), "inputs for a target that is not tried");
}
