//! Broken and hostile files, made here: each ends in its finding, in bounded time and memory.
//!
//! Every file stands in a small project of its own, and the program itself reads it. `ZONA_SOAK`
//! in the environment adds files of a gigabyte.

mod archives;
mod binaries;
mod books;
mod pages;
mod texts;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::support::{TempDir, case_dir, tree};

/// No file may take longer.
const SECONDS: u64 = 5;

/// No file may take more memory, in kilobytes.
const KILOBYTES: u64 = 300 << 10;

/// A file and what must come of it.
struct Hostile {
    name: &'static str,
    /// The ending it pretends to have.
    ending: &'static str,
    bytes: Vec<u8>,
    /// The code of the finding; empty for a file that must load without a complaint.
    expected: &'static str,
}

fn hostile(
    name: &'static str,
    ending: &'static str,
    bytes: impl Into<Vec<u8>>,
    expected: &'static str,
) -> Hostile {
    Hostile { name, ending, bytes: bytes.into(), expected }
}

/// The heads of the table that the project asks for.
const HEADS: [&str; 6] = ["Nomor", "Unit", "Tanggal Masuk", "Status", "Biaya", "Lama Hari"];

/// One row that loads.
const ROW: [&str; 6] = ["A1", "Humas", "02/10/2024", "proses", "1.000", "5"];

/// The program's answer to one file.
struct Answer {
    code: Option<i32>,
    json: String,
    stderr: String,
    seconds: f64,
    kilobytes: u64,
}

fn project(file: &Hostile) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&case_dir("diagnostics/base"));
    files.retain(|path, _| !path.starts_with("data/"));
    let definitions = String::from_utf8(files["indicators/definisi.toml"].clone()).unwrap();
    let any = definitions.replace("data/register-*.xlsx", "data/register-*");
    files.insert("indicators/definisi.toml".into(), any.into_bytes());
    files.insert(format!("data/register-2024-TW4.{}", file.ending), file.bytes.clone());
    files
}

/// Runs `zona check` on a file, and watches its time and its memory.
fn answer(file: &Hostile) -> Answer {
    let dir = TempDir::with("hostile", &project(file));
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_zona"))
        .args(["check", "--format", "json", "--color", "never"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdout, mut stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |stream: &mut dyn Read| {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (mut kilobytes, mut ended) = (0, false);
    let (json, stderr) = std::thread::scope(|scope| {
        let json = scope.spawn(move || read(&mut stdout));
        let stderr = scope.spawn(move || read(&mut stderr));
        while !ended {
            kilobytes = kilobytes.max(peak(child.id()));
            if began.elapsed() > Duration::from_secs(20) {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(1));
            ended = child.try_wait().unwrap().is_some();
        }
        (json.join().unwrap(), stderr.join().unwrap())
    });
    let seconds = began.elapsed().as_secs_f64();
    let status = child.wait().unwrap();
    Answer { code: status.code(), json, stderr, seconds, kilobytes }
}

/// The most memory the program has had, in kilobytes; 0 where the system does not say. A child that
/// has not become the program yet still shows the memory of this one.
fn peak(process: u32) -> u64 {
    let program = std::fs::read_link(format!("/proc/{process}/exe")).unwrap_or_default();
    if program.file_name() != Path::new(env!("CARGO_BIN_EXE_zona")).file_name() {
        return 0;
    }
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// What is wrong with an answer.
fn complaint(file: &Hostile, answer: &Answer) -> Option<String> {
    let codes = codes(&answer.json);
    let errors = codes.iter().any(|(_, severity)| severity == "error");
    let wrong = if answer.code != Some(i32::from(errors)) {
        format!("exit code {:?}", answer.code)
    } else if answer.stderr.contains("panicked") {
        "a panic".to_owned()
    } else if file.expected.is_empty() && !codes.is_empty() {
        "it should load in silence".to_owned()
    } else if !file.expected.is_empty() && !codes.iter().any(|(code, _)| code == file.expected) {
        format!("no {}", file.expected)
    } else if answer.seconds > SECONDS as f64 {
        format!("{:.1} s", answer.seconds)
    } else if answer.kilobytes > KILOBYTES {
        format!("{} MB", answer.kilobytes >> 10)
    } else {
        return None;
    };
    Some(format!("{}: {wrong}; found {codes:?}\n{}", file.name, answer.stderr))
}

/// The codes of the findings with their severities.
fn codes(json: &str) -> Vec<(String, String)> {
    let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let findings = value["findings"].as_array().cloned().unwrap_or_default();
    let text = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap_or("").to_owned();
    findings.iter().map(|item| (text(item, "code"), text(item, "severity"))).collect()
}

/// Runs all files, two at a time; the slowest and the largest are printed.
fn run(files: Vec<Hostile>) {
    let n_files = files.len();
    let left = Mutex::new(files.into_iter());
    let done: Mutex<Vec<(f64, u64, &str)>> = Mutex::default();
    let wrong: Mutex<Vec<String>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(file) = left.lock().unwrap().next() else { break };
                    let answer = answer(&file);
                    wrong.lock().unwrap().extend(complaint(&file, &answer));
                    done.lock().unwrap().push((answer.seconds, answer.kilobytes, file.name));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by(|one, next| next.0.total_cmp(&one.0));
    let slowest = done.iter().take(3).map(|(seconds, _, name)| format!("{name} {seconds:.1} s"));
    eprintln!("{n_files} files; slowest: {}", slowest.collect::<Vec<_>>().join(", "));
    done.sort_by_key(|(_, kilobytes, _)| std::cmp::Reverse(*kilobytes));
    let largest = done.iter().take(3).map(|(_, size, name)| format!("{name} {} MB", size >> 10));
    eprintln!("largest: {}", largest.collect::<Vec<_>>().join(", "));
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {n_files} files\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_hostile_file_ends_in_its_finding() {
    let files: Vec<Hostile> =
        [texts::files(), pages::files(), archives::files(), books::files(), binaries::files()]
            .into_iter()
            .flatten()
            .collect();
    let names: std::collections::BTreeSet<&str> = files.iter().map(|file| file.name).collect();
    assert_eq!(names.len(), files.len(), "two files of one name");
    assert!(files.len() >= 60, "{} files", files.len());
    run(files);
}

/// Files of a gigabyte, for `just soak`.
#[test]
fn files_of_a_gigabyte() {
    if std::env::var_os("ZONA_SOAK").is_none() {
        eprintln!("skipped: files of a gigabyte are made only with ZONA_SOAK=1");
        return;
    }
    for file in texts::gigabytes() {
        run(vec![file]);
    }
}
