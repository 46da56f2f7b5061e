//! Charts as an office would have them, and some that it hopefully never has.

use crate::domain::Blank;
use crate::report::chart::{Axis, Bar, Bars, Chart, Flow, FlowPoint, Mark, Plot, Point, Trend};
use crate::report::tone::Tone;

const QUARTERS: [&str; 4] = ["TW I", "TW II", "TW III", "TW IV"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/// Every sample.
pub(crate) fn all() -> Vec<Chart> {
    vec![
        rising_target(),
        months(),
        blanks_and_a_cut(),
        all_blank(),
        some_months_missing(),
        one_point(),
        identical_values(),
        huge_labels(),
        nothing(),
        teams(),
        billions(),
        changes(),
        flow(),
        flow_by_month(),
        flow_with_blanks(),
    ]
}

fn chart(id: &str, title: &str, subtitle: &str, plot: Plot) -> Chart {
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        description: format!("{title}. {subtitle}."),
        note: None,
        plot,
    }
}

fn noted(chart: Chart, note: &str) -> Chart {
    Chart { note: Some(note.to_owned()), ..chart }
}

fn axis(min: f64, max: f64, step: f64, unit: &str) -> Axis {
    let count = ((max - min) / step).round() as usize;
    let tick = |idx| {
        let value = min + step * f64::from(u32::try_from(idx).unwrap_or_default());
        (value, printed(value, unit))
    };
    Axis { min, max, ticks: (0..=count).map(tick).collect() }
}

fn printed(value: f64, unit: &str) -> String {
    let text =
        if value.fract().abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.1}") };
    format!("{} {unit}", text.replace('.', ",")).trim().to_owned()
}

fn number(at: f64, unit: &str, tone: Tone) -> Mark {
    Mark::Value { at, label: printed(at, unit), tone }
}

fn missing() -> Mark {
    Mark::Blank { kind: Blank::Missing, label: "belum ada".to_owned() }
}

fn not_applicable() -> Mark {
    Mark::Blank { kind: Blank::NotApplicable, label: "tidak berlaku".to_owned() }
}

fn suppressed() -> Mark {
    Mark::Blank { kind: Blank::Suppressed, label: "disembunyikan".to_owned() }
}

fn quarter(idx: usize, mark: Mark, target: Option<(f64, &str)>) -> Point {
    Point {
        label: QUARTERS[idx % 4].to_owned(),
        group: (2023 + idx / 4).to_string(),
        mark,
        target: target.map(|(at, label)| (at, label.to_owned())),
        cut_before: false,
        current: false,
    }
}

fn trend(axis: Axis, mut points: Vec<Point>, current: Option<usize>) -> Plot {
    if let Some(point) = current.and_then(|idx| points.get_mut(idx)) {
        point.current = true;
    }
    Plot::Trend(Trend { axis, points, target_label: "Target".to_owned(), control: None })
}

fn rising_target() -> Chart {
    let targets = [(15.0, "15 %"), (50.0, "50 %"), (70.0, "70 %"), (90.0, "90 %")];
    let values = [
        (12.4, Tone::Near),
        (41.8, Tone::Bad),
        (68.9, Tone::Near),
        (94.2, Tone::Good),
        (16.1, Tone::Good),
        (52.7, Tone::Good),
        (61.3, Tone::Bad),
        (88.6, Tone::Near),
    ];
    let point = |(idx, (at, tone)): (usize, &(f64, Tone))| {
        quarter(idx, number(*at, "%", *tone), Some(targets[idx % 4]))
    };
    let points = values.iter().enumerate().map(point).collect();
    let title = "Penyerapan anggaran terhadap pagu";
    let subtitle = "Persen dari pagu · Subbagian Keuangan · TW I 2023 – TW IV 2024";
    let plot = trend(axis(0.0, 100.0, 20.0, "%"), points, Some(7));
    noted(
        chart("tren-penyerapan", title, subtitle, plot),
        "Sumber: realisasi.xlsx, dipotong pada 10 Januari 2025.",
    )
}

