//! What is known when, and what is not known at all: coverage, windows, snapshots, calendars. Each
//! test is the smallest project in which the figure was once a wrong number.

use zona::domain::{Blank, IndicatorId, MemoryFiles, Number, Period, Reason, TeamId, Value};

use crate::support::{Run, ask, run, run_clean};

const OFFICE: &str = "\
[office]
name = \"Kantor\"
[calendar]
holidays = \"indicators/libur.csv\"
[[team]]
id = \"kantor\"
name = \"Kantor\"
[[team]]
id = \"a\"
name = \"Tim A\"
parent = \"kantor\"
[[team]]
id = \"b\"
name = \"Tim B\"
parent = \"kantor\"
";

/// The calendar knows 2024 alone.
const HOLIDAYS: &str = "date,name,type,known_from,known_until,source\n2024-12-25,Natal,x,,,\n";

const REGISTER: &str = "\
[dataset.t]
files = [\"data/t-*.csv\"]
date = \"hari\"
team = \"unit\"
covers = { period = \"file-name:t-{tim}-{tahun}-{triwulan}\", team = \"file-name:t-{tim}-*\" }
[dataset.t.column]
unit = { type = \"team\", header = [\"Unit\"] }
hari = { type = \"date\", header = [\"Hari\"], required = true }
selesai = { type = \"date\", header = [\"Selesai\"], event = true }
x = { type = \"number\", header = [\"X\"] }
";

/// A project: settings, definitions, and data files.
fn files(settings: &str, definitions: &str, data: &[(&str, &str)]) -> MemoryFiles {
    let fixed = [
        ("zona.toml", settings),
        ("indicators/libur.csv", HOLIDAYS),
        ("indicators/t.toml", definitions),
    ];
    MemoryFiles::new(fixed.into_iter().chain(data.iter().copied()))
}

/// A register with one row of a team in the middle of a quarter's first month.
fn one(unit: &str, day: &str, x: &str) -> String {
    format!("Unit;Hari;Selesai;X\n{unit};{day};;{x}\n")
}

fn indicator(formula: &str, more: &str) -> String {
    format!(
        "[indicator.i]\nname = \"I\"\nfor = \"each\"\ndataset = \"t\"\nformula = \"{formula}\"\n{more}\n"
    )
}

fn number(run: &Run, team: &str) -> Option<i64> {
    run.value("i", team).number().and_then(Number::to_i64)
}

fn reason(run: &Run, team: &str) -> String {
    match run.value("i", team) {
        Value::Blank(kind, reason) => format!("{} {reason}", kind.word()),
        Value::Number(number) => number.to_plain(6),
    }
}

/// A history is known only if every quarter of it was handed in.
#[test]
fn a_hole_in_the_history_is_named() {
    let definitions = REGISTER.to_owned() + &indicator("COUNT(*)", "window = \"to_date\"");
    let (a1, a2) = (one("A", "10/01/2024", "1"), one("A", "10/04/2024", "1"));
    let (a3, b3) = (one("A", "10/07/2024", "1"), one("B", "10/07/2024", "1"));
    let (b1, b2) = (one("B", "10/01/2024", "1"), one("B", "10/04/2024", "1"));
    let all = [
        ("data/t-a-2024-TW1.csv", a1.as_str()),
        ("data/t-a-2024-TW2.csv", a2.as_str()),
        ("data/t-a-2024-TW3.csv", a3.as_str()),
        ("data/t-b-2024-TW1.csv", b1.as_str()),
        ("data/t-b-2024-TW3.csv", b3.as_str()),
        ("data/t-b-2024-TW2.csv", b2.as_str()),
    ];
    let settings = OFFICE.replace("\"Tim A\"", "\"A\"").replace("\"Tim B\"", "\"B\"");
    let whole = run_clean(&files(&settings, &definitions, &all), ask("2024-Q3", None, 1));
    assert_eq!([number(&whole, "a"), number(&whole, "kantor")], [Some(3), Some(6)]);
    let holed = run_clean(&files(&settings, &definitions, &all[..5]), ask("2024-Q3", None, 1));
    assert_eq!(number(&holed, "a"), Some(3));
    for team in ["b", "kantor"] {
        let expected = "belum_ada not-covered:t:b:2024-04+2024-05+2024-06";
        assert_eq!(reason(&holed, team), expected, "{team}");
    }
    // A file of long ago makes the history long; whole years are told as one.
    let mut old = all.to_vec();
    old.push(("data/t-a-2022-TW2.csv", "Unit;Hari;Selesai;X\n"));
    let long = run_clean(&files(&settings, &definitions, &old), ask("2024-Q3", None, 1));
    let expected = "belum_ada not-covered:t:a:\
        2022-07+2022-08+2022-09+2022-10+2022-11+2022-12+2023";
    assert_eq!(reason(&long, "a"), expected);
    // Where the history is declared to begin later, nobody asks for what lies before.
    let since = definitions.replace("date = \"hari\"\n", "date = \"hari\"\nsince = 2024-07-01\n");
    let later = run_clean(&files(&settings, &since, &all[..5]), ask("2024-Q3", None, 1));
    assert_eq!(number(&later, "b"), Some(2));
}

/// A team that has ended is not waited for, and is no part of later reports; one that has not
/// begun has nothing to measure.
#[test]
fn an_ended_team_owes_nothing() {
    let definitions = REGISTER.to_owned() + &indicator("COUNT(*)", "");
    let ended = OFFICE.to_owned() + "valid = { to = 2024-03-31 }\n";
    let (a, b) = (one("Tim A", "10/04/2024", "1"), one("Tim B", "10/01/2024", "1"));
    let data = [
        ("data/t-a-2024-TW1.csv", "Unit;Hari;Selesai;X\n"),
        ("data/t-a-2024-TW2.csv", &a),
        ("data/t-b-2024-TW1.csv", &b),
    ];
    let before = run_clean(&files(&ended, &definitions, &data), ask("2024-Q1", None, 1));
    assert_eq!([number(&before, "b"), number(&before, "kantor")], [Some(1), Some(1)]);
    let after = run_clean(&files(&ended, &definitions, &data), ask("2024-Q2", None, 1));
    assert_eq!(number(&after, "kantor"), Some(1));
    assert!(after.rows().iter().all(|row| row.team != "b"));
    let begun = OFFICE.to_owned() + "valid = { from = 2024-04-01 }\n";
    let later = run_clean(&files(&begun, &definitions, &data[..2]), ask("2024-Q2", None, 2));
    let first = later.value_of("i", "b", Period::parse("2024-Q1").unwrap());
    assert_eq!(first, Value::Blank(Blank::NotApplicable, Reason::NoTeam));
    let coverage = after.rows().into_iter().find(|row| row.team == "kantor").unwrap().coverage;
    assert_eq!(coverage, "1/1");
    // Before it ended it owed its register as everybody else.
    let lacking = run_clean(&files(&ended, &definitions, &data[..2]), ask("2024-Q1", None, 1));
    assert_eq!(reason(&lacking, "kantor"), "belum_ada not-covered:t:b:2024-01+2024-02+2024-03");
}

const STATES: &str = "\
[dataset.t]
date = \"posisi\"
team = \"unit\"
[[dataset.t.source]]
files = [\"data/bulan-*.csv\"]
covers = { period = \"file-name:bulan-{tahun}-{bulan}\" }
[[dataset.t.source]]
files = [\"data/triwulan-*.csv\"]
covers = { period = \"file-name:triwulan-{tahun}-{triwulan}\" }
[dataset.t.column]
posisi = { type = \"date\", from = \"covers\" }
unit = { type = \"team\", header = [\"Unit\"] }
x = { type = \"number\", header = [\"X\"] }
";

/// A state is one period's: a month and a quarter that end on the same day do not add up.
#[test]
fn a_snapshot_is_one_state() {
    let definitions = STATES.to_owned() + &indicator("SUM(x)", "window = \"snapshot\"");
    let rows = "Unit;X\nTim A;5\nTim B;7\n";
    let data = [
        ("data/bulan-2024-11.csv", "Unit;X\nTim A;1\n"),
        ("data/bulan-2024-12.csv", rows),
        ("data/triwulan-2024-TW4.csv", rows),
    ];
    let twice = run_clean(&files(OFFICE, &definitions, &data), ask("2024-Q4", None, 1));
    assert_eq!(number(&twice, "kantor"), Some(12));
    assert_eq!(twice.codes().get("snapshot-twice"), Some(&1), "{}", twice.printed());
    let once = run_clean(&files(OFFICE, &definitions, &data[1..2]), ask("2024-Q4", None, 1));
    assert_eq!(number(&once, "kantor"), Some(12));
    assert!(once.diags.is_empty(), "{}", once.printed());
}

/// A day of a year whose holidays nobody listed is not a day that does not exist.
#[test]
fn an_unlisted_year_makes_no_number() {
    let rows =
        "Unit;Hari;Selesai;X\nTim A;02/12/2024;05/12/2024;1\nTim A;30/12/2024;06/01/2025;1\n";
    let data =
        [("data/t-a-2024-TW4.csv", rows), ("data/t-a-2025-TW1.csv", "Unit;Hari;Selesai;X\n")];
    let value = |formula: &str, more: &str, period: &str| {
        let derive = "[dataset.t.derive]\ntempo = \"ADD_WORKDAYS(hari, 5)\"\n";
        let definitions = format!("{REGISTER}{derive}{}", indicator(formula, more));
        let run = run_clean(&files(OFFICE, &definitions, &data), ask(period, None, 1));
        reason(&run, "a")
    };
    let unknown = "belum_ada unknown-calendar";
    let check = |formula: &str, more: &str, period: &str, expected: &str| {
        assert_eq!(value(formula, more, period), expected, "{formula} {more} {period}");
    };
    check("AVG(WORKDAYS(hari, selesai))", "", "2024-Q4", "3");
    let to_date = "window = \"year\"\ndate = \"selesai\"";
    check("AVG(WORKDAYS(hari, selesai))", to_date, "2025-Q1", unknown);
    check("COUNT(WORKDAYS(hari, selesai))", to_date, "2025-Q1", unknown);
    check("MEDIAN(WORKDAYS(hari, selesai))", to_date, "2025-Q1", unknown);
    check("COUNT(*) FILTER (WHERE WORKDAYS(hari, selesai) > 3)", to_date, "2025-Q1", unknown);
    check("COUNT(*)", &format!("where = \"tempo < AS_OF\"\n{to_date}"), "2025-Q1", unknown);
    // Due five working days after 30 December: not in 2024 whatever the holidays of 2025 are, but
    // perhaps in its first quarter.
    check("COUNT(*)", "date = \"tempo\"", "2024-Q4", "1");
    check("COUNT(*)", "date = \"tempo\"", "2025-Q1", unknown);
    // What is not asked about does no harm.
    let other = format!("where = \"x > 1 AND tempo < AS_OF\"\n{to_date}");
    check("COUNT(*)", &other, "2025-Q1", "0");
}

/// Rows without a value are remarked by every aggregate that passes over them.
#[test]
fn empty_cells_are_counted() {
    let rows =
        "Unit;Hari;Selesai;X\nTim A;02/10/2024;;4\nTim A;03/10/2024;;\nTim A;04/10/2024;;6\n";
    for (formula, expected) in [
        ("SUM(x)", 1),
        ("AVG(x)", 1),
        ("MEDIAN(x)", 1),
        ("MIN(x)", 1),
        ("MAX(x)", 1),
        ("COUNT(x)", 0),
        ("COUNT(*)", 0),
    ] {
        let definitions = REGISTER.to_owned() + &indicator(formula, "");
        let data = [("data/t-a-2024-TW4.csv", rows)];
        let run = run_clean(&files(OFFICE, &definitions, &data), ask("2024-Q4", None, 1));
        let figure = run.figures.get(&IndicatorId::new("i"), &TeamId::new("a"), run.ask.period);
        assert_eq!(figure.unwrap().rows_empty, expected, "{formula}");
    }
}

/// What nobody handed in may not be replaced, only what does not apply.
#[test]
fn no_number_stands_in_for_a_missing_one() {
    let value = |formula: &str, data: &[(&str, &str)]| {
        let definitions = format!(
            "{REGISTER}[indicator.n]\nname = \"N\"\nfor = \"each\"\ndataset = \"t\"\n\
             formula = \"AVG(x)\"\n[indicator.i]\nname = \"I\"\nfor = \"each\"\n\
             formula = \"{formula}\"\n"
        );
        let run = run_clean(&files(OFFICE, &definitions, data), ask("2024-Q4", None, 1));
        reason(&run, "a")
    };
    let empty = [("data/t-a-2024-TW4.csv", "Unit;Hari;Selesai;X\n")];
    let none = [("data/t-a-2024-TW3.csv", "Unit;Hari;Selesai;X\n")];
    for formula in ["COALESCE(n, 7)", "CASE WHEN n IS NULL THEN 7 ELSE n END"] {
        assert_eq!(value(formula, &empty), "7", "{formula}");
        assert_eq!(value(formula, &none), "belum_ada upstream:n", "{formula}");
    }
    assert_eq!(value("CASE WHEN 1 IN (2, n) THEN 1 ELSE 0 END", &none), "belum_ada upstream:n");
    assert_eq!(value("CASE WHEN 1 IN (1, n) THEN 1 ELSE 0 END", &none), "1");
}

/// A row that says of itself which month it is covers that month only from its day on.
#[test]
fn a_row_of_the_future_covers_no_month_yet() {
    let definitions = "\
[dataset.t]
files = [\"data/rpd-*.csv\"]
date = \"hari\"
covers = { period = \"column:hari\", every = \"month\" }
[dataset.t.column]
hari = { type = \"date\", header = [\"Hari\"], required = true }
x = { type = \"number\", header = [\"X\"] }
[indicator.i]
name = \"I\"
dataset = \"t\"
formula = \"SUM(x)\"
window = \"month\"
";
    let data = [("data/rpd-2024.csv", "Hari;X\n31/10/2024;1\n30/11/2024;2\n")];
    let at = |as_of: &str| {
        let asked = ask("2024-Q4", Some(as_of), 1);
        reason(&run_clean(&files(OFFICE, definitions, &data), asked), "kantor")
    };
    assert_eq!(at("2024-11-30"), "2");
    assert_eq!(at("2024-11-15"), "belum_ada not-covered:t::2024-11");
}

/// A declaration that there is nothing to measure speaks of the team's own figure. If rows come
/// all the same they stay in the figures of the units above: no declaration loses a row.
#[test]
fn rows_of_a_team_that_is_not_applicable_count_above_it() {
    let more = "[indicator.i.not_applicable]\nb = \"tidak melayani\"";
    let definitions = REGISTER.to_owned() + &indicator("COUNT(*)", more);
    let (a, b) = (one("Tim A", "10/10/2024", "1"), one("Tim B", "10/10/2024", "1"));
    let data = [("data/t-a-2024-TW4.csv", a.as_str()), ("data/t-b-2024-TW4.csv", b.as_str())];
    let run = run_clean(&files(OFFICE, &definitions, &data), ask("2024-Q4", None, 1));
    assert_eq!(reason(&run, "b"), "tidak_berlaku declared:tidak melayani");
    assert_eq!([number(&run, "a"), number(&run, "kantor")], [Some(1), Some(2)]);
    // Nobody waits for its register.
    let run = run_clean(&files(OFFICE, &definitions, &data[..1]), ask("2024-Q4", None, 1));
    assert_eq!(number(&run, "kantor"), Some(1));
}

/// A column that knows an event, or asks for the cut-off, cannot be made when a file is read.
#[test]
fn what_only_a_cut_off_knows_is_refused_in_value_and_rule() {
    let check = |more: &str, refused: usize| {
        let definitions = format!("{REGISTER}{more}{}", indicator("COUNT(*)", ""));
        let found = run(&files(OFFICE, &definitions, &[]), ask("2024-Q4", None, 1));
        let codes = found.codes().get("value-at-cut-off").copied().unwrap_or_default();
        assert_eq!(codes, refused, "{more}: {}", found.printed());
    };
    check("y = { type = \"number\", value = \"DAYS(hari, AS_OF)\" }\n", 1);
    check("y = { type = \"number\", value = \"DAYS(hari, selesai)\" }\n", 1);
    check("y = { type = \"number\", value = \"YEAR(hari)\" }\n", 0);
    let rule = |expect: &str| format!("[dataset.t.rule.r]\nexpect = \"{expect}\"\n");
    check(&rule("hari <= AS_OF"), 1);
    check(&rule("selesai >= hari"), 0);
    let derived = "[dataset.t.derive]\nusia = \"DAYS(hari, AS_OF)\"\n";
    check(&format!("{derived}{}", rule("usia < 90")), 1);
}

/// A later register repeats the cases of the quarter before it; the head it has lost is lost for
/// them too.
#[test]
fn a_column_that_a_later_register_lost_is_lost_for_the_cases_it_repeats() {
    let register = REGISTER
        .replace("date = \"hari\"", "date = \"hari\"\nkey = [\"nomor\"]\non_conflict = \"latest\"")
        .replace("[dataset.t.column]", "[dataset.t.column]\nnomor = { type = \"code\", header = [\"Nomor\"], required = true }");
    let definitions = format!("{register}\n{}", indicator("COUNT(selesai)", ""));
    let whole = "Nomor;Unit;Hari;Selesai;X\n1;A;2024-08-01;2024-08-05;\n";
    let half = "Nomor;Unit;Hari;X\n1;A;2024-08-01;\n2;A;2024-11-01;\n";
    let data = [("data/t-a-2024-TW3.csv", whole), ("data/t-a-2024-TW4.csv", half)];
    let run = run(&files(OFFICE, &definitions, &data), ask("2024-Q4", None, 2));
    for period in ["2024-Q3", "2024-Q4"] {
        let value = run.value_of("i", "a", Period::parse(period).unwrap());
        let Value::Blank(Blank::Missing, Reason::NoColumn { column, .. }) = &value else {
            panic!("{period}: {value:?}")
        };
        assert_eq!(column, "selesai");
    }
}
