//! The budget of the region: who has which ceiling, and how it was spent over eight quarters.
//!
//! A [`Line`] is one account of one sub-component. Both kinds of export, the monthly plan and
//! the README are views of the same lines, so they agree with each other to the rupiah.

use crate::calendar::Quarter;
use crate::rng::Rng;

/// The names of the eight levels, from the outside in.
pub(crate) const LEVELS: usize = 8;

/// One account, with its story.
pub(crate) struct Line {
    pub(crate) team: &'static str,
    /// Satker, program, kegiatan, KRO, RO, komponen, subkomponen, akun.
    pub(crate) path: [String; LEVELS],
    /// Ceiling, blocked part and spending up to each of the eight quarters, in rupiah.
    /// Spending starts again every year.
    pub(crate) quarters: [Amounts; 8],
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Amounts {
    pub(crate) ceiling: i64,
    pub(crate) blocked: i64,
    pub(crate) spent: i64,
}

impl Line {
    /// The kind of spending: the first two digits of the account.
    pub(crate) fn kind(&self) -> &str {
        &self.path[LEVELS - 1][..2]
    }

    pub(crate) fn at(&self, quarter: Quarter) -> Amounts {
        self.quarters[quarter.position()]
    }
}

/// What an output is spent on.
#[derive(Clone, Copy, PartialEq)]
enum Recipe {
    Salary,
    Upkeep,
    Activity,
    Equipment,
    Building,
}

/// A sub-component: its letter, and accounts with their share of the recipe.
type Part = (&'static str, &'static [(&'static str, i64)]);

impl Recipe {
    /// The komponen and its parts. The shares of a recipe add up to 100.
    fn parts(self) -> (&'static str, &'static [Part]) {
        match self {
            Self::Salary => (
                "001",
                &[
                    (
                        "0A",
                        &[
                            ("511111", 50),
                            ("511121", 5),
                            ("511122", 2),
                            ("511124", 6),
                            ("511126", 4),
                        ],
                    ),
                    ("0B", &[("511129", 8), ("512411", 25)]),
                ],
            ),
            Self::Upkeep => (
                "002",
                &[
                    ("0A", &[("521111", 30), ("521811", 12), ("522111", 18)]),
                    ("0B", &[("523111", 22), ("523121", 18)]),
                ],
            ),
            Self::Activity => (
                "302",
                &[
                    ("0A", &[("521211", 24), ("521213", 14), ("522151", 16)]),
                    ("0B", &[("521832", 10), ("524111", 36)]),
                ],
            ),
            Self::Equipment => ("051", &[("0A", &[("532111", 78), ("536111", 22)])]),
            Self::Building => ("052", &[("0A", &[("533111", 86), ("533121", 14)])]),
        }
    }
}

/// One RO: its team, the kegiatan it belongs to, its code and title, and the recipes with
/// their millions of rupiah in 2024.
type Ro = (&'static str, &'static str, &'static str, &'static str, &'static [(Recipe, i64)]);

use Recipe::{Activity, Building, Equipment, Salary, Upkeep};

/// All outputs, in the order of the export.
#[rustfmt::skip]
const ROS: &[Ro] = &[
    ("phu", "417401/DF/DF.2148", "AEA.001", "Koordinasi Penyelenggaraan Haji dan Umrah", &[(Activity, 1480)]),
    ("phu", "417401/DF/DF.2148", "BMA.002", "Data dan Dokumen Jemaah Haji", &[(Activity, 910)]),
    ("phu", "417401/DF/DF.2148", "CAN.003", "Sarana TIK Pelayanan Haji", &[(Equipment, 420)]),
    ("urais", "417401/DF/DF.2104", "AEA.004", "Koordinasi Layanan Kepenghuluan", &[(Activity, 860)]),
    ("urais", "417401/DF/DF.2104", "CBV.005", "Balai Nikah dan Manasik yang Direhabilitasi", &[(Building, 2150)]),
    ("penaiszawa", "417401/DF/DF.2105", "AEA.006", "Koordinasi Penerangan Agama Islam", &[(Activity, 740)]),
    ("penaiszawa", "417401/DF/DF.2105", "BDC.007", "Penyuluh Agama Islam yang Dibina", &[(Activity, 1120)]),
    ("penmad", "417401/DI/DI.2129", "AEA.008", "Koordinasi Pendidikan Madrasah", &[(Activity, 980)]),
    ("penmad", "417401/DI/DI.2129", "SCE.009", "Guru Madrasah yang Mengikuti Pelatihan", &[(Activity, 1640)]),
    ("pakis", "417401/DI/DI.2130", "AEA.010", "Koordinasi Pendidikan Agama dan Keagamaan Islam", &[(Activity, 690)]),
    ("pakis", "417401/DI/DI.2130", "BDB.011", "Lembaga Keagamaan yang Dibina", &[(Activity, 830)]),
    ("bmn", "417401/WA/WA.2886", "EBA.956", "Layanan BMN", &[(Activity, 560)]),
    ("hukum", "417401/WA/WA.2886", "EBA.957", "Layanan Hukum", &[(Activity, 430)]),
    ("humas", "417401/WA/WA.2886", "EBA.958", "Layanan Hubungan Masyarakat dan Informasi", &[(Activity, 770)]),
    ("ortala", "417401/WA/WA.2886", "EBA.960", "Layanan Organisasi dan Tata Kelola Internal", &[(Activity, 510)]),
    ("umum", "417401/WA/WA.2886", "EBA.962", "Layanan Umum", &[(Upkeep, 4350), (Activity, 820)]),
    ("keuangan", "417401/WA/WA.2886", "EBA.994", "Layanan Perkantoran", &[(Salary, 18_600)]),
    ("bmn", "417401/WA/WA.2886", "EBB.951", "Layanan Sarana Internal", &[(Equipment, 2860)]),
    ("umum", "417401/WA/WA.2886", "EBB.971", "Layanan Prasarana Internal", &[(Building, 1480)]),
    ("kepegawaian", "417401/WA/WA.2886", "EBC.954", "Layanan Manajemen SDM", &[(Activity, 890)]),
    ("perencana", "417401/WA/WA.2886", "EBD.952", "Layanan Perencanaan dan Penganggaran", &[(Activity, 810)]),
    ("keuangan", "417401/WA/WA.2886", "EBD.955", "Layanan Manajemen Keuangan", &[(Activity, 590)]),
    ("kub", "417401/WA/WA.2889", "BDC.012", "Forum Kerukunan Umat Beragama yang Difasilitasi", &[(Activity, 1310)]),
    ("tanjung_sari", "417402/DF/DF.2104", "BDC.013", "Layanan Kepenghuluan pada KUA", &[(Activity, 940)]),
    ("tanjung_sari", "417402/WA/WA.2886", "EBA.994", "Layanan Perkantoran", &[(Salary, 9_400), (Upkeep, 1180)]),
    ("tanjung_sari", "417402/WA/WA.2886", "EBB.951", "Layanan Sarana Internal", &[(Equipment, 360)]),
    ("bandar_melati", "417403/DF/DF.2104", "BDC.013", "Layanan Kepenghuluan pada KUA", &[(Activity, 880)]),
    ("bandar_melati", "417403/WA/WA.2886", "EBA.994", "Layanan Perkantoran", &[(Salary, 8_700), (Upkeep, 1090)]),
    ("bandar_melati", "417403/WA/WA.2886", "EBB.951", "Layanan Sarana Internal", &[(Equipment, 540)]),
    ("man1", "417404/DI/DI.2129", "SBA.014", "Operasional Madrasah Aliyah Negeri", &[(Activity, 1260)]),
    ("man1", "417404/WA/WA.2886", "EBA.994", "Layanan Perkantoran", &[(Salary, 7_900), (Upkeep, 870)]),
    ("man1", "417404/WA/WA.2886", "EBB.951", "Layanan Sarana Internal", &[(Equipment, 610)]),
];

/// Which path belongs to which team: the mapping a definition needs.
pub(crate) const PREFIXES: &[(&str, &str)] = &[
    ("417401/WA/WA.2889", "kub"),
    ("417401/WA/WA.2886/EBC/EBC.954", "kepegawaian"),
    ("417401/WA/WA.2886/EBD/EBD.952", "perencana"),
    ("417401/WA/WA.2886/EBA/EBA.960", "ortala"),
    ("417401/WA/WA.2886/EBA/EBA.956", "bmn"),
    ("417401/WA/WA.2886/EBB/EBB.951", "bmn"),
    ("417401/WA/WA.2886/EBA/EBA.994", "keuangan"),
    ("417401/WA/WA.2886/EBD/EBD.955", "keuangan"),
    ("417401/WA/WA.2886/EBA/EBA.957", "hukum"),
    ("417401/WA/WA.2886/EBA/EBA.962", "umum"),
    ("417401/WA/WA.2886/EBB/EBB.971", "umum"),
    ("417401/WA/WA.2886/EBA/EBA.958", "humas"),
    ("417401/DI/DI.2129", "penmad"),
    ("417401/DI/DI.2130", "pakis"),
    ("417401/DF/DF.2148", "phu"),
    ("417401/DF/DF.2104", "urais"),
    ("417401/DF/DF.2105", "penaiszawa"),
    ("417402", "tanjung_sari"),
    ("417403", "bandar_melati"),
    ("417404", "man1"),
];

/// Cumulative spending in thousandths of the ceiling, quarter by quarter.
///
/// This is where the finance story is told: the equipment of BMN comes in December, Ortala
/// learns, Umum and Bandar Melati lag, PHU spends with the pilgrims.
fn pace(team: &str, kind: &str, year: i32) -> [i64; 4] {
    match (team, kind, year) {
        (_, "51", 2023) => [212, 508, 765, 979],
        (_, "51", _) => [215, 513, 769, 985],
        ("bmn", "53", 2023) => [30, 112, 238, 903],
        ("bmn", "53", _) => [15, 72, 195, 884],
        ("umum", "53", 2023) => [85, 345, 610, 905],
        ("umum", "53", _) => [58, 296, 552, 872],
        ("bandar_melati", "53", _) => [50, 246, 515, 828],
        ("man1", "53", _) => [35, 415, 705, 962],
        (_, "53", 2023) => [104, 402, 698, 925],
        (_, "53", _) => [118, 427, 724, 951],
        ("ortala", _, 2023) => [92, 381, 575, 832],
        ("ortala", _, _) => [141, 497, 716, 952],
        ("umum", _, 2023) => [142, 468, 672, 897],
        ("umum", _, _) => [121, 433, 628, 861],
        ("phu", _, 2023) => [88, 471, 792, 953],
        ("phu", _, _) => [96, 458, 806, 964],
        ("bandar_melati", _, 2023) => [128, 446, 655, 881],
        ("bandar_melati", _, _) => [112, 409, 618, 842],
        ("hukum", _, 2023) => [151, 488, 691, 904],
        ("hukum", _, _) => [131, 455, 655, 874],
        ("kepegawaian", _, 2023) => [158, 502, 706, 918],
        ("kepegawaian", _, _) => [149, 488, 687, 899],
        (_, _, 2023) => [163, 511, 716, 931],
        (_, _, _) => [172, 528, 734, 951],
    }
}

/// Every account of the region, in the order of the export.
pub(crate) fn lines() -> Vec<Line> {
    let mut rng = Rng::named("budget");
    let mut lines = Vec::new();
    for (team, kegiatan, ro, _, recipes) in ROS {
        for (recipe, millions) in *recipes {
            let (komponen, parts) = recipe.parts();
            for (letter, accounts) in parts {
                for (account, share) in *accounts {
                    let kro = &ro[..3];
                    let path =
                        format!("{kegiatan}/{kro}/{ro}/{komponen}/{komponen}.{letter}/{account}");
                    lines.push(line(team, &path, millions * share * 10_000, &mut rng));
                }
            }
        }
    }
    // Postage of the madrasah: a small line with round sums, spent evenly.
    let mut postage = line("man1", "417404/WA/WA.2886/EBA/EBA.994/002/002.0A/521114", 1, &mut rng);
    let spent = [300_000, 600_000, 900_000, 1_180_000, 600_000, 1_200_000, 1_800_000, 2_340_000];
    for (amounts, spent) in postage.quarters.iter_mut().zip(spent) {
        *amounts = Amounts { ceiling: 2_400_000, blocked: 0, spent };
    }
    let after =
        lines.iter().position(|line| line.path[0] == "417404" && line.path[LEVELS - 1] == "521111");
    lines.insert(after.map_or(lines.len(), |position| position + 1), postage);
    lines
}

/// Whether [`PREFIXES`] gives every line to its own team, and to that one alone.
pub(crate) fn prefixes_fit(lines: &[Line]) -> bool {
    lines.iter().all(|line| {
        let path = line.path.join("/");
        let mut owners = PREFIXES.iter().filter(|(prefix, _)| path.starts_with(prefix));
        owners.next().is_some_and(|(_, team)| *team == line.team) && owners.next().is_none()
    })
}

/// One account with a ceiling of `rupiah` in 2024 and slightly less the year before.
fn line(team: &'static str, path: &str, rupiah: i64, rng: &mut Rng) -> Line {
    let mut segments = path.split('/').map(str::to_owned);
    let path: [String; LEVELS] = std::array::from_fn(|_| segments.next().unwrap_or_default());
    let account = path[LEVELS - 1].clone();
    let kind = &account[..2];
    let own_pace = rng.between(-14, 14);
    let travel = account.starts_with("524");
    let materials = account == "521211";

    let mut quarters = [Amounts::default(); 8];
    let mut before = 0;
    for quarter in Quarter::all() {
        let index = quarter.index();
        let base = if quarter.year == 2023 { rupiah / 100 * 94 } else { rupiah };
        // Revisions move money from travel to materials within the year.
        let moved = [0, 30, 60, 60][index];
        let ceiling = match (travel, materials) {
            (true, _) => base - base * moved / 1000,
            (_, true) => base + base * 36 / 24 * moved / 1000,
            _ => base,
        };
        let ceiling = ceiling / 1000 * 1000;
        // Travel is partly blocked early in the year, as in every year of saving.
        let blocked_share = match (travel, quarter.year) {
            (true, 2023) => [50, 25, 0, 0][index],
            (true, _) => [100, 100, 50, if team == "perencana" { 40 } else { 0 }][index],
            _ => 0,
        };
        let blocked = ceiling * blocked_share / 1000 / 1000 * 1000;
        if index == 0 {
            before = 0;
        }
        let progress = pace(team, kind, quarter.year)[index];
        let progress = progress + own_pace * progress / 1000;
        let ragged = rng.between(-400, 400) * ceiling / 100_000;
        let wanted = (ceiling * progress / 1000 + ragged) / 100 * 100;
        let spent = wanted.clamp(before, (ceiling - blocked).max(before));
        before = spent;
        quarters[quarter.position()] = Amounts { ceiling, blocked, spent };
    }
    // The electricity of Tanjung Sari overran its ceiling at the end of 2024.
    if path[0] == "417402" && account == "522111" {
        let last = &mut quarters[7];
        last.spent = last.ceiling + 1_284_500;
    }
    Line { team, path, quarters }
}

/// The title printed beside a code. `depth` counts from 1 for the satker.
pub(crate) fn title(path: &[String], depth: usize) -> &'static str {
    let code = path[depth - 1].as_str();
    match depth {
        1 => match code {
            "417401" => "KANWIL KEMENTERIAN AGAMA PROVINSI NUSANTARA TENGAH",
            "417402" => "KANTOR KEMENTERIAN AGAMA KAB. TANJUNG SARI",
            "417403" => "KANTOR KEMENTERIAN AGAMA KOTA BANDAR MELATI",
            _ => "MADRASAH ALIYAH NEGERI 1 BANDAR MELATI",
        },
        2 => match code {
            "DF" => "Program Kerukunan Umat dan Layanan Kehidupan Beragama",
            "DI" => "Program PAUD dan Wajib Belajar 12 Tahun",
            _ => "Program Dukungan Manajemen",
        },
        3 => match code {
            "DF.2148" => "Pembinaan Haji dan Umrah",
            "DF.2104" => "Pembinaan Urusan Agama Islam",
            "DF.2105" => "Pembinaan Penerangan Agama Islam, Zakat dan Wakaf",
            "DI.2129" => "Peningkatan Akses, Mutu dan Relevansi Madrasah",
            "DI.2130" => "Peningkatan Mutu Pendidikan Agama dan Keagamaan Islam",
            "WA.2889" => "Pembinaan Kerukunan Umat Beragama",
            _ => "Dukungan Manajemen dan Pelaksanaan Tugas Teknis Lainnya",
        },
        4 => match code {
            "AEA" => "Koordinasi",
            "BDB" | "BDC" => "Fasilitasi dan Pembinaan",
            "BMA" => "Data dan Informasi Publik",
            "CAN" => "Sarana Bidang Teknologi Informasi dan Komunikasi",
            "CBV" => "Prasarana Bidang Sosial",
            "EBA" => "Layanan Dukungan Manajemen Internal",
            "EBB" => "Layanan Sarana dan Prasarana Internal",
            "EBC" => "Layanan Manajemen SDM Internal",
            "EBD" => "Layanan Manajemen Kinerja Internal",
            "SBA" => "Bantuan Operasional Pendidikan",
            _ => "Pelatihan Bidang Pendidikan",
        },
        5 => ROS
            .iter()
            .find(|ro| ro.2 == code && ro.1.starts_with(path[0].as_str()))
            .map_or("Rincian Output", |ro| ro.3),
        6 => match code {
            "001" => "Gaji dan Tunjangan",
            "002" => "Operasional dan Pemeliharaan Kantor",
            "051" => "Pengadaan Peralatan dan Fasilitas Perkantoran",
            "052" => "Pembangunan/Renovasi Gedung dan Bangunan",
            _ => "Pelaksanaan Kegiatan",
        },
        7 => match code {
            "001.0A" => "Pembayaran Gaji dan Tunjangan",
            "001.0B" => "Pembayaran Uang Makan dan Tunjangan Kinerja",
            "002.0A" => "Kebutuhan Sehari-hari Perkantoran",
            "002.0B" => "Pemeliharaan Kantor",
            "302.0A" => "Rapat dan Pembinaan",
            "302.0B" => "Koordinasi dan Perjalanan",
            _ => "Tanpa Sub Komponen",
        },
        _ => account_title(code),
    }
}

/// The title of an account.
pub(crate) fn account_title(code: &str) -> &'static str {
    match code {
        "511111" => "Belanja Gaji Pokok PNS",
        "511121" => "Belanja Tunj. Suami/Istri PNS",
        "511122" => "Belanja Tunj. Anak PNS",
        "511124" => "Belanja Tunj. Fungsional PNS",
        "511126" => "Belanja Tunj. Beras PNS",
        "511129" => "Belanja Uang Makan PNS",
        "512411" => "Belanja Pegawai (Tunjangan Khusus/Kegiatan/Kinerja)",
        "521111" => "Belanja Keperluan Perkantoran",
        "521114" => "Belanja Pengiriman Surat Dinas Pos Pusat",
        "521211" => "Belanja Bahan",
        "521213" => "Belanja Honor Output Kegiatan",
        "521811" => "Belanja Barang Persediaan Barang Konsumsi",
        "521832" => "Belanja Barang Persediaan Lainnya",
        "522111" => "Belanja Langganan Listrik",
        "522151" => "Belanja Jasa Profesi",
        "523111" => "Belanja Pemeliharaan Gedung dan Bangunan",
        "523121" => "Belanja Pemeliharaan Peralatan dan Mesin",
        "524111" => "Belanja Perjalanan Dinas Biasa",
        "532111" => "Belanja Modal Peralatan dan Mesin",
        "533111" => "Belanja Modal Gedung dan Bangunan",
        "533121" => "Belanja Penambahan Nilai Gedung dan Bangunan",
        _ => "Belanja Modal Lainnya",
    }
}
