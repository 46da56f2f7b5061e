//! What happens on disk: outputs appear whole or not at all, with a manifest of everything.

pub mod refusal;
pub mod disk;
pub mod stage;
pub mod manifest;
pub mod seal;

pub use disk::DiskFiles;
pub use manifest::{Manifest, earlier, foreign, sha256};
pub use refusal::{DiskError, Wanted};
pub use stage::{Stage, write_new, write_whole};
