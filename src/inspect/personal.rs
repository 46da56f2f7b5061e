//! What must not be shown: columns of people, by their heads and by their cells.
//!
//! The list errs on the side of silence: a column that is masked without need costs the planner
//! one look into her own file, one that is shown costs somebody their privacy.

use crate::load::raw::RawCell;
use crate::load::raw::date::{self, DateOrder};

use super::names::words;
use super::view::{Mask, Trait};

/// Words that name people, alone or with others.
const PEOPLE: [&str; 44] = [
    "nama",
    "name",
    "pelapor",
    "pengadu",
    "terlapor",
    "teradu",
    "pemohon",
    "pengirim",
    "penerima",
    "petugas",
    "pejabat",
    "pic",
    "verifikator",
    "operator",
    "pegawai",
    "karyawan",
    "guru",
    "siswa",
    "santri",
    "ketua",
    "penilai",
    "kontak",
    "contact",
    "pemilik",
    "wali",
    "saksi",
    "user",
    "username",
    "employee",
    "customer",
    "author",
    "person",
    "nasabah",
    "pasien",
    "jamaah",
    "jemaah",
    "peserta",
    "narahubung",
    "penanggungjawab",
    "atasan",
    "bendahara",
    "ppk",
    "fullname",
    "gelar",
];
/// Words of things that have names too.
const THINGS: [&str; 67] = [
    "pemda",
    "objek",
    "kelompok",
    "dept",
    "satker",
    "satuan",
    "unit",
    "unor",
    "instansi",
    "opd",
    "skpd",
    "dinas",
    "kantor",
    "bagian",
    "bidang",
    "seksi",
    "tim",
    "program",
    "kegiatan",
    "output",
    "komponen",
    "barang",
    "aset",
    "layanan",
    "jabatan",
    "provinsi",
    "prov",
    "kabupaten",
    "kota",
    "kab",
    "kecamatan",
    "kelurahan",
    "desa",
    "bulan",
    "hari",
    "file",
    "berkas",
    "lembar",
    "akun",
    "rekening",
    "kppn",
    "ba",
    "kementerian",
    "lembaga",
    "agency",
    "facility",
    "park",
    "company",
    "taxi",
    "bridge",
    "highway",
    "sekolah",
    "madrasah",
    "golongan",
    "pangkat",
    "pendidikan",
    "jenis",
    "kategori",
    "indikator",
    "sasaran",
    "taman",
    "produk",
    "product",
    "category",
    "city",
    "borough",
    "department",
];
/// Words that make of a person's column one about kinds and counts.
const KINDS: [&str; 19] = [
    "jenis", "tipe", "type", "status", "kategori", "category", "jumlah", "golongan", "kelompok",
    "kelamin", "persen", "rata", "total", "count", "usia", "umur", "tingkat", "channel", "kelas",
];
/// Words of what somebody wrote.
const WRITINGS: [&str; 22] = [
    "isi",
    "keluhan",
    "aduan",
    "saran",
    "komentar",
    "pesan",
    "judul",
    "uraian",
    "deskripsi",
    "description",
    "kronologi",
    "tanggapan",
    "catatan",
    "masukan",
    "kritik",
    "keterangan",
    "comment",
    "comments",
    "message",
    "notes",
    "subject",
    "perihal",
];
/// Words that make of an explanation one of budgets and things.
const FINANCE: [&str; 28] = [
    "prov",
    "pemda",
    "kelompok",
    "objek",
    "belanja",
    "urusan",
    "akun",
    "satker",
    "program",
    "kegiatan",
    "kro",
    "ro",
    "komponen",
    "subkomponen",
    "organisasi",
    "barang",
    "anggaran",
    "aset",
    "rekening",
    "unit",
    "indikator",
    "output",
    "item",
    "jenis",
    "kode",
    "revisi",
    "provinsi",
    "unsur",
];

/// Words of registers that say nothing about people.
const REGISTER: [&str; 24] = [
    "klasifikasi",
    "sumber",
    "kanal",
    "satuan",
    "arah",
    "sasaran",
    "periode",
    "triwulan",
    "status",
    "metode",
    "media",
    "lokasi",
    "predikat",
    "kinerja",
    "agama",
    "hasil",
    "keputusan",
    "moda",
    "bahasa",
    "cara",
    "bentuk",
    "model",
    "level",
    "prioritas",
];

/// What a head says about people, if anything.
pub(super) fn in_head(path: &[String]) -> Option<Mask> {
    match trait_in_head(path) {
        // An explanation may be one of a budget line or one of a person.
        Some(Trait::Words) if !is_certain(path) => Some(Mask::Doubtful),
        found => found.map(Mask::Personal),
    }
}

