//! A folder of outputs that is built beside its place and moved into it when it is complete.
//! Until then the folder of the run before stays as it was, even if this run is killed.

use std::fs;
use std::path::{Path, PathBuf};

use super::refusal::DiskError;

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
    pub fn begin(folder: &Path) -> Result<Self, DiskError> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        // A root or `..` names no folder of its own that could be replaced.
        let nameless = || DiskError::writing(folder)(std::io::ErrorKind::AlreadyExists.into());
        let name = name.ok_or_else(nameless)?;
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(parent).map_err(DiskError::writing(parent))?;
        let stage = Self {
            folder: folder.to_owned(),
            staging: parent.join(format!(".{name}.new")),
            retired: parent.join(format!(".{name}.old")),
        };
        // A run killed between the two moves of `finish` left only the retired folder.
        if stage.retired.exists() && !stage.folder.exists() {
            fs::rename(&stage.retired, &stage.folder).map_err(DiskError::writing(&stage.folder))?;
        }
        remove(&stage.staging)?;
        remove(&stage.retired)?;
        fs::create_dir_all(&stage.staging).map_err(DiskError::writing(folder))?;
        Ok(stage)
    }

    /// Writes a file; `path` is relative to the folder.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let (target, shown) = (self.staging.join(path), self.folder.join(path));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(DiskError::writing(&shown))?;
        }
        fs::write(target, bytes).map_err(DiskError::writing(&shown))
    }

    /// Puts the complete folder in its place.
    ///
    /// # Errors
    ///
    /// When the disk refuses; the folder of the run before is then still there.
    pub fn finish(self) -> Result<PathBuf, DiskError> {
        if self.folder.exists() {
            fs::rename(&self.folder, &self.retired).map_err(DiskError::writing(&self.folder))?;
        }
        if let Err(error) = fs::rename(&self.staging, &self.folder) {
            if self.retired.exists() {
                fs::rename(&self.retired, &self.folder)
                    .map_err(DiskError::writing(&self.folder))?;
            }
            return Err(DiskError::writing(&self.folder)(error));
        }
        remove(&self.retired)?;
        Ok(self.folder)
    }
}

fn remove(folder: &Path) -> Result<(), DiskError> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).map_err(DiskError::writing(folder))
}

/// Writes one file whole: beside its place, then moved into it.
///
/// # Errors
///
/// When the disk refuses; what stood there before is then still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(DiskError::writing(path))?;
    }
    let mut staged = path.as_os_str().to_owned();
    staged.push(".new");
    fs::write(&staged, bytes).map_err(DiskError::writing(path))?;
    fs::rename(&staged, path).map_err(DiskError::writing(path))
}

/// Writes one file whole where none stands yet; whether it did.
///
/// # Errors
///
/// When the disk refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, DiskError> {
    if path.exists() {
        return Ok(false);
    }
    write_whole(path, bytes).map(|()| true)
}
