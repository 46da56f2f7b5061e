//! One run over a project: definitions, data, figures, judgements, with everything found wrong.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::compute::{Ask, Measurements, evaluate};
use crate::diag::words::slug;
use crate::diag::{Diagnostics, print};
use crate::domain::seal::Seals;
use crate::domain::{Date, Datelike, FileError, Files, Grain, Period, TeamTree};
use crate::form;
use crate::load::{self, Loaded};
use crate::messages::{Lang, Messages};
use crate::score::{Scorecards, grade, read_cards};
use crate::spec::{self, Indicator, Project};
use crate::store::{self, DiskError, DiskFiles, Wanted};

use super::args::{ColourArg, Global};
use super::progress::Progress;

/// How many quarters of history the series show.
const HISTORY: u32 = 8;

/// Why a run ended early.
#[derive(Debug)]
pub enum Failure {
    /// Findings of severity error; they have been printed.
    Findings,
    /// Usage; the text says what and what to do.
    Usage(String),
    /// The disk refused.
    Disk(DiskError),
}

impl From<DiskError> for Failure {
    fn from(error: DiskError) -> Self {
        Failure::Disk(error)
    }
}

impl Failure {
    /// What is printed of it, with the remedy; nothing if all has been printed.
    pub fn text(&self, words: &Messages) -> Option<String> {
        let error = match self {
            Failure::Findings => return None,
            Failure::Usage(text) => return Some(text.clone()),
            Failure::Disk(error) => error,
        };
        let key = match error.wanted {
            Wanted::Read => "disk-read",
            Wanted::Write => "disk-write",
        };
        let cause = error.cause();
        let known = format!("cause-{}", slug(&cause));
        let said = if words.has(&known) { words.word(&known) } else { cause.clone() };
        let remedy = format!("remedy-{}", slug(&cause));
        let remedy = if words.has(&remedy) { remedy } else { "remedy-disk".to_owned() };
        let path = error.path.display().to_string();
        Some(format!(
            "{}: {}\n  = {}: {}",
            words.word("severity-error"),
            words.text(key, &[("path", path), ("cause", said)]),
            words.word("diag-help"),
            words.word(&remedy)
        ))
    }
}

/// Writes to standard output; a reader that has gone away has read enough.
///
/// # Errors
///
/// When the output cannot be written, such as to a file on a full disk.
pub fn put_out(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(DiskError::writing(Path::new("stdout"))(error).into())
        }
        _ => Ok(()),
    }
}

/// A usage failure with its remedy, from the catalogue.
pub fn usage(words: &Messages, key: &str, args: &[(&str, String)]) -> Failure {
    let severity = words.word("severity-error");
    let mut text = format!("{severity}: {}", words.text(key, args));
    if let Some(help) = words.attribute(key, "help", args) {
        text.push_str(&format!("\n  = {}: {help}", words.word("diag-help")));
    }
    Failure::Usage(text)
}

/// A project with its data loaded.
pub struct Session<'a> {
    /// The project's folder.
    pub root: PathBuf,
    /// Its files.
    pub files: DiskFiles,
    /// Its definitions.
    pub project: Project,
    /// Its data.
    pub loaded: Loaded,
    /// What was published of sealed periods.
    pub seals: Seals,
    /// Everything found wrong so far.
    pub diags: Diagnostics,
    /// The words.
    pub words: &'a Messages,
    global: Global,
    told_waivers: bool,
    /// The teams as the definitions have them, whichever day's structure is looked at.
    teams: TeamTree,
}

/// Figures and judgements of a session.
pub struct Computed {
    /// What was asked for.
    pub ask: Ask,
    /// The figures.
    pub figures: Measurements,
    /// The judgements.
    pub graded: Scorecards,
}

impl<'a> Session<'a> {
    /// Reads the definitions and loads the data.
    ///
    /// # Errors
    ///
    /// No project, an unreadable folder, or definitions with errors (printed).
    pub fn open(
        global: &Global,
        words: &'a Messages,
        progress: &Progress,
    ) -> Result<Self, Failure> {
        Self::opened(global, words, progress, &form::overlay)
    }

    /// The same without the planner's answers, but for the files that they give to datasets: what
    /// the definitions alone make of the data.
    ///
    /// # Errors
    ///
    /// As [`Session::open`].
    pub fn bare(
        global: &Global,
        words: &'a Messages,
        progress: &Progress,
    ) -> Result<Self, Failure> {
        Self::opened(global, words, progress, &form::files_alone)
    }

