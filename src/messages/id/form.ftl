### Buku kerja yang diisi orang: isian.xlsx dan formulir dataset; tindak lanjut dalam laporan.

## isian.xlsx

form-title = Isian perencana
form-subtitle = { $office } · disiapkan untuk { $period }
form-welcome = Satu buku kerja untuk semua yang tidak ada dalam ekspor: nama unit yang belum dikenal, target, catatan, tindak lanjut, dan indikator yang tidak berlaku. Isi seperlunya; lembar yang kosong boleh dibiarkan.
form-heading-steps = Cara mengisi
form-heading-colours = Arti warna
form-heading-sheets = Isi buku kerja ini
form-step-1 = Isi sel kuning. Sel abu-abu diisi program dan ditulis ulang setiap kali; perubahan di situ tidak dibaca.
form-step-2 = Pilih dari daftar di dalam sel bila ada. Nama unit dan indikator harus sama dengan daftar itu.
form-step-3 = Jangan mengubah nama lembar dan judul kolom. Kolom dan lembar tambahan boleh; isinya tidak dibaca tetapi tetap disimpan.
form-step-4 = Simpan sebagai isian.xlsx di folder proyek, di sebelah zona.toml, lalu tutup berkasnya.
form-step-5 = Jalankan `zona check`. Kesalahan disebut bersama lembar dan selnya. Setelah itu jalankan `zona report`.
form-step-6 = Untuk menyegarkan sel abu-abu, jalankan `zona template isian`. Semua isian tetap ada; versi sebelumnya disimpan sebagai isian.sebelumnya.xlsx.
form-legend-open = boleh diisi
form-legend-needed = wajib diisi pada setiap baris yang dipakai
form-legend-given = diisi program
form-column-sheet = Lembar
form-column-use = Untuk apa
form-column-state = Keadaan sekarang
form-use-files = Berkas di folder data/ yang namanya tidak dikenal. Pilih datanya; berkasnya lalu dibaca seperti yang namanya sesuai. Tidak perlu mengubah nama berkas.
form-use-mapping = Nama unit dalam data yang tidak dimiliki unit mana pun. Pilih unit yang dimaksud, atau “bukan unit kami”; barisnya lalu ikut dihitung, atau disisihkan dengan sengaja.
form-use-targets = Target per triwulan. Sel yang diisi mengganti target dalam definisi; sel kosong tidak mengubah apa pun.
form-use-remarks = Catatan tentang unit atau indikator pada suatu periode; dicetak di halaman unit atau ikhtisar.
form-use-meetings = Rapat evaluasi: kapan, jabatan yang hadir, dan agendanya. Dicetak pada bagian Rapat.
form-use-decisions = Keputusan rapat yang bukan tindak lanjut: arah, prioritas, persetujuan. Dicetak pada bagian Rapat.
form-use-actions = Keputusan rapat evaluasi: siapa mengerjakan apa sampai kapan. Yang belum selesai muncul lagi di laporan berikutnya.
form-use-exemptions = Indikator yang tidak berlaku bagi suatu unit, dengan alasannya; bobotnya dibagi menurut aturan kartu kinerja.
form-state-files = { $count ->
    [0] semua berkas sudah dikenal
   *[other] { $count } berkas menunggu
}
form-state-mapping = { $count ->
    [0] semua nama sudah dikenal
   *[other] { $count } nama menunggu unit
}
form-state-targets = { $count } baris target
form-state-rows = { $count ->
    [0] belum ada isian
   *[other] { $count } baris terisi
}
form-not-yet = Jawaban LKE belum ada di sini: pertanyaannya belum dinilai oleh program ini.
form-sheet-title = { $sheet } · { $office }
form-about-files = Pilih datanya pada kolom Dataset, atau “tidak dipakai”. Periode diisi hanya bila kolom Periode terbaca kosong atau keliru.
form-about-mapping = Pilih unit pada kolom kuning. Yang paling banyak barisnya ada di atas; nama yang sudah dijawab ada di bawah.
form-about-targets = Abu-abu: target yang berlaku menurut definisi. Kuning: target baru. Persen ditulis 90, tanpa tanda persen. Baris tanpa unit berlaku bagi semua unit yang tidak punya target sendiri.
form-about-remarks = Satu baris, satu catatan. Tanpa unit berarti catatan untuk seluruh kantor.
form-about-meetings = Satu baris, satu rapat. Periode ialah periode yang dievaluasi; tanggalnya boleh sesudah periode itu berakhir.
form-about-decisions = Satu baris, satu keputusan. Yang harus dikerjakan seseorang sampai suatu tanggal ditulis di lembar Tindak lanjut.
form-about-actions = Satu baris, satu tindak lanjut. Jangan menghapus yang selesai: ubah statusnya dan isi tanggal selesainya.
form-about-exemptions = Satu baris, satu indikator bagi satu unit. Tanpa tanggal berarti selalu.
form-targets-in-force = Target yang berlaku
form-targets-new = Target baru
form-lists = Isi daftar pilihan; ditulis oleh program.
form-list-units = Daftar unit
form-list-mapping = Daftar untuk pemetaan
form-list-indicators = Daftar indikator
form-list-quarters = Daftar triwulan
form-list-states = Daftar status
form-list-topics = Daftar topik
form-list-datasets = Daftar dataset
form-hint-dataset = Isi berkas ini. Pilih “tidak dipakai” bila berkasnya memang bukan untuk dibaca.
form-hint-file-period = Kosong: periode yang terbaca. Misalnya TW IV 2024, Desember 2024, atau 2024.
form-hint-our-unit = Unit yang dimaksud nama ini. Pilih “bukan unit kami” bila barisnya memang bukan milik kantor ini.
form-hint-target-unit = Kosong: bagi semua unit yang tidak punya target sendiri.
form-hint-target = Kosong: target menurut definisi. Persen ditulis 90, tanpa tanda persen.
form-hint-remark-unit = Kosong: untuk seluruh kantor. Beberapa unit dipisahkan titik koma.
form-hint-remark-indicator = Kosong: tidak tentang satu indikator tertentu.
form-hint-units = Beberapa unit dipisahkan titik koma. Kosong pada tindak lanjut: seluruh kantor.
form-hint-period = Misalnya TW IV 2024, 2024-TW4, atau Desember 2024.
form-hint-owner = Jabatan, bukan nama orang. Misalnya: Ketua Tim Humas.
form-hint-attended = Jabatan, bukan nama orang. Misalnya: Kepala Kantor; Kepala Bagian TU; semua ketua tim.
form-hint-meeting-period = Periode yang dievaluasi, misalnya TW IV 2024.
form-hint-action-indicator = Angka yang hendak diperbaiki. Angka merah yang disebut di sini tidak lagi diminta tindak lanjutnya.
form-hint-topic = Topik pengaduan atau isu yang dijawab; beberapa topik dipisahkan titik koma.
form-hint-status = Kosong berarti belum mulai.
form-hint-closed = Diisi bila status selesai atau batal.
form-hint-reason = Dicetak dalam laporan di tempat angkanya.
form-hint-from = Hari pertama tidak berlaku. Kosong: sejak semula.
form-hint-until = Hari terakhir tidak berlaku. Kosong: seterusnya.
form-hint-due = Lewat tanggal ini, tindak lanjut yang belum selesai ditandai dalam laporan.
form-wrong = Isian tidak dikenal
form-wrong-list = Pilih salah satu dari daftar di dalam sel.
form-wrong-help = Tidak ada dalam daftar. Boleh diteruskan bila beberapa unit dipisahkan titik koma, atau periode ditulis dengan cara lain.
form-wrong-number = Tulis angka saja, dalam batas yang diterima.
form-wrong-date = Tulis tanggal, misalnya 31/12/2024.
done-planner = { $file } ditulis untuk { $period }: { $count ->
    [0] tidak ada nama unit yang menunggu
   *[other] { $count } nama unit menunggu di lembar Pemetaan
}{ $files ->
    [0] { "" }
   *[other] , { $files } berkas menunggu di lembar Berkas
}

