//! What happens on disk: outputs appear whole or not at all, with a manifest of everything.

pub mod disk;
pub mod stage;
pub mod manifest;

pub use disk::DiskFiles;
pub use manifest::{Manifest, foreign, sha256};
pub use stage::{Stage, write_whole};