    fn opened(
        global: &Global,
        words: &'a Messages,
        progress: &Progress,
        overlay: &dyn Fn(&mut Project, &dyn Files, &mut Diagnostics),
    ) -> Result<Self, Failure> {
        let root = find_project(global, words)?;
        let files = DiskFiles::open(&root)?;
        let mut diags = Diagnostics::default();
        let mut project = spec::read(&files, &mut diags);
        if !diags.has_errors() {
            overlay(&mut project, &files, &mut diags);
        }
        let seals = store::seal::seals(&files, &mut diags);
        let mut session = Self {
            root,
            files,
            teams: project.teams.clone(),
            project,
            loaded: Loaded::default(),
            seals,
            diags,
            words,
            global: global.clone(),
            told_waivers: false,
        };
        if session.diags.has_errors() {
            return Ok(session);
        }
        let say =
            |path: &str| progress.say(&words.text("progress-read", &[("file", path.to_owned())]));
        session.loaded = load::tables(&session.project, &session.files, &say, &mut session.diags);
        Ok(session)
    }

    /// Excuses what is waived at the end of the period asked for, then stops the run if errors are
    /// left.
    ///
    /// # Errors
    ///
    /// When there are errors.
    pub fn settle(&mut self, asked: Option<&str>) -> Result<(), Failure> {
        self.is_sound(asked);
        self.stop_on_errors()
    }

    /// Excuses what is waived at the end of the period asked for; whether no error is left.
    pub fn is_sound(&mut self, asked: Option<&str>) -> bool {
        if let Ok(period) = self.period(asked) {
            self.waive(self.as_of(period));
        }
        !self.diags.has_errors()
    }

    /// Excuses what the definitions excuse on a day.
    fn waive(&mut self, as_of: Date) {
        load::check::waive(&self.project, &self.loaded.tables, as_of, &mut self.diags);
    }

    /// The cut-off for a period.
    fn as_of(&self, period: Period) -> Date {
        self.global.as_of.unwrap_or_else(|| period.end()).min(period.end())
    }

    /// Stops the run if anything of severity error was found, after printing all of it.
    ///
    /// # Errors
    ///
    /// When there are errors.
    pub fn stop_on_errors(&self) -> Result<(), Failure> {
        if !self.diags.has_errors() {
            return Ok(());
        }
        self.print_findings();
        if !self.global.quiet {
            eprintln!("{}", self.words.word("diag-nothing-written"));
        }
        Err(Failure::Findings)
    }

    /// Prints what was found, worst first, and unless asked to be quiet how much it is.
    pub fn print_findings(&self) {
        self.print_all_findings(false);
    }

    /// Prints what was found, worst first; every finding of a kind rather than the first few.
    pub fn print_all_findings(&self, every: bool) {
        let (sources, words) = (&self.project.sources, self.words);
        let most = if every { usize::MAX } else { print::SHOWN };
        let mut text = print::findings(&self.diags, sources, words, self.colour(), most);
        if !self.global.quiet {
            text.push_str(&print::summary(&self.diags, words));
            text.push('\n');
        }
        eprint!("{text}");
    }

    /// The period asked for, or the latest quarter that the data cover.
    ///
    /// # Errors
    ///
    /// When it makes no sense, or no data cover a quarter.
    pub fn period(&self, asked: Option<&str>) -> Result<Period, Failure> {
        match asked {
            Some(text) => Period::parse(text)
                .ok_or_else(|| usage(self.words, "period-form", &[("found", text.to_owned())])),
            None => {
                let latest = self.loaded.coverage.latest_quarter();
                let latest = latest.ok_or_else(|| usage(self.words, "no-period", &[]))?;
                // On a day before it, the quarter of that day is the one that is known.
                let before = self.global.as_of.filter(|day| *day < latest.start());
                Ok(before.map_or(latest, |day| Period::containing(day, Grain::Quarter)))
            }
        }
    }

    /// Computes and judges everything that a report of the period needs.
    pub fn compute(&mut self, period: Period, progress: &Progress) -> Computed {
        self.compute_all(&[period], progress)
    }

    /// How the periods part where the teams stood otherwise: all of one part can be computed in one
    /// walk over the data. Where months are watched for signals, or small counts are withheld, each
    /// period stands for itself: later ones would change what is said of it.
    pub fn parts(&self, periods: &[Period]) -> Vec<Vec<Period>> {
        let mut indicators = self.project.indicators.iter();
        let is_watched =
            |one: &Indicator| one.series == Grain::Month || one.honesty.suppress.is_some();
        if indicators.any(is_watched) {
            return periods.iter().map(|period| vec![*period]).collect();
        }
        let mut parts: Vec<(TeamTree, Vec<Period>)> = vec![];
        for period in periods {
            let tree = self.teams.structured(self.structure(*period));
            match parts.last_mut().filter(|(known, _)| *known == tree) {
                Some((_, part)) => part.push(*period),
                None => parts.push((tree, vec![*period])),
            }
        }
        parts.into_iter().map(|(_, part)| part).collect()
    }

