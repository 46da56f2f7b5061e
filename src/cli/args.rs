//! The arguments as typed. Their descriptions come from the message catalogue.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::Date;

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "zona", version, disable_help_subcommand = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The project's folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
    /// The language of everything that people read.
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArg>,
    /// Say nothing but results and errors.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colours.
    #[arg(long, global = true, value_enum, default_value_t = ColourArg::Auto)]
    pub color: ColourArg,
    /// The cut-off date.
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The day whose structure of teams is looked at.
    #[arg(long, global = true, value_name = "DATE")]
    pub structure: Option<Date>,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Indonesian.
    Id,
    /// English.
    En,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColourArg {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Documents of one period.
    Report(ReportArgs),
    /// Results as a tidy table.
    Compute(ComputeArgs),
    /// Definitions and data, without a report.
    Check(CheckArgs),
    /// One figure, down to its rows.
    Explain(ExplainArgs),
    /// Workbooks to be filled in.
    Template(TemplateArgs),
    /// A new project.
    Init(InitArgs),
    /// A period frozen as it was approved.
    Seal(SealArgs),
    /// What is in a file.
    Inspect(InspectArgs),
    /// An official workbook, worked out again.
    Backtest(BacktestArgs),
}

/// The arguments of `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The period.
    #[arg(long)]
    pub period: Option<String>,
    /// Only these teams.
    #[arg(long, value_name = "ID")]
    pub team: Vec<String>,
    /// Only these formats.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Document::ALL)]
    pub format: Vec<Document>,
    /// The folder of the documents.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Only check.
    #[arg(long)]
    pub check: bool,
}

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Document {
    /// One self-contained page.
    Html,
    /// A workbook.
    Xlsx,
    /// The results as CSV.
    Csv,
    /// The results as JSON.
    Json,
    /// The results as Parquet.
    Parquet,
    /// Every chart as SVG.
    Svg,
    /// Every chart as PNG.
    Png,
}

impl Document {
    /// Every format.
    pub const ALL: [Document; 7] = [
        Document::Html,
        Document::Xlsx,
        Document::Csv,
        Document::Json,
        Document::Parquet,
        Document::Svg,
        Document::Png,
    ];
}

/// The arguments of `compute`.
#[derive(Debug, Args)]
pub struct ComputeArgs {
    /// The period.
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub period: Option<String>,
    /// The first period.
    #[arg(long, requires = "to")]
    pub from: Option<String>,
    /// The last period.
    #[arg(long, requires = "from")]
    pub to: Option<String>,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t = TableForm::Table)]
    pub format: TableForm,
}

/// A form of the results table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableForm {
    /// Aligned columns for people.
    Table,
    /// JSON.
    Json,
    /// CSV.
    Csv,
    /// Parquet.
    Parquet,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The form of the findings.
    #[arg(long, value_enum, default_value_t = FindingsForm::Text)]
    pub format: FindingsForm,
    /// The fate of the rows of every sheet.
    #[arg(long)]
    pub ledger: bool,
    /// Every finding of a kind rather than the first few of a file.
    #[arg(long)]
    pub all: bool,
    /// The folder for the rows set aside.
    #[arg(long, value_name = "DIR")]
    pub rejects: Option<PathBuf>,
}

/// A form of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingsForm {
    /// For people.
    Text,
    /// JSON.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The indicator.
    pub indicator: String,
    /// The team.
    #[arg(long, value_name = "ID")]
    pub team: Option<String>,
    /// The period.
    #[arg(long)]
    pub period: Option<String>,
    /// The plan too.
    #[arg(long)]
    pub plan: bool,
}

/// The arguments of `template`.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// Datasets without an export; `isian` or nothing for the planner's workbook.
    #[arg(value_name = "DATASET")]
    pub datasets: Vec<String>,
    /// The period.
    #[arg(long)]
    pub period: Option<String>,
    /// The folder of the forms.
    #[arg(long = "out", value_name = "DIR")]
    pub form_folder: Option<PathBuf>,
}

/// The arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The complete demo office.
    #[arg(long)]
    pub demo: bool,
}

/// The arguments of `seal`.
#[derive(Debug, Args)]
pub struct SealArgs {
    /// The period.
    #[arg(value_name = "PERIOD")]
    pub sealed_period: String,
}

/// The arguments of `inspect`.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A definition instead of a description.
    #[arg(long)]
    pub draft: bool,
}

/// The arguments of `backtest`.
#[derive(Debug, Args)]
pub struct BacktestArgs {
    /// The official workbook.
    #[arg(value_name = "FILE")]
    pub workbook: PathBuf,
    /// The dataset that says what it must come to.
    #[arg(long, value_name = "DATASET")]
    pub dataset: Option<String>,
    /// The period, where the file does not say it.
    #[arg(long)]
    pub period: Option<String>,
    /// The form of the outcome.
    #[arg(long = "format", value_enum, default_value_t = BacktestForm::Text)]
    pub form: BacktestForm,
}

/// A form of the outcome of `backtest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BacktestForm {
    /// For people.
    Text,
    /// JSON.
    Json,
}