/// Whether a head says for sure that people write below it.
fn is_certain(path: &[String]) -> bool {
    let own = path.last().map(|head| words(head)).unwrap_or_default();
    let certain = ["isi", "keluhan", "aduan", "saran", "komentar", "pesan", "judul", "kronologi"];
    own.iter().any(|word| certain.contains(&word.as_str()))
}

fn trait_in_head(path: &[String]) -> Option<Trait> {
    let own = words(path.last()?);
    let all: Vec<String> = path.iter().flat_map(|part| words(part)).collect();
    let has = |list: &[&str]| own.iter().any(|word| list.contains(&word.as_str()));
    let any = |list: &[&str]| all.iter().any(|word| list.contains(&word.as_str()));
    let joined = own.join(" ");
    if has(&["nip", "nuptk", "nrp", "nidn", "nipbaru"]) {
        return Some(Trait::Nip);
    }
    let bank = any(&["rekening"]) && any(&["no", "nomor", "bank"]) && !any(&["kode", "belanja"]);
    if has(&["nik", "ktp", "npwp", "kk", "paspor", "passport", "sim", "ssn", "kartu"]) || bank {
        return Some(Trait::Nik);
    }
    let phones = ["telepon", "telp", "tlp", "hp", "phone", "handphone", "ponsel", "mobile", "wa"];
    if has(&phones) || joined.contains("whatsapp") {
        return Some(Trait::Phone);
    }
    if has(&["email", "surel"]) || joined.contains("e mail") {
        return Some(Trait::Email);
    }
    let of_kinds = has(&KINDS);
    if has(&["alamat", "address", "jalan", "street", "domisili", "rt", "rw"]) && !of_kinds {
        return Some(Trait::Address);
    }
    if has(&["lahir", "birth", "ttl", "dob"]) {
        return Some(Trait::Birth);
    }
    if has(&["responden", "respondent"]) && !of_kinds {
        return Some(Trait::Respondent);
    }
    if has(&PEOPLE) && !of_kinds && !has(&THINGS) {
        return Some(Trait::Name);
    }
    if (is_certain(path) && !of_kinds) || (has(&WRITINGS) && !has(&FINANCE) && !of_kinds) {
        return Some(Trait::Words);
    }
    None
}

/// Whether a head speaks of writing or explaining at all, in which case prose below is not shown.
pub(super) fn is_about_things(path: &[String]) -> bool {
    let own: Vec<String> = path.iter().flat_map(|part| words(part)).collect();
    let lists = [&THINGS[..], &FINANCE[..], &KINDS[..], &REGISTER[..]];
    own.iter().any(|word| lists.iter().any(|list| list.contains(&word.as_str())))
}

/// What a text gives away about people, if anything: numbers of employees and citizens,
/// telephone numbers, e-mail addresses, titles of names.
pub(super) fn in_text(text: &str) -> Option<Trait> {
    if let Some((before, after)) = text.split_once('@')
        && before.ends_with(|c: char| c.is_alphanumeric())
        && after.split_whitespace().next().is_some_and(|domain| domain.contains('.'))
    {
        return Some(Trait::Email);
    }
    for digits in runs(text) {
        match digits.len() {
            18 if digits.starts_with("19") || digits.starts_with("20") => return Some(Trait::Nip),
            16 => return Some(Trait::Nik),
            11..=15 if digits.starts_with("628") && !is_date(text) => return Some(Trait::Phone),
            10..=14 if digits.starts_with("08") && !is_date(text) => return Some(Trait::Phone),
            _ => {}
        }
    }
    has_title(text).then_some(Trait::Name)
}

fn is_date(text: &str) -> bool {
    date::parse(text, DateOrder::DayFirst).is_some()
}

/// The runs of digits in a text; blanks, dots and dashes within groups do not end one, and a
/// number with a decimal mark is none.
fn runs(text: &str) -> Vec<String> {
    let mut found = vec![];
    let mut run = String::new();
    let mut groups = vec![];
    for c in text.chars().chain(['\n']) {
        match c {
            '0'..='9' => run.push(c),
            _ => {
                if !run.is_empty() {
                    groups.push(std::mem::take(&mut run));
                }
                if !matches!(c, ' ' | '-' | '+') {
                    found.extend(groups.iter().cloned());
                    if groups.len() > 1 {
                        found.push(groups.concat());
                    }
                    groups.clear();
                }
            }
        }
    }
    found
}