    /// The day whose structure of teams the figures of a period are shown in.
    fn structure(&self, period: Period) -> Date {
        self.global.structure.unwrap_or_else(|| period.end())
    }

    /// Computes and judges some periods of one length that follow each other, all in one walk over
    /// the data and in the structure of the last: each at its own end, as if it were asked for
    /// alone.
    pub fn compute_all(&mut self, periods: &[Period], progress: &Progress) -> Computed {
        let period = *periods.last().expect("at least one period is asked for");
        let count = self.project.indicators.len().to_string();
        progress.say(&self.words.text("progress-compute", &[("count", count)]));
        let as_of = self.as_of(period);
        self.project.teams = self.teams.structured(self.structure(period));
        let (teams, shown) = (&self.teams, &self.project.teams);
        self.seals.compare_only(&|seal, team| {
            shown.holds_the_same(&teams.structured(seal.period.end()), team)
        });
        let earlier = periods.first().map_or(0, |first| quarters(*first, period));
        let ask = Ask { period, as_of, history: HISTORY + earlier };
        let loaded = &self.loaded;
        let mut figures =
            evaluate(&self.project, &loaded.tables, &loaded.coverage, &ask, &mut self.diags);
        read_cards(&self.project, &ask, &mut figures);
        spec::revision::check(&self.project, &self.seals, period, &mut self.diags);
        self.waive(as_of);
        for period in periods {
            self.waive(self.as_of(*period));
        }
        if !std::mem::replace(&mut self.told_waivers, true) {
            load::check::unused(&self.project, as_of, &mut self.diags);
        }
        let graded = grade(&self.project, &figures);
        Computed { ask, figures, graded }
    }

    /// The bytes of every file that went in, by path.
    ///
    /// # Errors
    ///
    /// When a file vanished meanwhile.
    pub fn bytes_of(&self, paths: &[String]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let read = |path: &String| {
            let refused = |error: FileError| {
                let problem = [("file", error.path), ("cause", error.cause)];
                usage(self.words, "file-missing", &problem)
            };
            Ok((path.clone(), self.files.read(path).map_err(refused)?))
        };
        paths.iter().map(read).collect()
    }

    fn colour(&self) -> bool {
        match self.global.color {
            ColourArg::Always => true,
            ColourArg::Never => false,
            ColourArg::Auto => std::io::stderr().is_terminal(),
        }
    }
}

/// How many quarters lie between the ends of two periods, begun ones included.
fn quarters(first: Period, last: Period) -> u32 {
    let at = |period: Period| period.end().year() * 12 + period.end().month() as i32;
    let months = u32::try_from(at(last) - at(first)).unwrap_or(0);
    months.div_ceil(Grain::Quarter.months())
}

/// Every period from one to another of the same length.
pub fn span(first: Period, last: Period) -> Vec<Period> {
    let mut all = vec![];
    let mut at = first;
    while at <= last && all.len() < 1200 {
        all.push(at);
        at = at.shifted(1);
    }
    all
}

/// The language that the project's settings ask for; Indonesian if they cannot be read.
pub fn office_language(global: &Global) -> Lang {
    let english = nearest_project(global)
        .and_then(|root| std::fs::read_to_string(root.join(spec::read::SETTINGS)).ok())
        .is_some_and(|text| spec::office::language(&text).as_deref() == Some("en"));
    if english { Lang::En } else { Lang::Id }
}

/// The folder given, or the nearest one upwards that holds a project.
fn find_project(global: &Global, words: &Messages) -> Result<PathBuf, Failure> {
    nearest_project(global).ok_or_else(|| usage(words, "no-project", &[]))
}

/// The folder given, or the nearest one upwards that holds a project; `None` if there is none.
pub fn nearest_project(global: &Global) -> Option<PathBuf> {
    let has_settings = |folder: &&Path| folder.join(spec::read::SETTINGS).is_file();
    if let Some(given) = &global.project {
        return Some(given.as_path()).filter(has_settings).map(Path::to_owned);
    }
    #[expect(clippy::disallowed_methods, reason = "the command line is where the place comes in")]
    let here = std::env::current_dir().ok()?;
    here.ancestors().find(has_settings).map(Path::to_owned)
}
