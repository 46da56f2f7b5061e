//! A folder of outputs that is built beside its place and moved into it when it is complete.
//! Until then the folder of the run before stays as it was, even if this run is killed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Outputs on their way to their folder.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    staging: PathBuf,
    retired: PathBuf,
}

impl Stage {
    /// Begins a new folder of outputs; what a killed run left behind is cleared away.
    ///
    /// # Errors
    ///
    /// When the place cannot be written to.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| io::Error::other("the output folder has no name"))?;
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(parent)?;
        let stage = Self {
            folder: folder.to_owned(),
            staging: parent.join(format!(".{name}.new")),
            retired: parent.join(format!(".{name}.old")),
        };
        // A run killed between the two moves of `finish` left only the retired folder.
        if stage.retired.exists() && !stage.folder.exists() {
            fs::rename(&stage.retired, &stage.folder)?;
        }
        remove(&stage.staging)?;
        remove(&stage.retired)?;
        fs::create_dir_all(&stage.staging)?;
        Ok(stage)
    }

    /// Writes a file; `path` is relative to the folder.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.staging.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(target, bytes)
    }

    /// Puts the complete folder in its place.
    ///
    /// # Errors
    ///
    /// When the disk refuses; the folder of the run before is then still there.
    pub fn finish(self) -> io::Result<PathBuf> {
        if self.folder.exists() {
            fs::rename(&self.folder, &self.retired)?;
        }
        if let Err(error) = fs::rename(&self.staging, &self.folder) {
            if self.retired.exists() {
                fs::rename(&self.retired, &self.folder)?;
            }
            return Err(error);
        }
        remove(&self.retired)?;
        Ok(self.folder)
    }
}

fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// Writes one file whole: beside its place, then moved into it.
///
/// # Errors
///
/// When the disk refuses; what stood there before is then still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut staged = path.as_os_str().to_owned();
    staged.push(".new");
    fs::write(&staged, bytes)?;
    fs::rename(&staged, path)
}
