//! The fictional office: its seventeen leaves, and how carelessly their names are written.

use crate::rng::Rng;

pub(crate) const OFFICE: &str = "Kantor Wilayah Kementerian Agama Provinsi Nusantara Tengah";

/// A leaf of the team tree.
pub(crate) struct Team {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// The name of its sheet in the register of complaints.
    pub(crate) sheet: &'static str,
    /// Other spellings in the exports, the commonest first.
    pub(crate) aliases: &'static [&'static str],
    /// Employees at the start of 2023.
    pub(crate) staff: usize,
}

pub(crate) const TEAMS: [Team; 17] = [
    Team {
        id: "kub",
        name: "Tim Kerukunan Umat Beragama",
        sheet: "KUB",
        aliases: &["Tim KUB", "KUB", "Kerukunan Umat Beragama"],
        staff: 6,
    },
    Team {
        id: "kepegawaian",
        name: "Tim Kepegawaian",
        sheet: "Kepegawaian",
        aliases: &["Kepegawaian", "Subbag Kepegawaian"],
        staff: 10,
    },
    Team {
        id: "perencana",
        name: "Tim Perencanaan",
        sheet: "Perencana",
        aliases: &["Tim Perencana", "Perencana", "Perencanaan"],
        staff: 8,
    },
    Team {
        id: "ortala",
        name: "Tim Organisasi dan Tata Laksana",
        sheet: "Ortala",
        aliases: &["Tim Ortala", "Ortala", "Organisasi dan Tata Laksana"],
        staff: 7,
    },
    Team {
        id: "bmn",
        name: "Tim Barang Milik Negara",
        sheet: "BMN",
        aliases: &["Tim BMN", "BMN", "Barang Milik Negara"],
        staff: 7,
    },
    Team {
        id: "keuangan",
        name: "Tim Keuangan",
        sheet: "Keuangan",
        aliases: &["Keuangan", "Subbag Keuangan"],
        staff: 11,
    },
    Team {
        id: "hukum",
        name: "Tim Hukum",
        sheet: "Hukum",
        aliases: &["Hukum", "Subbag Hukum"],
        staff: 5,
    },
    Team {
        id: "umum",
        name: "Tim Umum",
        sheet: "Umum",
        aliases: &["Umum", "Subbag Umum", "PTSP (Tim Umum)"],
        staff: 13,
    },
    Team {
        id: "humas",
        name: "Tim Hubungan Masyarakat",
        sheet: "Humas",
        aliases: &["Tim Humas", "Humas", "HUBUNGAN MASYARAKAT"],
        staff: 7,
    },
    Team {
        id: "penmad",
        name: "Bidang Pendidikan Madrasah",
        sheet: "Bid. Penmad",
        aliases: &["Bid. Penmad", "Bidang Penmad", "Bid. Pendidikan Madrasah"],
        staff: 14,
    },
    Team {
        id: "pakis",
        name: "Bidang Pendidikan Agama dan Keagamaan Islam",
        sheet: "Bid. PAKIS",
        aliases: &["Bid. PAKIS", "Bidang PAKIS", "Bid. Pend. Agama dan Keagamaan Islam"],
        staff: 12,
    },
    Team {
        id: "phu",
        name: "Bidang Penyelenggaraan Haji dan Umrah",
        sheet: "Bid. PHU",
        aliases: &["Bid. PHU", "Bidang PHU", "Penyelenggaraan Haji dan Umrah"],
        staff: 15,
    },
    Team {
        id: "urais",
        name: "Bidang Urusan Agama Islam",
        sheet: "Bid. Urais",
        aliases: &["Bid. Urais", "Bidang Urais", "Urusan Agama Islam"],
        staff: 13,
    },
    Team {
        id: "penaiszawa",
        name: "Bidang Penerangan Agama Islam, Zakat dan Wakaf",
        sheet: "Bid. Penais Zawa",
        aliases: &[
            "Bid. Penais Zawa",
            "Bidang Penaiszawa",
            "Penerangan Agama Islam, Zakat dan Wakaf",
        ],
        staff: 12,
    },
    Team {
        id: "tanjung_sari",
        name: "Kantor Kementerian Agama Kabupaten Tanjung Sari",
        sheet: "Kemenag Tanjung Sari",
        aliases: &[
            "Kemenag Tanjung Sari",
            "Kankemenag Kab. Tanjung Sari",
            "Kantor Kemenag Kab. Tanjung Sari",
        ],
        staff: 18,
    },
    Team {
        id: "bandar_melati",
        name: "Kantor Kementerian Agama Kota Bandar Melati",
        sheet: "Kemenag Bandar Melati",
        aliases: &[
            "Kemenag Bandar Melati",
            "Kankemenag Kota Bandar Melati",
            "Kantor Kemenag Kota Bandar Melati",
        ],
        staff: 16,
    },
    Team {
        id: "man1",
        name: "Madrasah Aliyah Negeri 1 Bandar Melati",
        sheet: "MAN 1",
        aliases: &["MAN 1 Bandar Melati", "MAN 1", "MAN 1 Kota Bandar Melati"],
        staff: 18,
    },
];

/// The position of the team `id` in [`TEAMS`].
pub(crate) fn team_at(id: &str) -> usize {
    TEAMS.iter().position(|team| team.id == id).expect("the id names a team of the demo")
}

/// How the people behind an export write the names of units.
#[derive(Clone, Copy)]
pub(crate) enum Habit {
    /// As the organisation chart has it.
    Official,
    /// The usual short form.
    Short,
    /// Capitals throughout, as machines for attendance print them.
    Capitals,
    /// Whatever comes to mind, with stray blanks.
    Careless,
}

/// The name of `team` as someone with this `habit` would write it.
pub(crate) fn unit_name(team: &Team, habit: Habit, rng: &mut Rng) -> String {
    match habit {
        Habit::Official => team.name.to_owned(),
        Habit::Short => team.aliases[0].to_owned(),
        Habit::Capitals => team.name.to_uppercase(),
        Habit::Careless => {
            let spelling = match rng.index(team.aliases.len() + 2) {
                0 | 1 => team.name,
                other => team.aliases[other - 2],
            };
            match rng.between(1, 12) {
                1 => format!("{spelling} "),
                2 => spelling.replacen(' ', "  ", 1),
                3 => spelling.to_lowercase(),
                _ => spelling.to_owned(),
            }
        }
    }
}