fn months() -> Chart {
    let point = |idx: usize| {
        let wave = (idx as f64 * 0.9).sin() * 9.0 + idx as f64 * 0.7 + 72.0;
        let at = (wave * 10.0).round() / 10.0;
        let tone = if at >= 85.0 {
            Tone::Good
        } else if at >= 76.0 {
            Tone::Near
        } else {
            Tone::Bad
        };
        Point {
            label: MONTHS[idx % 12].to_owned(),
            group: (2023 + idx / 12).to_string(),
            mark: number(at, "%", tone),
            target: Some((85.0, "85 %".to_owned())),
            cut_before: false,
            current: false,
        }
    };
    let title =
        "Persentase pengaduan masyarakat yang diselesaikan tepat waktu sesuai standar pelayanan";
    let subtitle = "Persen · seluruh kantor · Januari 2023 – Desember 2024";
    let plot = trend(axis(60.0, 100.0, 10.0, "%"), (0..24).map(point).collect(), Some(23));
    chart("tren-bulanan", title, subtitle, plot)
}

fn blanks_and_a_cut() -> Chart {
    let marks = [
        number(8.0, "", Tone::Bad),
        number(5.0, "", Tone::Near),
        missing(),
        number(4.0, "", Tone::Good),
        Mark::Value { at: 0.0, label: "0 (nihil)".to_owned(), tone: Tone::Good },
        not_applicable(),
        suppressed(),
        number(6.0, "", Tone::Bad),
    ];
    let point = |(idx, mark)| quarter(idx, mark, Some((4.0, "4")));
    let mut points: Vec<Point> = marks.into_iter().enumerate().map(point).collect();
    points[3].cut_before = true;
    points[1].cut_before = true;
    let title = "Temuan pemeriksaan yang belum ditindaklanjuti";
    let subtitle = "Jumlah temuan · Tim Kepatuhan Internal · makin kecil makin baik";
    let plot = trend(axis(0.0, 10.0, 2.0, ""), points, Some(7));
    let note = "Cara menghitung berubah pada TW II 2023: angka di kiri dan kanan garis putus tidak dapat \
                dibandingkan. TW III 2023 belum diserahkan oleh Tim Kepatuhan Internal sampai batas waktu.";
    noted(chart("tren-kosong", title, subtitle, plot), note)
}

fn all_blank() -> Chart {
    let points = (0..8).map(|idx| quarter(idx, missing(), Some((90.0, "90 %")))).collect();
    let plot = trend(axis(0.0, 100.0, 25.0, "%"), points, Some(7));
    chart("tren-belum-ada", "Indeks kepuasan masyarakat", "Persen · Tim Humas", plot)
}

fn some_months_missing() -> Chart {
    let point = |idx: usize| {
        let mark = match idx {
            5 => missing(),
            9 | 10 => not_applicable(),
            15..=17 => missing(),
            12 => number(0.0, "hari", Tone::Good),
            20 => suppressed(),
            _ => number(3.0 + (idx as f64 * 1.3).cos() * 2.5, "hari", Tone::Plain),
        };
        Point {
            label: MONTHS[(idx + 7) % 12].to_owned(),
            group: (2022 + (idx + 7) / 12).to_string(),
            mark,
            target: None,
            cut_before: idx == 8,
            current: idx == 21,
        }
    };
    let mut points: Vec<Point> = (0..24).map(point).collect();
    for point in &mut points {
        if let Mark::Value { at, label, .. } = &mut point.mark {
            *at = (*at * 10.0).round() / 10.0;
            *label = printed(*at, "hari");
        }
    }
    let plot = trend(axis(0.0, 8.0, 2.0, "hari"), points, None);
    chart("tren-bulan-kosong", "Lama penyelesaian permohonan informasi", "Hari kerja, median", plot)
}

fn one_point() -> Chart {
    let points = vec![quarter(0, number(92.4, "%", Tone::Good), Some((90.0, "90 %")))];
    let plot = trend(axis(0.0, 100.0, 20.0, "%"), points, Some(0));
    chart("tren-satu", "Ketepatan waktu laporan", "Persen · Tim Perencanaan", plot)
}

fn identical_values() -> Chart {
    let flat = Axis { min: 5.0, max: 5.0, ticks: vec![(5.0, "5".to_owned())] };
    let points =
        (0..6).map(|idx| quarter(idx, number(5.0, "", Tone::Plain), Some((5.0, "5")))).collect();
    chart("tren-sama", "Jumlah pegawai", "Orang", trend(flat, points, Some(5)))
}

