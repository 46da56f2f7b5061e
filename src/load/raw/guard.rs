//! A wall around the workbook reader, which panics on some damaged files.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use super::ReadError;

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Runs a reader and turns its panic into an error.
///
/// calamine indexes into the records of damaged binary workbooks without looking. What its panic
/// would print is kept from the terminal, on this thread and for this call only.
pub(in super::super) fn guarded<T>(
    read: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !SILENT.get() {
                usual(info);
            }
        }));
    });
    SILENT.set(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    SILENT.set(false);
    result.unwrap_or_else(|_| {
        Err(ReadError::Unreadable { detail: "its records contradict each other".to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let nothing: [u8; 0] = [];
        let found = guarded(|| Ok(nothing[std::hint::black_box(3)]));
        assert!(matches!(found, Err(ReadError::Unreadable { .. })));
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        assert!(!SILENT.get());
    }
}
