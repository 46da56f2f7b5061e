//! Lists the files of the demo office for `zona init --demo`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut paths = vec!["isian.xlsx".to_owned(), "zona.toml".to_owned()];
    for folder in ["data", "indicators"] {
        println!("cargo:rerun-if-changed={folder}");
        list(&root.join(folder), folder, &mut paths)?;
    }
    println!("cargo:rerun-if-changed=zona.toml");
    println!("cargo:rerun-if-changed=isian.xlsx");
    paths.sort();
    let mut code = String::from("/// Every file with its bytes.\n");
    code.push_str("pub(super) const FILES: &[(&str, &[u8])] = &[\n");
    for path in paths {
        let full = root.join(&path);
        writeln!(code, "    ({path:?}, include_bytes!({full:?})),").map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("demo.rs"), code)
}

fn list(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}/{name}");
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &path, paths)?;
        } else if !name.starts_with(['.', '~']) {
            paths.push(path);
        }
    }
    Ok(())
}
