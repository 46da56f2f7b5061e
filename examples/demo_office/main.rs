//! Writes the raw exports of a fictional provincial office, defects included.
//!
//! ```text
//! cargo run --release --example demo_office -- [OUT_DIR]
//! ```
//!
//! `OUT_DIR` is `data` unless given; where it lies in a project, `isian.xlsx` is written beside it. Nothing in the files is real: the province, its offices,
//! its employees and its complaints are invented, and the same program always writes the same
//! bytes. The modules follow the folders: `budget`, `fa_detail` and `ledger` write
//! `keuangan/`, `planning` writes `perencanaan/`, `personnel`, `attendance` and `appraisal`
//! write `kepegawaian/`, `complaints`, `complaints_line`, `register` and `register_defects` write
//! `pengaduan/`, `survey` writes `skm/`, `services` what stands beside both, `harmony` writes
//! `kub/`, `issues` writes `isu/`, `conduct` and `verdicts` what the packs of official rules read in
//! `kepegawaian/` and `perencanaan/`, `spending`, `performance` and `ikpa` write `ikpa/`, `lke`
//! writes `zi/`, the files named `tim_` what single teams keep, and `readme` says what is in all of
//! them and what is wrong with it.

mod answers;
mod appraisal;
mod attendance;
mod budget;
mod calendar;
mod complaints;
mod complaints_line;
mod conduct;
mod fa_detail;
mod harmony;
mod ikpa;
mod issues;
mod ledger;
mod lke;
mod office;
mod output;
mod performance;
mod personnel;
mod planning;
mod readme;
mod register;
mod register_defects;
mod rng;
mod services;
mod spending;
mod survey;
mod tim;
mod tim_bidang;
mod tim_bmn;
mod tim_hukum;
mod tim_humas;
mod tim_kepegawaian;
mod tim_keuangan;
mod tim_kub;
mod tim_ortala;
mod tim_perencana;
mod tim_rencana;
mod tim_umum;
mod verdicts;

use std::io::Write;
use std::path::PathBuf;

use output::{Outcome, Output};

fn main() -> Outcome<()> {
    let root = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("data"), PathBuf::from);
    let mut out = Output::new(&root);

    let lines = budget::lines();
    fa_detail::write(&mut out, &lines)?;
    ledger::write_accounts(&mut out, &lines)?;
    ledger::write_monthly_plan(&mut out, &lines)?;

    let forms = planning::write(&mut out)?;
    tim_perencana::write(&mut out, &forms)?;

    let staff = personnel::staff();
    personnel::write_snapshots(&mut out, &staff)?;
    let absences = attendance::write(&mut out, &staff)?;
    appraisal::write(&mut out, &staff)?;

    let cases = complaints::cases();
    register::write(&mut out, &cases)?;

    survey::write(&mut out)?;
    let activities = harmony::write(&mut out)?;
    tim_kub::write(&mut out, &activities)?;
    tim_bmn::write(&mut out)?;
    tim_umum::write(&mut out)?;
    tim_humas::write(&mut out)?;
    tim_ortala::write(&mut out)?;
    tim_bidang::write(&mut out)?;
    tim_rencana::write(&mut out)?;
    tim_hukum::write(&mut out)?;
    services::write(&mut out, &cases)?;
    issues::write(&mut out)?;
    let hours = conduct::write(&mut out, &staff, &absences)?;
    tim_kepegawaian::write(&mut out, &staff, &hours)?;
    verdicts::write(&mut out)?;
    let orders = spending::orders();
    spending::write(&mut out, &orders)?;
    tim_keuangan::write(&mut out, &orders)?;
    let performance = performance::Performance::new(&lines);
    performance.write(&mut out)?;
    ikpa::write(&mut out, &orders, &performance)?;
    lke::write(&mut out)?;
    readme::write(&mut out, &lines, &cases)?;
    let has_answers = answers::write(&root)?;

    writeln!(
        std::io::stdout(),
        "{} files, {} bytes, {} planted defects in {}",
        out.n_files,
        out.n_bytes,
        out.defects.len(),
        root.display()
    )?;
    if has_answers {
        writeln!(std::io::stdout(), "isian.xlsx beside it")?;
    }
    Ok(())
}
