//! Names of things: cheap to copy about, ordered, and not interchangeable.

use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps an already validated name.
            pub fn new(name: impl AsRef<str>) -> Self {
                Self(Arc::from(name.as_ref()))
            }

            /// The name as written in the definitions.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A team of the tree, such as `keuangan`.
    TeamId
);
id!(
    /// A dataset (data contract), such as `pengaduan`.
    DatasetId
);
id!(
    /// An indicator, such as `pengaduan_tepat_waktu`.
    IndicatorId
);
id!(
    /// A scorecard, such as `tim`.
    ScorecardId
);

/// Whether `text` may name a dataset, column, indicator or team: `[a-z][a-z0-9_]*`.
pub fn is_snake(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