## Formulir dataset

entry-title = { $title } · { $period } · { $office }
entry-needed = Wajib diisi.
entry-example = Misalnya { $example }.
entry-kind-text = Teks.
entry-kind-code = Kode; nol di depan tetap ditulis.
entry-kind-number = Angka.
entry-kind-money = Jumlah uang dalam rupiah, tanpa “Rp”.
entry-kind-percent = Persen dari 0 sampai 100; tulis 80 untuk 80 %.
entry-kind-date = Tanggal.
entry-kind-month = Bulan.
entry-kind-choice = Salah satu pilihan.
entry-kind-team = Unit kerja.
entry-kind-quarter = Triwulan.
entry-kind-yes_no = Ya atau tidak.
entry-kind-nip = NIP, 18 angka.
entry-scale = Ditulis dalam satuan { $scale }.
entry-cumulative = Jumlah sejak 1 Januari.
entry-personal-drop = Data pribadi: tidak dibaca dan tidak disimpan.
entry-personal-pseudonym = Data pribadi: hanya untuk mencocokkan baris, tidak pernah dicetak.
entry-step-1 = Isi lembar “{ $sheet }” mulai dari baris kuning pertama: satu baris, satu kejadian. Jangan mengubah judul kolom.
entry-step-2 = Kolom berjudul cokelat wajib diisi; baris tanpa isinya disisihkan. Arti setiap kolom ada di bawah.
entry-step-3 = Simpan sebagai { $path } di folder proyek. Nama berkas itu menyatakan periodenya, { $period }.
entry-step-4 = Bila tidak ada kejadian, serahkan formulir ini dalam keadaan kosong: artinya nihil. Formulir yang tidak diserahkan berarti belum ada.
entry-step-5 = Jalankan `zona check` untuk memeriksa isian.
entry-question = Pertanyaan
entry-question-owner = Penanggung jawab
entry-question-count = Jumlah
entry-question-counted = dihitung dari baris di bawahnya
entry-question-step-1 = Isi kolom Jawaban pada lembar “{ $sheet }”, satu baris untuk setiap pertanyaan. Yang diterima ada di dalam sel. Jangan mengubah judul kolom dan kolom abu-abu.
entry-question-step-2 = Baris “dihitung dari baris di bawahnya” dibiarkan kosong; isilah jumlah pada baris di bawahnya. Jumlah nol ditulis 0.
entry-question-step-3 = Penilai yang belum menilai: biarkan seluruh kolomnya kosong. Penilaiannya yang terdahulu, bila ada, tetap berlaku.
entry-question-step-4 = Simpan sebagai { $path } di folder proyek. Nama berkas itu menyatakan keadaannya, { $period }.
entry-question-step-5 = Jalankan `zona check` untuk memeriksa isian. Pertanyaan tanpa jawaban bernilai nol dan disebut dalam laporan.
entry-heading-columns = Arti setiap kolom
entry-heading-rules = Yang dianggap keliru pada suatu baris
entry-column = Kolom
entry-holds = Isi
entry-allowed = Yang diterima
entry-is-needed = Wajib
entry-is-personal = Data pribadi
entry-yes = ya
entry-no = tidak
entry-allowed-teams = nama resmi unit; lihat daftar pilihan di dalam sel
entry-allowed-width = { $width } angka
done-entry = { $file } ditulis; setelah diisi, simpan sebagai { $path }

## Catatan dan tindak lanjut dalam laporan

notes-title = Catatan dan tindak lanjut
notes-actions = Tindak lanjut
notes-actions-note = Yang belum selesai dari periode sebelumnya dibawa terus sampai ditutup.
notes-overdue = lewat batas waktu { $days } hari
action-waiting = belum mulai
action-running = berjalan
action-done = selesai
action-dropped = batal
