//! The worksheets of the integrity zone: for the office and its three units, by the unit itself
//! and by the internal assessors, twice a year; and what is judged from outside.
//!
//! The office misses WBK by one area; the first unit holds it; the second is far away; the third
//! would have it by its own answers, and fails in one area by those of the assessors.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::output::{Cell, Grid, Outcome, Output, delimited, texts};
use crate::rng::Rng;

/// The rows of the worksheet: code, text, weight, answers.
const ROWS: &str = include_str!("lke-pertanyaan.txt");

/// A unit with its last answers: letters in the order of the questions, `Y` for Ya, `T` for
/// Tidak, `-` for none; then the numbers of its percent questions, but those of its registers.
struct Unit {
    id: &'static str,
    name: &'static str,
    own: &'static str,
    assessed: &'static str,
    own_numbers: [&'static [i64]; 5],
    assessed_numbers: [&'static [i64]; 5],
    /// For every state what its registers say: violations before, now and sanctioned; who must
    /// report his wealth (the parts after the whole) and has done so, by LHKPN and by LHKASN.
    registers: [([i64; 3], [i64; 5], [i64; 5]); 4],
    /// IPAK, IPKP and IKM of 2022, 2023 and 2024, in hundredths.
    surveys: [[i64; 3]; 3],
    /// Main performance and that of the country, 2022 to 2024, in tenths of a percent.
    performance: [(i64, i64); 3],
    /// SAKIP, TLHP, LHKPN and LHKAN in hundredths; years of building, towards WBBM; holds WBK.
    conditions: [[i64; 6]; 3],
}

const UNITS: [Unit; 4] = [
    Unit {
        id: "kanwil",
        name: "Kantor Wilayah Kementerian Agama Provinsi Nusantara Tengah",
        own: "YAYAAAAAYACBABBAACAAAYAYYCYYAAAAABABYCAAABYYYAYAYBCAAABBCTACBBBAABBBABAYAABABAAABAABBYACAABABACBAABBBA",
        assessed: "YAYABAABYBCBABBABCAABYBYYCYTAAAABCABYCAAABYYYAYAYCCBAACBCTACBBCAACBBBBAYAABACBAABAABCYADAABACACBABBCCA",
        own_numbers: [&[9, 9], &[8, 7], &[4, 3], &[152, 4, 148], &[14, 10]],
        assessed_numbers: [&[9, 8], &[8, 6], &[4, 2], &[152, 36, 116], &[14, 9]],
        registers: [
            ([23, 8, 7], [15, 0, 7, 8, 14], [125, 6, 22, 97, 121]),
            ([39, 21, 17], [15, 0, 7, 8, 15], [125, 6, 22, 97, 125]),
            ([8, 3, 3], [15, 0, 7, 8, 14], [126, 6, 22, 98, 123]),
            ([21, 16, 10], [15, 0, 7, 8, 15], [126, 6, 22, 98, 126]),
        ],
        surveys: [[351, 308, 8214], [356, 319, 8377], [362, 331, 8490]],
        performance: [(984, 1005), (996, 1012), (1018, 1024)],
        conditions: [
            [6995, 9120, 9710, 1, 0, 0],
            [7210, 9231, 10000, 2, 0, 0],
            [7425, 9048, 10000, 3, 0, 0],
        ],
    },
    Unit {
        id: "tanjung_sari",
        name: "Kantor Kementerian Agama Kabupaten Tanjung Sari",
        own: "YAYACABBYAAABBABAAABAYCYYAYYAAABAAAAYCBABAYYYATAYAAAABBBBYAAABAAAAABBAAYBABACBBABAAACYABAAABAABBAAABAA",
        assessed: "YBYACABBYBAABBABAABBATDYYAYYBBABAAABYCCACAYYYATAYAAAABBCCYAAABBAAAABCABYBABADBBACAABCYABAAABAACBAAABAA",
        own_numbers: [&[5, 6], &[6, 6], &[2, 2], &[43, 3, 40], &[11, 10]],
        assessed_numbers: [&[5, 6], &[6, 5], &[2, 1], &[43, 3, 40], &[11, 9]],
        registers: [
            ([12, 3, 3], [5, 1, 3, 1, 5], [13, 1, 5, 7, 12]),
            ([19, 17, 15], [5, 1, 3, 1, 5], [13, 1, 5, 7, 13]),
            ([3, 4, 4], [5, 1, 3, 1, 5], [12, 1, 5, 6, 11]),
            ([17, 15, 13], [5, 1, 3, 1, 5], [12, 1, 5, 6, 12]),
        ],
        surveys: [[361, 332, 8655], [365, 338, 8710], [371, 345, 8802]],
        performance: [(1003, 1005), (1019, 1012), (1031, 1024)],
        conditions: [
            [6480, 10000, 10000, 2, 0, 0],
            [6615, 10000, 10000, 3, 0, 1],
            [6820, 10000, 10000, 4, 1, 1],
        ],
    },
    Unit {
        id: "bandar_melati",
        name: "Kantor Kementerian Agama Kota Bandar Melati",
        own: "YBTABABAYACBAAABBCABBY-YYATYAD-ABBAAYAAACBYYYAYBYAAABDBAAYBABABABDABAAAYAACAAABABABCAYBCBABBDBBABBBEDA",
        assessed: "YCTABABBYACCBAABBCBBCY-YYATYAD-BBBAAYAAACCYYYAYBYBAABECAATCBBACABDBCAABYAADAAABABABDBYBDBBBBEBCBBCBEDB",
        own_numbers: [&[6, 3], &[3, 3], &[1, 1], &[21, 1, 20], &[10, 5]],
        assessed_numbers: [&[6, 2], &[2, 1], &[1, 0], &[21, 1, 20], &[10, 3]],
        // Who is named among others too does not make the parts the whole.
        registers: [
            ([10, 10, 7], [5, 1, 3, 0, 3], [11, 1, 5, 5, 7]),
            ([16, 45, 23], [5, 1, 3, 0, 4], [11, 1, 5, 5, 9]),
            ([10, 24, 6], [5, 1, 3, 0, 3], [12, 1, 5, 6, 8]),
            ([45, 74, 24], [5, 1, 3, 0, 4], [12, 1, 5, 6, 10]),
        ],
        surveys: [[334, 311, 7930], [331, 309, 7866], [328, 305, 7704]],
        performance: [(989, 1005), (978, 1012), (964, 1024)],
        conditions: [
            [6130, 8400, 8800, 1, 0, 0],
            [6000, 10000, 8125, 1, 0, 0],
            [5840, 5000, 8235, 1, 0, 0],
        ],
    },
    Unit {
        id: "man1",
        name: "Madrasah Aliyah Negeri 1 Bandar Melati",
        own: "YAYAAAAAYAABABCAAACAAYAYTAYTBCACABBBYBAAABYYYAYBYABADCABAYBAAABAAACCCAAYBACAABCABABAAYBACAAAADABBABAAA",
        assessed: "YAYBAABAYABCACDAAACAAYBYTATTBCACABCBYCAAACYTYAYBYACBDDABAYCAAACABBCCDAAYBACBABCACBCAAYBACBAAADBCBABAAA",
        own_numbers: [&[6, 6], &[6, 5], &[1, 1], &[0, 0, 0], &[8, 6]],
        assessed_numbers: [&[6, 5], &[5, 4], &[1, 1], &[7, 1, 6], &[8, 5]],
        // The unit says that there was none: its register holds six and five.
        registers: [
            ([0, 0, 0], [3, 1, 1, 1, 3], [15, 1, 1, 13, 14]),
            ([0, 0, 0], [3, 1, 1, 1, 3], [15, 1, 1, 13, 15]),
            ([0, 0, 0], [3, 1, 1, 1, 3], [15, 1, 1, 13, 15]),
            ([0, 0, 0], [3, 1, 1, 1, 3], [15, 1, 1, 13, 15]),
        ],
        surveys: [[352, 324, 8388], [360, 331, 8452], [366, 338, 8539]],
        performance: [(1001, 1005), (1004, 1012), (1012, 1019)],
        conditions: [
            [6690, 9500, 9640, 1, 0, 0],
            [7005, 10000, 10000, 2, 0, 0],
            [7130, 10000, 10000, 3, 0, 0],
        ],
    },
];

/// A state: its label, its year and the percent of answers that were a step lower than in the last.
const STATES: [(&str, i64, bool); 4] = [
    ("2023-TW2", 34, false),
    ("2023-TW4", 24, true),
    ("2024-TW2", 10, false),
    ("2024-TW4", 0, true),
];

/// The columns before the assessments.
const HEADS: [&str; 6] =
    ["Kode", "Penilaian", "Bobot", "Penjelasan", "Pilihan Jawaban", "Satuan Kerja"];
const SUB_HEADS: [&str; 4] = ["Jawaban", "Nilai", "%", "Catatan"];
const EVIDENCE: [&str; 3] = ["Bukti Dukung", "Bukti Diperiksa", "Tenggat Bukti"];
const REMARKS: [&str; 4] = [
    "Bukti dukung belum lengkap",
    "Dokumen ada, pelaksanaannya belum tampak",
    "Monev belum berkala",
    "Perlu tindak lanjut yang terdokumentasi",
];

/// A row of the worksheet.
struct Question {
    code: &'static str,
    text: &'static str,
    weight: f64,
    answers: &'static str,
}

impl Question {
    /// The letters that answer it, the best first.
    fn letters(&self) -> Vec<char> {
        match self.answers {
            "Ya/Tidak" => vec!['Y', 'T'],
            "%" | "Jumlah" | "Nilai 0-4" | "" => vec![],
            listed => listed.chars().filter(|letter| *letter != '/').collect(),
        }
    }

    /// What a letter is worth.
    fn share(&self, letter: char) -> f64 {
        let shares: &[f64] = match self.letters().len() {
            2 => &[1.0, 0.0],
            3 => &[1.0, 0.5, 0.0],
            4 => &[1.0, 0.67, 0.33, 0.0],
            _ => &[1.0, 0.75, 0.5, 0.25, 0.0],
        };
        self.letters().iter().position(|one| *one == letter).map_or(0.0, |at| shares[at])
    }
}

/// Answers of one assessment: letters by question, numbers by row.
#[derive(Clone, Default)]
struct Sheet {
    letters: BTreeMap<&'static str, char>,
    numbers: BTreeMap<String, i64>,
}

/// Writes every worksheet and what is judged from outside.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    let questions = questions();
    for (at, (state, lower, assessed)) in STATES.into_iter().enumerate() {
        for unit in &UNITS {
            let mut rng = Rng::named(&format!("lke {} {state}", unit.id));
            let mut own = sheet(&questions, unit.own, &unit.own_numbers, lower, &mut rng);
            let mut theirs =
                sheet(&questions, unit.assessed, &unit.assessed_numbers, lower, &mut rng);
            for sheet in [&mut own, &mut theirs] {
                registered(sheet, unit, at);
            }
            let grid =
                grid(&questions, unit, state, (&own, Some(&theirs).filter(|_| assessed)), &mut rng);
            out.write_workbook(&format!("zi/lke-{state}-{}.xlsx", unit.id), &[grid])?;
        }
    }
    outside(out)
}

fn questions() -> Vec<Question> {
    let rows = ROWS.lines().filter_map(|line| {
        let mut cells = line.split('|');
        let (code, text) = (cells.next()?, cells.next()?);
        let (weight, answers) = (cells.next()?, cells.next()?);
        Some(Question { code, text, weight: weight.parse().unwrap_or(0.0), answers })
    });
    rows.collect()
}

/// The last answers, some of them a step lower, as they were in an earlier state.
fn sheet(
    questions: &[Question],
    letters: &str,
    numbers: &[&[i64]; 5],
    lower: i64,
    rng: &mut Rng,
) -> Sheet {
    let mut sheet = Sheet::default();
    let mut letters = letters.chars();
    let mut counted = numbers.iter();
    for question in questions.iter().filter(|one| one.code.starts_with('A')) {
        let known = question.letters();
        if !known.is_empty() {
            let letter = letters.next().expect("a letter for every question");
            let at = known.iter().position(|one| *one == letter);
            let at =
                at.map(|at| if rng.chance(lower) { (at + 1).min(known.len() - 1) } else { at });
            sheet.letters.insert(question.code, at.map_or('-', |at| known[at]));
        } else if question.answers == "%" && !REGISTERED.contains(&question.code) {
            let own = counted.next().expect("numbers for every percent question");
            let last = own.len() - 1;
            for (at, number) in own.iter().enumerate() {
                // What was reached was a little less in earlier states.
                let fewer = lower > 0 && at == last && *number > 1;
                let number = if fewer { number - 1 - i64::from(lower > 20) } else { *number };
                sheet.numbers.insert(format!("{}.{}", question.code, at + 1), number.max(0));
            }
            if question.code == "A.II.5.ii.a" && own[0] > 0 {
                let done = sheet.numbers["A.II.5.ii.a.3"];
                sheet.numbers.insert("A.II.5.ii.a.2".to_owned(), own[0] - done);
            }
        }
    }
    assert!(letters.next().is_none(), "a question for every letter");
    sheet
}

/// The questions whose numbers stand in registers.
const REGISTERED: [&str; 3] = ["A.II.3.iii.a", "A.II.5.iii.a", "A.II.5.iii.b"];

/// What the registers of a unit say in a state: the unit and its assessors read the same ones.
fn registered(sheet: &mut Sheet, unit: &Unit, state: usize) {
    let (discipline, wealth, others) = &unit.registers[state];
    let lists: [&[i64]; 3] = [discipline, wealth, others];
    for (code, numbers) in REGISTERED.iter().zip(lists) {
        for (at, number) in numbers.iter().enumerate() {
            sheet.numbers.insert(format!("{code}.{}", at + 1), *number);
        }
    }
}

/// The share that a percent question comes to.
fn percent(code: &str, sheet: &Sheet) -> f64 {
    let number = |at: usize| sheet.numbers.get(&format!("{code}.{at}")).map_or(0.0, |n| *n as f64);
    let (done, of) = match code {
        "A.II.3.iii.a" => (number(1) - number(2), number(1)),
        "A.II.5.ii.a" => (number(3), number(1)),
        "A.II.5.iii.a" | "A.II.5.iii.b" => (number(5), number(1)),
        _ => (number(2), number(1)),
    };
    match code {
        "A.II.3.iii.a" | "A.II.5.ii.a" if of == 0.0 && done >= 0.0 => 1.0,
        _ if of == 0.0 => 0.0,
        _ => (done / of).clamp(0.0, 1.0),
    }
}

/// What a row is worth: its own answer, or the sum of the rows below it.
fn value(questions: &[Question], question: &Question, sheet: &Sheet) -> Option<f64> {
    match question.answers {
        "Jumlah" | "Nilai 0-4" => None,
        "%" => Some(question.weight * percent(question.code, sheet)),
        "" => {
            let below = format!("{}.", question.code);
            let leaves = questions.iter().filter(|one| one.code.starts_with(&below));
            let leaves = leaves.filter(|one| !one.answers.is_empty());
            Some(leaves.filter_map(|leaf| value(questions, leaf, sheet)).sum())
        }
        _ => {
            let letter = sheet.letters.get(question.code)?;
            Some(question.weight * question.share(*letter))
        }
    }
}

fn grid(
    questions: &[Question],
    unit: &Unit,
    state: &str,
    (own, assessed): (&Sheet, Option<&Sheet>),
    rng: &mut Rng,
) -> Grid {
    let mut grid = Grid::new("LKE");
    grid.line("LEMBAR KERJA EVALUASI PEMBANGUNAN ZONA INTEGRITAS");
    grid.line(unit.name);
    grid.line(format!("Keadaan {state} (PermenPANRB 90/2021)"));
    grid.blank_line();
    heads(&mut grid);
    for question in questions.iter().filter(|one| one.code.starts_with('A')) {
        let is_asked = !question.answers.is_empty();
        let weight =
            if question.answers == "Jumlah" { Cell::Blank } else { Cell::Decimal(question.weight) };
        let mut row = vec![
            Cell::text(question.code),
            Cell::text(question.text),
            weight,
            Cell::text(if is_asked { "Lampiran III" } else { "" }),
            Cell::text(question.answers),
            Cell::text(unit.name),
        ];
        row.extend(assessment(questions, question, own, "", unit));
        let lowered = assessed
            .is_some_and(|one| one.letters.get(question.code) != own.letters.get(question.code));
        let remark = if lowered { rng.pick(&REMARKS) } else { "" };
        match assessed {
            Some(sheet) => row.extend(assessment(questions, question, sheet, remark, unit)),
            None => row.extend([Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]),
        }
        row.extend(if is_asked && question.answers != "Jumlah" {
            evidence(lowered, state, rng)
        } else {
            [Cell::Blank, Cell::Blank, Cell::Blank]
        });
        grid.rows.push(row);
    }
    grid
}

/// Two rows of heads: the assessors above what each of them fills in.
fn heads(grid: &mut Grid) {
    let at = grid.rows.len();
    let mut upper: Vec<Cell> = HEADS.iter().map(|head| Cell::text(*head)).collect();
    let mut below = vec![Cell::Blank; HEADS.len()];
    for assessor in ["Unit Kerja", "TPI"] {
        grid.merges.push((at as u32, upper.len() as u16, at as u32, upper.len() as u16 + 3));
        upper.extend([Cell::text(assessor), Cell::Blank, Cell::Blank, Cell::Blank]);
        below.extend(SUB_HEADS.iter().map(|head| Cell::text(*head)));
    }
    upper.extend(EVIDENCE.iter().map(|head| Cell::text(*head)));
    below.extend([Cell::Blank, Cell::Blank, Cell::Blank]);
    let single = (0..HEADS.len()).chain(upper.len() - EVIDENCE.len()..upper.len());
    let merges = single.map(|column| (at as u32, column as u16, at as u32 + 1, column as u16));
    grid.merges.extend(merges);
    grid.rows.extend([upper, below]);
}

/// Answer, value, percent and remark of one assessment.
fn assessment(
    questions: &[Question],
    question: &Question,
    sheet: &Sheet,
    remark: &str,
    unit: &Unit,
) -> [Cell; 4] {
    // One unit types carelessly.
    let careless = unit.id == "bandar_melati" && question.code.ends_with(".c");
    let answer = match question.answers {
        "Jumlah" => sheet.numbers.get(question.code).map_or(Cell::Blank, |n| Cell::Whole(*n)),
        // The sheet shows the share beside the numbers that it follows from.
        "%" => {
            let share = percent(question.code, sheet) * 100.0;
            Cell::Text(format!("{share:.2}%").replace('.', ","))
        }
        "" | "Nilai 0-4" => Cell::Blank,
        _ => match sheet.letters.get(question.code) {
            Some('Y') if careless => Cell::text("ya"),
            Some('Y') => Cell::text("Ya"),
            Some('T') => Cell::text("Tidak"),
            Some('-') | None => Cell::Blank,
            Some(letter) if careless => Cell::Text(format!(" {}", letter.to_lowercase())),
            Some(letter) => Cell::Text(letter.to_string()),
        },
    };
    let value = value(questions, question, sheet);
    let rounded = |number: f64| Cell::Decimal((number * 10_000.0).round() / 10_000.0);
    let share = value.filter(|_| question.weight > 0.0).map(|value| value / question.weight);
    [
        answer,
        value.map_or(Cell::Blank, rounded),
        share.map_or(Cell::Blank, |share| {
            Cell::Text(format!("{:.2}%", share * 100.0).replace('.', ","))
        }),
        Cell::text(remark),
    ]
}

/// How complete the evidence is, whether somebody else has looked, and by when it is due.
fn evidence(lowered: bool, state: &str, rng: &mut Rng) -> [Cell; 3] {
    let status = match lowered {
        true => rng.weighted(&[("sebagian", 6), ("belum", 3), ("lengkap", 1)]),
        false => rng.weighted(&[("lengkap", 88), ("sebagian", 9), ("belum", 3)]),
    };
    let checked = status == "lengkap" && rng.chance(80);
    let (year, month) = match state {
        "2023-TW2" => (2023, 8),
        "2023-TW4" => (2024, 2),
        "2024-TW2" => (2024, 8),
        _ => (2025, 2),
    };
    // What has been due since before the end of the year is late.
    let overdue = state == "2024-TW4" && status == "belum" && rng.chance(40);
    let (year, month) = if overdue { (2024, 12) } else { (year, month) };
    let day =
        NaiveDate::from_ymd_opt(year, month, rng.pick(&[14, 28])).expect("a day of the month");
    let due = if status == "lengkap" { Cell::Blank } else { Cell::Date(day) };
    [Cell::text(status), Cell::text(if checked { "Ya" } else { "Tidak" }), due]
}

/// What others judge: surveys, main performance, and the conditions of a proposal.
fn outside(out: &mut Output) -> Outcome<()> {
    for (at, year) in [2022, 2023, 2024].into_iter().enumerate() {
        let mut surveys = vec![texts(&["Satuan Kerja", "Indeks", "Nilai", "Pelaksana"])];
        let mut performance =
            vec![texts(&["Satuan Kerja", "Capaian", "Capaian Nasional", "Berorientasi Hasil"])];
        let mut conditions = vec![texts(&["Satuan Kerja", "Syarat", "Nilai"])];
        let agency = [
            ("Opini BPK WTP", "1".to_owned()),
            ("SAKIP instansi", decimal([7135, 7210, 7305][at], 2)),
            ("Indeks RB", decimal([7532, 7810, 8044][at], 2)),
            ("Maturitas SPIP", "3".to_owned()),
        ];
        for (name, value) in agency {
            conditions.push(vec![UNITS[0].name.to_owned(), name.to_owned(), value]);
        }
        for unit in &UNITS {
            for (name, value) in ["IPAK", "IPKP", "IKM"].into_iter().zip(unit.surveys[at]) {
                let by = if name == "IKM" { "Unit Kerja" } else { "Survei eksternal (TPN)" };
                let mut row = texts(&[unit.name, name]);
                row.extend([decimal(value, 2), by.to_owned()]);
                surveys.push(row);
            }
            let (own, national) = unit.performance[at];
            let shown = |tenths: i64| format!("{}%", decimal(tenths * 10, 2));
            performance.push(vec![
                unit.name.to_owned(),
                shown(own),
                shown(national),
                "Ya".to_owned(),
            ]);
            let [sakip, followed, wealth, years, towards, holds] = unit.conditions[at];
            let own = [
                ("Layanan utama dan berdampak", "1".to_owned()),
                ("SAKIP unit", decimal(sakip, 2)),
                ("TLHP", decimal(followed, 2)),
                ("LHKPN dan LHKAN", decimal(wealth, 2)),
                ("Tahun pembangunan", years.to_string()),
                ("Tahun pembangunan WBBM", towards.to_string()),
                ("Predikat WBK", holds.to_string()),
            ];
            for (name, value) in own {
                conditions.push(vec![unit.name.to_owned(), name.to_owned(), value]);
            }
        }
        for (name, rows) in
            [("survei-eksternal", surveys), ("kinerja-utama", performance), ("syarat", conditions)]
        {
            out.write(&format!("zi/{name}-{year}.csv"), &delimited(&rows, b';', true)?)?;
        }
    }
    Ok(())
}

/// `3,62`
fn decimal(scaled: i64, digits: u32) -> String {
    let unit = 10_i64.pow(digits);
    format!("{},{:0width$}", scaled / unit, scaled % unit, width = digits as usize)
}