/// Titles that stand beside names of people: `S.H.`, `M.Pd`, `Drs.`, `Hj.`, `bin`.
fn has_title(text: &str) -> bool {
    const BEFORE: [&str; 10] =
        ["drs", "dra", "dr", "hj", "kh", "bapak", "ibu", "sdr", "sdri", "ustadz"];
    const BETWEEN: [&str; 2] = ["bin", "binti"];
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split_whitespace().collect();
    let first = parts.first().map(|word| word.trim_end_matches('.')).unwrap_or_default();
    let after = lower.split(',').skip(1).any(|tail| {
        let bare: String = tail.chars().filter(|c| c.is_alphanumeric()).collect();
        let short = (2..=5).contains(&bare.len()) && tail.contains('.');
        short && bare.starts_with(['s', 'm', 'a', 'l', 'd'])
    });
    let named = parts.len() > 1 && BEFORE.contains(&first);
    after || named || parts.iter().any(|word| BETWEEN.contains(word))
}

/// What the cells of a column give away, if enough of them do.
pub(super) fn in_cells<'a>(
    cells: impl Iterator<Item = &'a RawCell>,
    is_amount_by_head: bool,
) -> Option<Trait> {
    let (mut total, mut phones, mut names) = (0usize, 0usize, 0usize);
    for cell in cells {
        let text = match cell {
            RawCell::Text(text) => text.as_ref(),
            RawCell::Number(digits) if !is_amount_by_head => digits.as_ref(),
            _ => continue,
        };
        total += 1;
        match in_text(text) {
            // One of these is one too many, and they are nothing else.
            Some(found @ (Trait::Nip | Trait::Nik | Trait::Email)) => return Some(found),
            Some(Trait::Phone) => phones += 1,
            Some(_) => names += 1,
            None if is_bare_phone(text) => phones += 1,
            None => {}
        }
    }
    if phones > 0 && phones * 10 >= total * 3 {
        return Some(Trait::Phone);
    }
    (names > 0 && names * 10 >= total).then_some(Trait::Name)
}

/// Whether most of these values are two to four capitalised words: nobody can tell `Tatap Muka`
/// from somebody's name.
pub(super) fn are_like_names<'a>(values: impl Iterator<Item = &'a String>) -> bool {
    let (mut total, mut like) = (0, 0);
    for value in values {
        let words: Vec<&str> = value.split_whitespace().collect();
        let is_capital = |word: &&str| -> bool {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | ','))
        };
        total += 1;
        like += usize::from((2..=4).contains(&words.len()) && words.iter().all(is_capital));
    }
    like * 2 >= total && like > 0
}

/// A telephone number that has lost its zero: `81234567890`.
fn is_bare_phone(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && (10..=12).contains(&text.len());
    digits && text.starts_with('8') && !text.ends_with("000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_people() {
        let check = |head: &str, expected| {
            let path = [head.to_owned()];
            assert_eq!(trait_in_head(&path), expected, "{head}");
        };
        for head in ["Nama", "Nama Pelapor", "NAMA PEGAWAI", "name", "Petugas", "namaPelapor"] {
            check(head, Some(Trait::Name));
        }
        check("NIP | Nama", Some(Trait::Nip));
        check("nip_baru", Some(Trait::Nip));
        check("NIK", Some(Trait::Nik));
        check("No. Rekening", Some(Trait::Nik));
        check("Kode Rekening", None);
        check("No. HP", Some(Trait::Phone));
        check("Alamat Rumah", Some(Trait::Address));
        check("E-mail", Some(Trait::Email));
        check("Tanggal Lahir", Some(Trait::Birth));
        check("Isi Laporan Awal", Some(Trait::Words));
        check("Judul", Some(Trait::Words));
        check("Keterangan", Some(Trait::Words));
        check("Uraian Belanja", None);
        check("Nama Satker", None);
        check("Jenis Kelamin Pegawai", None);
        check("Jumlah Pegawai", None);
        check("Klasifikasi Laporan", None);
        check("address_type", None);
        check("agency_name", None);
        check("RESPONDEN", Some(Trait::Respondent));
    }

    #[test]
    fn texts_of_people() {
        let check = |text, expected| assert_eq!(in_text(text), expected, "{text}");
        check("199901012099011001", Some(Trait::Nip));
        check("19990101 209901 1 001", Some(Trait::Nip));
        check("NIP. 199901012099011001 / III.a", Some(Trait::Nip));
        check("9999990101990001", Some(Trait::Nik));
        check("0899-0000-0000", Some(Trait::Phone));
        check("+62 899 0000 0000", Some(Trait::Phone));
        check("a.b@contoh.invalid", Some(Trait::Email));
        check("Fulan, S.H., M.Si.", Some(Trait::Name));
        check("Drs. Fulan", Some(Trait::Name));
        check("Fulan bin Fulan", Some(Trait::Name));
        check("10.701.893.800,00", None);
        check("2.16.2.20.2.21.01.0000", None);
        check("2024-05-27T02:08:51.000", None);
        check("Dinas Sosial, Pemuda", None);
    }
}