fn huge_labels() -> Chart {
    let point = |idx: usize| Point {
        label: format!("Triwulan ke-{} tahun anggaran", idx % 4 + 1),
        group: "Tahun anggaran dua ribu dua puluh empat".to_owned(),
        mark: Mark::Value {
            at: 1.0e12 * (idx + 1) as f64,
            label: format!("Rp{}.234.567.890.123,45", idx + 1),
            tone: Tone::Bad,
        },
        target: Some((4.0e12, "Rp4.000.000.000.000,00".to_owned())),
        cut_before: false,
        current: false,
    };
    let ticks =
        vec![(0.0, "Rp0".to_owned()), (5.0e12, "Rp5.000.000.000.000,00 per tahun".to_owned())];
    let axis = Axis { min: 0.0, max: 5.0e12, ticks };
    let title = "Realisasi <anggaran> & belanja \"modal\" yang judulnya terlalu panjang untuk dua baris karena \
                 memuat seluruh nama resmi kegiatan, keluaran, dan subkeluaran beserta kode satuan kerjanya";
    chart(
        "tren-besar",
        title,
        "Rupiah, angka lengkap",
        trend(axis, (0..4).map(point).collect(), Some(3)),
    )
}

fn nothing() -> Chart {
    let axis = Axis { min: 0.0, max: 0.0, ticks: Vec::new() };
    chart("tren-hampa", "Tanpa data", "", trend(axis, Vec::new(), None))
}

fn bar(label: &str, indent: u8, mark: Mark, target: Option<(f64, &str)>) -> Bar {
    Bar {
        label: label.to_owned(),
        indent,
        total: false,
        mark,
        target: target.map(|(at, label)| (at, label.to_owned())),
    }
}

fn total(bar: Bar) -> Bar {
    Bar { total: true, ..bar }
}

fn bars(axis: Axis, bars: Vec<Bar>) -> Plot {
    Plot::Bars(Bars { axis, bars, target_label: "Target".to_owned() })
}

fn teams() -> Chart {
    let percent = |at, tone| number(at, "%", tone);
    let target = Some((90.0, "90 %"));
    let rows = vec![
        total(bar("Kantor", 0, percent(84.1, Tone::Near), target)),
        total(bar("Bagian Umum", 1, percent(88.6, Tone::Near), target)),
        bar("Subbagian Keuangan", 2, percent(96.0, Tone::Good), target),
        bar("Subbagian Kepegawaian", 2, percent(91.2, Tone::Good), target),
        bar(
            "Subbagian Rumah Tangga dan Perlengkapan Barang Milik Negara",
            2,
            percent(74.5, Tone::Bad),
            target,
        ),
        bar("Subbagian Hubungan Masyarakat", 2, missing(), target),
        total(bar("Bidang Pelayanan", 1, percent(79.9, Tone::Bad), target)),
        bar("Tim Layanan Terpadu", 2, percent(100.0, Tone::Good), target),
        bar("Tim Pengaduan", 2, percent(62.3, Tone::Bad), target),
        bar("Tim Perizinan", 2, percent(89.7, Tone::Near), target),
        bar("Tim Informasi Publik", 2, percent(0.0, Tone::Bad), target),
        total(bar("Bidang Pengawasan", 1, percent(86.0, Tone::Near), target)),
        bar("Tim Kepatuhan Internal", 2, percent(86.0, Tone::Near), target),
        bar("Tim Audit", 2, not_applicable(), None),
        bar("Tim Pengendalian Gratifikasi", 2, suppressed(), target),
        total(bar("Bidang Perencanaan", 1, percent(92.8, Tone::Good), target)),
        bar("Tim Program", 2, percent(94.4, Tone::Good), target),
        bar("Tim Evaluasi", 2, percent(90.0, Tone::Good), target),
        bar("Tim Data", 2, percent(87.9, Tone::Near), Some((85.0, "85 %"))),
    ];
    let title = "Pengaduan diselesaikan tepat waktu menurut tim";
    let plot = bars(axis(0.0, 100.0, 20.0, "%"), rows);
    noted(
        chart("tim-pengaduan", title, "Persen · TW IV 2024", plot),
        "Urutan menurut struktur organisasi.",
    )
}

fn billions() -> Chart {
    let row = |label, indent, at: f64| {
        let mark = Mark::Value {
            at: at * 1e9,
            label: format!("Rp{} miliar", printed(at, "")),
            tone: Tone::Plain,
        };
        bar(label, indent, mark, Some((at * 1.1e9, "pagu")))
    };
    let rows = vec![
        total(row("Kantor", 0, 48.7)),
        row("Bagian Umum", 1, 21.4),
        row("Bidang Pelayanan", 1, 17.2),
        row("Bidang Pengawasan", 1, 6.9),
        row("Bidang Perencanaan", 1, 3.2),
    ];
    let tick = |idx: u32| (f64::from(idx) * 1e10, format!("Rp{} miliar", idx * 10));
    let axis = Axis { min: 0.0, max: 6e10, ticks: (0..=6).map(tick).collect() };
    chart(
        "tim-realisasi",
        "Realisasi anggaran menurut bidang",
        "Rupiah · s.d. TW IV 2024",
        bars(axis, rows),
    )
}

fn changes() -> Chart {
    let points = |at: f64, tone| {
        let sign = if at > 0.0 { "+" } else { "" };
        Mark::Value {
            at, label: format!("{sign}{}", printed(at, "poin").replace('-', "−")), tone
        }
    };
    let rows = vec![
        total(bar("Kantor", 0, points(-1.2, Tone::Bad), None)),
        bar("Bagian Umum", 1, points(4.1, Tone::Good), None),
        bar("Bidang Pelayanan", 1, points(-9.6, Tone::Bad), None),
        bar("Bidang Pengawasan", 1, points(0.0, Tone::Plain), None),
        bar("Bidang Perencanaan", 1, missing(), None),
        bar("Bidang Data", 1, points(-3.0, Tone::Near), None),
        bar("Bidang Arsip", 1, not_applicable(), None),
    ];
    let plot = bars(axis(-10.0, 5.0, 5.0, "poin"), rows);
    chart(
        "tim-perubahan",
        "Perubahan nilai dari triwulan sebelumnya",
        "Poin · TW IV terhadap TW III 2024",
        plot,
    )
}

fn flow_point(idx: usize, marks: [Mark; 3]) -> FlowPoint {
    FlowPoint { label: QUARTERS[idx % 4].to_owned(), group: (2023 + idx / 4).to_string(), marks }
}

fn flow_chart(id: &str, axis: Axis, points: Vec<FlowPoint>) -> Chart {
    let names = ["Masuk", "Selesai", "Belum selesai pada akhir periode"].map(str::to_owned);
    let title = "Pengaduan masuk, selesai, dan tersisa";
    chart(id, title, "Jumlah pengaduan · seluruh kantor", Plot::Flow(Flow { axis, names, points }))
}

fn counts(numbers: [u32; 3]) -> [Mark; 3] {
    numbers.map(|count| number(f64::from(count), "", Tone::Plain))
}

fn flow() -> Chart {
    let rows = [
        [112, 98, 34],
        [128, 121, 41],
        [96, 110, 27],
        [143, 119, 51],
        [151, 138, 64],
        [120, 149, 35],
        [98, 115, 18],
        [135, 102, 51],
    ];
    let points =
        rows.into_iter().map(counts).enumerate().map(|(idx, marks)| flow_point(idx, marks));
    flow_chart("arus-pengaduan", axis(0.0, 160.0, 40.0, ""), points.collect())
}

fn flow_by_month() -> Chart {
    let point = |idx: usize| {
        let wave =
            |shift: f64, height: f64| (height * (1.3 + (idx as f64 * 0.7 + shift).sin())) as u32;
        FlowPoint {
            label: MONTHS[idx % 12].to_owned(),
            group: (2023 + idx / 12).to_string(),
            marks: counts([wave(0.0, 20.0), wave(0.8, 19.0), wave(2.0, 9.0)]),
        }
    };
    flow_chart("arus-bulanan", axis(0.0, 50.0, 10.0, ""), (0..24).map(point).collect())
}

fn flow_with_blanks() -> Chart {
    let marks = [
        counts([12, 9, 3]),
        [number(8.0, "", Tone::Plain), missing(), missing()],
        [missing(), missing(), missing()],
        counts([0, 0, 0]),
        [not_applicable(), not_applicable(), not_applicable()],
        counts([2, 1, 14]),
    ];
    let points = marks.into_iter().enumerate().map(|(idx, marks)| flow_point(idx, marks)).collect();
    flow_chart("arus-kosong", axis(0.0, 15.0, 5.0, ""), points)
}
