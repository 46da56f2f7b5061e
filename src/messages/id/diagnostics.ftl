### Pesan untuk perencana: apa yang salah, lalu apa yang harus dilakukan (.help).

severity-error = galat
severity-warning = peringatan
severity-note = catatan
diag-help = saran
diag-note = catatan
diag-near = mungkin maksudnya `{ $near }`?
diag-same = hal yang sama di { $count } tempat lain: { $places }
diag-same-more = hal yang sama di { $count } tempat lain: { $places }, …
diag-rest = … dan { $count } tempat lagi dengan temuan { $code } pada { $file }; seluruhnya: zona check --all
diag-sheet = lembar
diag-cell = sel
diag-row = baris
diag-line = baris
diag-column = kolom
diag-folded-no-files = catatan[no-files]: { $count } jenis data belum ada berkasnya; angkanya *belum ada* dan itu bukan kesalahan. Namanya dan tempatnya disebut dengan `zona check --all`
diag-summary = { $errors } galat, { $warnings } peringatan, { $notes } catatan
diag-nothing-written = tidak ada yang ditulis
diag-waived = dikecualikan sampai { $until }: { $reason }
rule-before = aturan sebelumnya
band-below = rentang di bawahnya berakhir di sini
declared-here = dinyatakan di sini
first-here = yang pertama di sini
others-here = yang lain misalnya di sini
same-here = isi yang sama ada di sini
before-here = sebelumnya tertulis di sini

cause-a-pdf-document = dokumen PDF
cause-a-7-zip-archive = arsip 7-Zip
cause-a-bzip2-archive = arsip bzip2
cause-a-gif-image = gambar GIF
cause-a-parquet-file = berkas Parquet
cause-a-rar-archive = arsip RAR
cause-a-sqlite-database = basis data SQLite
cause-a-zstandard-archive = arsip Zstandard
cause-a-png-image = gambar PNG
cause-an-xz-archive = arsip xz
cause-a-jpeg-image = gambar JPEG
cause-an-rtf-document = dokumen RTF
cause-an-xml-file = berkas XML
cause-a-json-file = berkas JSON
cause-a-word-document = dokumen Word
cause-a-powerpoint-presentation = presentasi PowerPoint
cause-a-zip-archive-without-a-workbook = arsip ZIP tanpa buku kerja
cause-a-compound-file-without-a-workbook = berkas Office lama tanpa buku kerja
cause-an-opendocument-file-other-than-a-spreadsheet = dokumen OpenDocument yang bukan lembar kerja
cause-a-file-of-zero-bytes = berkas berisi nol semata; salinan atau unduhannya gagal
cause-binary-data = data biner
cause-a-web-archive-mhtml = arsip web (MHTML)
cause-an-archive-inside-a-gzip-archive = arsip di dalam arsip gzip
cause-a-quote-is-opened-here-and-never-closed = tanda kutip dibuka di sini dan tidak pernah ditutup
cause-a-quote-is-opened-here-and-not-closed-before-the-next-one = tanda kutip dibuka di sini dan tidak ditutup sebelum kutip berikutnya
cause-its-directory-is-damaged = daftar isinya rusak
cause-its-records-contradict-each-other = isinya saling bertentangan
cause-its-sectors-do-not-fit-together = bagian-bagiannya tidak bersambung
cause-its-compressed-data-are-damaged = data terkompresinya rusak
cause-its-markup-is-damaged = susunan tandanya rusak
cause-cells = sel
cause-rows = baris
cause-columns = kolom
cause-bytes = bita
cause-bytes-in-one-cell = bita dalam satu sel
cause-bytes-when-unpacked = bita setelah dibuka
cause-tables = tabel
cause-tables-in-one-another = tabel yang bersarang
cause-not-found = tidak ditemukan
cause-its-part-is-damaged = bagian `{ $part }` rusak
cause-not-a-file-of-the-project = tidak ada di dalam proyek
cause-permission-denied = tidak ada izin
cause-disk-full = ruang penyimpanan penuh
cause-read-only = tempat penyimpanan hanya dapat dibaca
cause-a-file-is-in-the-way = ada berkas dengan nama yang sama
cause-a-folder-is-in-the-way = ada folder dengan nama yang sama
cause-name-too-long = nama atau alamatnya terlalu panjang
cause-in-use = sedang dipakai program lain
cause-duplicate-key = kunci ini ditulis dua kali
cause-extra-comma-in-inline-table = koma berlebih di dalam { "{" } … { "}" }
cause-extra-comma-in-array = koma berlebih di dalam [ … ]
cause-invalid-inline-table-element = isi { "{" } … { "}" } tidak terbaca
cause-missing-key-for-inline-table-element = ada nilai tanpa kunci di dalam { "{" } … { "}" }
cause-missing-comma-between-key-value-pairs = koma di antara dua isian belum ada
cause-missing-comma-between-array-elements = koma di antara dua isi daftar belum ada
cause-missing-assignment-between-key-value-pairs = tanda sama dengan belum ada
cause-extra-assignment-between-key-value-pairs = tanda sama dengan berlebih
cause-invalid-key-value-pair = baris ini bukan "kunci = nilai"
cause-invalid-unquoted-key = kunci hanya boleh berisi huruf, angka, dan garis bawah
cause-invalid-value = nilainya tidak terbaca
cause-string-values-must-be-quoted = teks harus diapit tanda kutip
cause-key-with-no-value = kunci ini belum diberi nilai
cause-missing-value = nilainya belum ada
cause-missing-value-for-key = nilai untuk kunci ini belum ada
cause-missing-opening-quote = tanda kutip pembuka belum ada
cause-unclosed-array = daftar [ … ] belum ditutup
cause-unclosed-inline-table = { "{" } … { "}" } belum ditutup
cause-unclosed-table = nama bagian [ … ] belum ditutup
cause-unclosed-array-table = nama bagian [[ … ]] belum ditutup
cause-unexpected-content = ada tulisan yang tidak pada tempatnya
cause-unexpected-key-or-value = ada kunci atau nilai yang tidak pada tempatnya
cause-unexpected-in-array = tanda sama dengan di dalam daftar [ … ]
cause-unexpected-leading-zero = angka tidak boleh diawali nol
remedy-disk = periksa apakah folder itu ada dan boleh dipakai, lalu coba lagi
remedy-not-found = periksa ejaan alamatnya
remedy-permission-denied = tutup berkas itu bila sedang terbuka di Excel, atau pilih folder milik sendiri (--out, --rejects)
remedy-disk-full = kosongkan ruang penyimpanan, atau pilih folder di tempat lain (--out, --rejects)
remedy-read-only = salin proyek ke folder yang boleh ditulis, atau pilih folder lain (--out, --rejects)
remedy-a-file-is-in-the-way = pilih nama folder lain, atau pindahkan berkas itu
remedy-a-folder-is-in-the-way = pilih nama lain, atau pindahkan folder itu
remedy-name-too-long = pindahkan proyek ke folder yang alamatnya lebih pendek
remedy-in-use = tutup program yang memakainya, lalu jalankan lagi

kind-text = teks
kind-number = angka
kind-count = bilangan bulat mulai 0
kind-boolean = true atau false
kind-date = tanggal
kind-list = daftar [ … ]
kind-table = tabel
kind-money = jumlah uang
kind-percent = persen
kind-month = bulan
kind-code = kode
kind-choice = salah satu pilihan
kind-quarter = triwulan
kind-yes_no = ya atau tidak
kind-nip = NIP 18 angka
kind-team = unit kerja
kind-condition = syarat (benar/salah)
kind-null = NULL
kind-string = teks
kind-integer = angka
kind-float = angka
kind-array = daftar
kind-datetime = tanggal
axis-date = waktu (`date`)
axis-team = unit (`team`)
axis-max_age = umur (`max_age`)

## Definisi

missing-key = kunci `{ $key }` belum ada
    .help = tambahkan baris `{ $key } = …` pada bagian ini
unknown-key = kunci `{ $key }` tidak dikenal di sini
    .help = perbaiki ejaannya, atau hapus baris ini
indonesian-key = kunci ditulis dalam bahasa Inggris: `{ $key }` menjadi `{ $english }`
    .help = ganti `{ $key }` dengan `{ $english }`; hanya nama dataset, kolom, dan indikator yang berbahasa Indonesia
wrong-kind = di sini diharapkan { $expected }, bukan { $found }
    .help = tulis sebagai { $expected }; angka ditulis tanpa tanda kutip dan tanda persen, desimal memakai titik, teks diapit tanda kutip
name-form = `{ $name }` tidak dapat dipakai sebagai nama
    .help = pakai huruf kecil, angka, dan garis bawah; karakter pertamanya huruf
known-word = `{ $found }` tidak dikenal di sini
    .help = pilihannya: { $known }
unique-id = nama `{ $id }` sudah dipakai
    .help = setiap nama hanya boleh dipakai satu kali; beri nama lain
version-overlap = dua versi `{ $id }` berlaku pada hari yang sama
    .help = tutup versi yang lebih lama dengan `to`, satu hari sebelum `from` versi berikutnya; kedua tanggal itu ikut berlaku
version-backwards = versi `{ $id }` berakhir ({ $to }) sebelum mulai berlaku ({ $from })
    .help = tukar `from` dan `to`, atau perbaiki tahunnya
seal-unreadable = berkas pengesahan { $file } tidak dapat dibaca
    .help = kembalikan berkas itu dari cadangan atau riwayat versi
seal-changed = berkas pengesahan { $file } diubah sesudah ditulis
    .help = kembalikan berkas itu dari cadangan atau riwayat versi; angka yang sudah terbit tidak diubah
target-after-seal = target `{ $subject }` diubah sesudah { $sealed } disahkan: dahulu { $old }, kini { $new }
    .help = kembalikan target itu, atau nyatakan alasannya: [[revision]] of = "{ $subject }", on = tanggal keputusan, reason = "…"
weight-after-seal = bobot `{ $leaf }` dalam kartu `{ $subject }` diubah sesudah { $sealed } disahkan: dahulu { $old }, kini { $new }
    .help = kembalikan bobot itu, atau nyatakan alasannya: [[revision]] of = "{ $subject }", on = tanggal keputusan, reason = "…"
revision-declared = `{ $leaf }` diubah sesudah { $sealed } disahkan, dari { $old } menjadi { $new } ({ $on }): { $reason }
    .help = perubahan ini dinyatakan dalam [[revision]]
revision-unknown = tidak ada indikator atau kartu bernama `{ $found }`
    .help = `of` menyebut indikator atau kartu nilai yang target atau bobotnya diubah
known-team = unit `{ $team }` tidak ada dalam pohon unit
    .help = daftar unit ada di zona.toml, bagian [[team]]
team-absent = { $count } unit yang disebut definisi tidak ada di zona.toml: { $teams }; definisi untuk unit itu tidak berlaku bagi siapa pun
    .help = tidak perlu apa-apa bila kantor ini memang tidak mempunyainya; bila unitnya ada dengan `id` lain, tulis `id` ini di zona.toml
team-cycle = unit `{ $team }` menjadi atasan bagi dirinya sendiri
    .help = perbaiki `parent` unit itu atau atasannya di zona.toml
file-missing = berkas `{ $file }` tidak dapat dibaca: { $cause }
    .help = periksa apakah berkas ada, tidak sedang dibuka program lain, dan boleh dibaca
holiday-date = tanggal libur "{ $found }" tidak dapat dibaca
    .help = tulis sebagai TTTT-BB-HH, misalnya 2024-12-25
definition-encoding = berkas definisi `{ $file }` tersimpan sebagai { $found }, bukan UTF-8
    .help = di Notepad: Berkas > Simpan sebagai, lalu pilih pengodean UTF-8
toml-syntax = baris ini tidak dapat dibaca: { $cause }
    .help = bentuknya kunci = nilai; periksa tanda kutip, kurung, dan koma di sekitar sini
toml-curly-quotes = tanda kutip melengkung tidak dikenal
    .help = ganti “ ” dan ‘ ’ dengan " atau '; tulis definisi di Notepad, bukan di Word
toml-decimal-comma = desimal ditulis dengan koma
    .help = tulis dengan titik, misalnya 90.5
toml-percent = angka ditulis dengan tanda persen
    .help = tulis angkanya saja, misalnya 90; satuannya dinyatakan dengan unit = "%"
toml-open-quote = tanda kutip dibuka dan tidak ditutup pada baris ini
    .help = tutup teksnya dengan tanda kutip yang sama, misalnya name = "Humas"
toml-strange-blank = ada spasi khusus yang tidak terlihat, biasanya terbawa dari Word atau halaman web
    .help = hapus spasi di baris ini, lalu ketik ulang dengan tombol spasi
path-backslash = alamat berkas ditulis dengan garis miring terbalik
    .help = pakai garis miring biasa, misalnya "data/pengaduan/*.csv"
known-level = jenjang `{ $level }` tidak ada dalam `levels`
    .help = `take` harus menyebut salah satu jenjang yang ada
known-column = data `{ $dataset }` tidak punya kolom `{ $column }`
    .help = kolom dinyatakan di [dataset.{ $dataset }.column] atau [dataset.{ $dataset }.derive]
share-form = "{ $found }" bukan persentase
    .help = tulis misalnya "5%" atau "300%"
known-rule = `{ $dataset }` tidak punya aturan `{ $rule }`
    .help = yang dapat dinamai: aturan, pencilan, neraca, dan kolom yang punya `references`
reference-type = `{ $column }` dan `{ $target }` berbeda jenis, jadi isinya tidak pernah sama
    .help = rujuk kolom yang sejenis: teks dengan teks, angka dengan angka, tanggal dengan tanggal
balance-groups = kelompok kedua sisi tidak sejenis: `{ $own }` dan `{ $other }`
    .help = tulis pada `by` di [equals] kolom sejenis dalam urutan yang sama
value-at-cut-off = `{ $name }` baru diketahui saat angka dihitung, sedangkan rumus ini dihitung saat berkas dibaca
    .help = untuk kolom, pindahkan rumusnya ke [dataset.….derive]; untuk aturan, pakai kolom dengan from = "covers"
known-line = baris `{ $level }` tidak ada di antara `lines`
    .help = `line` harus menyebut salah satu baris bloknya
not-wide = kolom `{ $column }` diambil dari judul yang berjajar, padahal tidak ada sumber yang melebar
    .help = tambahkan shape = {"{"} kind = "wide", heads = [ … ] {"}"}, atau sebutkan `header` sendiri
wide-without-cell = tidak ada yang dibaca di bawah judul-judul yang berjajar
    .help = beri satu kolom from = "cell"
nip-open = kolom `{ $column }` berisi NIP tetapi tidak ditandai data pribadi
    .help = tambahkan personal = "pseudonym" bila menjadi kunci, atau personal = "drop"
key-of-other-type = `{ $key }` tidak ada artinya untuk kolom bertipe "{ $type }"
    .help = hapus, atau pilih tipe lain
key-derived = kunci memakai kolom turunan `{ $column }`
    .help = pakai kolom dari [dataset.….column]; kolom turunan baru ada saat angka dihitung
known-indicator = indikator `{ $indicator }` tidak ada
    .help = periksa ejaannya pada bagian [indicator.…]
known-dataset = data `{ $dataset }` tidak ada
    .help = periksa ejaannya pada bagian [dataset.…]
known-topic = topik `{ $found }` tidak ada
    .help = periksa ejaannya pada bagian [topic.…]
known-goal = sasaran atau program `{ $found }` tidak ada
    .help = periksa ejaannya pada bagian [goal.…]
topic-source = topik harus menyebut salah satu: `dataset` dengan `where`, atau `indicator`
    .help = `dataset` dan `where` menghitung baris suatu register; `indicator` memakai angka yang sudah ada
topic-cases = data `{ $dataset }` belum menyatakan bagaimana kasusnya dihitung
    .help = tambahkan [dataset.{ $dataset }.cases] dengan `open` dan `overdue`
split-shape = kolom `{ $column }` tidak dapat dipecah dengan `split`
    .help = hanya satu kolom, di bawah judul kolom, pada tabel biasa
split-key = kunci data `{ $dataset }` tidak memuat `{ $column }`, padahal satu baris dibaca sekali bagi setiap nama di dalamnya
    .help = tambahkan `{ $column }` ke `key`
known-scale = skala `{ $scale }` tidak ada
    .help = periksa ejaannya pada bagian [scale.…]
known-function = fungsi `{ $function }` tidak dikenal
    .help = daftar fungsi ada di dokumentasi bahasa rumus
formula-symbol = lambang `{ $found }` tidak dikenal dalam rumus
    .help = tulis `{ $plain }`
formula-equals = rumus diawali tanda sama dengan, seperti di Excel
    .help = hapus tanda sama dengan di depannya
formula-decimal-comma = desimal dalam rumus ditulis dengan koma
    .help = tulis dengan titik, misalnya 90.5
known-choice = `{ $value }` bukan nilai yang mungkin untuk `{ $column }`
    .help = pilihannya: { $choices }
axis-type = kolom `{ $column }` tidak dapat menjadi sumbu { $axis }
    .help = sumbu unit memerlukan kolom bertipe "team", sumbu waktu kolom bertipe "date"
pseudonym-type = kolom `{ $column }` tidak dapat menjadi pseudonim
    .help = hanya kolom bertipe "code" atau "text" yang dapat; angka dapat dijumlahkan lalu tercetak
argument-count = fungsi `{ $function }` memerlukan { $needed } argumen, di sini ada { $found }
    .help = sesuaikan jumlah argumennya
formula-long = satu rumus paling banyak memuat { $most } operator
    .help = pecah menjadi beberapa indikator atau kolom turunan
formula-incomplete = rumus belum lengkap
    .help = lanjutkan rumusnya; mungkin kurung penutup belum ada
formula-syntax = rumus tidak dapat dibaca pada `{ $found }`
    .help = periksa tanda kurung, koma, dan tanda kutip sebelum tempat ini
formula-unsupported = `{ $found }` tidak didukung dalam rumus
    .help = pakai bentuk yang tercantum di dokumentasi bahasa rumus
formula-type = di sini diperlukan { $expected }, bukan { $found }
    .help = hanya hal yang sejenis dapat dibandingkan dan dihitung
date-literal = `{ $found }` bukan tanggal
    .help = tulis DATE 'TTTT-BB-HH', misalnya DATE '2024-12-31'
text-over-rows = teks tidak dapat dipakai di sini: `{ $found }`
    .help = rumus atas banyak baris hanya mengenal angka, tanggal, dan syarat; teks boleh ada di dalam agregat dan FILTER
division-per-row = pembagian tidak boleh dilakukan baris demi baris
    .help = bagi hasil agregatnya, SUM(a) / SUM(b), supaya rasio gabungannya tetap benar
money-and-number = rupiah bercampur dengan angka biasa: `{ $found }`
    .help = rupiah hanya dapat dijumlahkan dan dibandingkan dengan rupiah; bila kolomnya memang uang, beri type = "money"
money-times-money = rupiah dikalikan dengan rupiah: `{ $found }`
    .help = kalikan dengan jumlah, bagian, atau persen; bila kolomnya bukan uang, beri type = "number"
unreachable-branch = cabang CASE ini tidak pernah terpakai: `{ $branch }`
    .help = cabang sebelumnya sudah mengambil semuanya, atau syaratnya bertentangan; urutkan dari yang paling sempit
known-lookup = tabel acuan `{ $lookup }` tidak ada
    .help = periksa ejaannya pada bagian [lookup.…]
decimals-range = banyaknya desimal pembulatan adalah 0 sampai { $most }
    .help = tulis bilangan bulat, misalnya 2
percentile-form = `{ $found }` tidak dapat dibaca
    .help = tulis PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY kolom), dengan pecahan dari 0 sampai 1
on-date-form = `{ $found }` memerlukan kolom tanggal dan satu agregat
    .help = misalnya ON_DATE(tanggal_selesai, COUNT(*))
earlier-over-rows = `{ $found }` tidak dapat dipakai atas baris
    .help = buat indikator dari indikator lain (tanpa `dataset`), lalu pakai { $found }(indikator)
prior-place = `{ $found }` hanya dapat menjadi seluruh rumus sebuah kolom `value`
    .help = buat kolom tersendiri, misalnya sebelumnya = {"{"} type = "date", value = "PRIOR(tanggal, kode_satker)" {"}"}, lalu pakai kolom itu
prior-column = `{ $found }` memerlukan nama kolom, bukan rumus
    .help = buat kolom `value` tersendiri untuk rumus itu, lalu sebutkan namanya
prior-date = kolom `{ $column }` memerlukan baris sebelumnya, tetapi dataset `{ $dataset }` tidak mempunyai `date`
    .help = sebutkan kolom tanggalnya dengan `date`
prior-use = kolom `{ $column }` baru diketahui sesudah semua baris terbaca, maka tidak dapat dipakai untuk `{ $key }`
    .help = pakai kolom lain, atau periksa nilainya dengan [dataset.….rule.…]
no-office-figure = `{ $indicator }` tidak punya angka bagi { $team }
    .help = beri indikatornya for = "each", atau hilangkan `for`, supaya juga diukur bagi seluruh kantor
needs-axis = `{ $found }` memerlukan tanggal
    .help = sertakan satu kolom tanggal pada `by` langkah sebelumnya, atau pakai ON_DATE(kolom, { $found }(…))
lookup-rows = tabel acuan `{ $lookup }` memerlukan `rows` atau `file`
    .help = tulis barisnya langsung pada `rows`, atau sebut berkas CSV pada `file`; jangan keduanya
lookup-row = baris ini berisi { $found } nilai, seharusnya { $needed }
    .help = tulis semua kuncinya menurut urutan `by`, lalu angkanya
lookup-head = tabel acuan tidak memuat kolom `{ $column }`
    .help = kepala CSV memuat nama-nama pada `by` dan kolom `value`
lookup-cell = `{ $found }` tidak dapat dibaca dalam tabel acuan
    .help = isi kuncinya; angka ditulis dengan titik, tanggal TTTT-BB-HH
lookup-repeats = kunci ini sudah ada dalam tabel acuan
    .help = hapus salah satu barisnya
known-step-column = langkah sebelumnya tidak menghasilkan `{ $column }`
    .help = sesudah sebuah langkah hanya nama-nama pada `by` dan `let` langkah itu yang dikenal
step-name = nama `{ $name }` dipakai dua kali dalam satu langkah
    .help = beri nama lain pada `let`
test-fails = uji `{ $subject }` tidak memberi hasil yang tertulis: `{ $what }` { $found }, seharusnya { $expected } ({ $name })
    .help = periksa rumusnya dahulu; ubah nilai yang diharapkan hanya bila peraturannya memang berkata lain
test-column = data `{ $dataset }` tidak punya kolom `{ $column }` yang dapat diisi
    .help = kolom yang dihitung dengan `value` atau `derive` dihitung sendiri; sebut kolom asalnya
test-period = `{ $found }` bukan periode
    .help = tulis seperti "2024-Q4", "2024-09", atau "2024"
test-number = `{ $found }` bukan angka
    .help = tulis 85.42, atau pecahan seperti "1025/12"
known-scorecard = kartu skor `{ $scorecard }` tidak ada
    .help = periksa ejaannya pada bagian [scorecard.…]
team-parents = unit `{ $team }` dan atasan lain berlaku pada hari yang sama
    .help = beri `to` pada atasan lama dan `from` sehari sesudahnya pada atasan baru
team-into = unit `{ $team }` melebur tanpa hari terakhir
    .help = isi valid = { "{" } to = … { "}" }: hari terakhir unit itu ada
missing-zero = `missing = "zero"` membuat yang tidak menyerahkan apa-apa tampak terbaik
    .help = pakai "missing" atau "skip"; "zero" hanya untuk indikator yang makin tinggi makin baik
like-pattern = pola LIKE harus berupa teks
    .help = tulis polanya langsung, misalnya LIKE 'Ditutup%'
aggregate-per-row = agregat `{ $found }` tidak boleh dipakai di sini
    .help = `where`, `derive`, dan isi agregat berlaku untuk satu baris
aggregate-star = `{ $found }(*)` tidak punya arti
    .help = sebutkan kolomnya; hanya COUNT(*) yang menghitung baris
column-outside-aggregate = kolom `{ $column }` ada di luar agregat
    .help = bungkus dengan SUM, COUNT, AVG, MIN, MAX, atau MEDIAN
within-edges = `within` memerlukan dua angka: batas bawah lalu batas atas
    .help = misalnya better = { "{" } within = [-1, 3] { "}" }; desimal memakai titik
target-key = `{ $key }` bukan triwulan, periode, atau unit
    .help = pakai TW1 sampai TW4, "2024-Q1", "2024", atau id unit
linear-score = nilai linear memerlukan `zero` dan `full` yang berbeda
    .help = misalnya score = { "{" } from = "linear", zero = 25, full = 100 { "}" }
bands = rentang skala `{ $scale }` tidak lengkap atau tidak berurutan
    .help = urutkan dari yang terbaik dengan `min` menurun; yang terakhir tanpa `min`
band-gap = ada celah di antara rentang: { $low } sampai { $high } tidak termasuk rentang mana pun
    .help = bila tabelnya tercetak demikian, nyatakan `round` sebanyak desimal tabelnya, misalnya round = 2; kalau tidak, sambungkan rentangnya
band-overlap = rentang bertumpang tindih: { $high } sampai { $low } termasuk dua rentang
    .help = setiap angka harus termasuk tepat satu rentang; perbaiki `from` atau `to`
band-edge = batas { $high } termasuk dua rentang
    .help = nyatakan pemiliknya: closed = "lower" (mulai { $high }) atau closed = "upper" (di atas { $high })
band-edges = rentang ini tidak lengkap
    .help = pakai `min` saja pada semua rentang, atau `from` dan `to` seperti tabel tercetak, dari yang tertinggi; hanya ujung paling atas dan paling bawah yang boleh terbuka
progress-baseline = nilai dari kemajuan memerlukan `baseline`
    .help = misalnya score = { "{" } from = "progress", baseline = 40 { "}" }: 40 bernilai 0, target bernilai 100
score-limits = batas bawah lebih besar daripada batas atas
    .help = `floor` adalah yang terendah dan `cap` yang tertinggi
target-path = jalur target tidak naik sampai 100: { $now } setelah { $before }
    .help = `path` adalah persen kumulatif dari target setahun; tidak boleh turun, dan berakhir pada 100 di bulan 12 atau TW4
target-path-key = `{ $key }` bukan bulan atau triwulan
    .help = pakai "01" sampai "12", atau TW1 sampai TW4
target-year = `{ $key }` bukan tahun atau unit
    .help = target setahun adalah angka, atau tabel seperti {"{"} "2024" = 120 {"}"} atau {"{"} humas = 60 {"}"}
target-twice = target `{ $indicator }` untuk { $team } tertulis lebih dari satu kali
    .help = sisakan satu baris, atau saring dengan `where`; sampai itu targetnya *belum ada*
lookup-date = data `{ $dataset }` tidak punya kolom waktu (`date`)
    .help = tambahkan `date` pada data itu, misalnya kolom dengan from = "covers"
answer-share = jawaban `{ $answer }` harus bernilai 0 sampai 1
    .help = nilainya adalah bagian dari bobot: 1 penuh, 0.67 dua pertiga yang tercetak, 0 tidak ada
known-answer = skala ini tidak mengenal jawaban `{ $found }`
    .help = pilihannya: { $known }
known-answer-scale = tidak ada skala jawaban `{ $scale }`
    .help = skala jawaban adalah [scale.…] dengan `answers`, misalnya answers = {"{"} A = 1, B = 0.5, C = 0 {"}"}
known-layer = lapis `{ $layer }` tidak ada
    .help = pilihannya: { $known }
needs-layer = `{ $key }` hanya berarti bila ada `layer`
    .help = nyatakan `layer`, yaitu kolom yang menyebut siapa yang menilai, atau hapus `{ $key }`
rule-otherwise = skala `{ $scale }` tidak menyatakan jawaban bila tidak ada aturan yang terpenuhi
    .help = tambahkan otherwise = "…", yaitu salah satu jawabannya
rule-unreachable = aturan ini tidak pernah menentukan jawaban
    .help = bila syarat ini terpenuhi, aturan sebelumnya juga terpenuhi dan didahulukan; ubah urutannya atau hapus
leaf-unanswered = skala `{ $scale }` tidak punya aturan, dan butir ini tidak punya pertanyaan
    .help = sebutkan `question`, atau tambahkan [[scale.{ $scale }.rule]]
leaf-levels = `levels` hanya untuk butir yang berisi indikator
    .help = hapus `levels`; jawaban bergerak menurut skala jawabannya
question-unanswered = kartu skor ini tidak menyebut di mana jawaban `{ $question }`
    .help = tambahkan answers = {"{"} dataset = "…", question = "…", answer = "…" {"}"}
answers-blank = kartu skor ini tidak menyatakan arti pertanyaan yang belum dijawab
    .help = nyatakan blank = {"{"} belum_ada = "zero" {"}"} (tanpa poin), "fail" (tanpa nilai), atau "reweight" (bobotnya dialihkan)
weight-missing = butir ini tidak punya `weight`, padahal yang di sampingnya punya
    .help = nyatakan bobotnya, atau hapus bobot semua pertanyaan di kelompok ini supaya dibagi rata
known-node = kartu skor `{ $scorecard }` tidak punya butir `{ $node }`
    .help = pakai `id` kelompok, kode pertanyaan, nama indikator, atau "total" untuk seluruh kartu
card-alone = `{ $key }` tidak berarti bila nilainya dibaca dari kartu skor
    .help = hapus `{ $key }`, atau pisahkan menjadi indikator lain yang memakai indikator ini dalam rumusnya
card-cycle = indikator `{ $indicator }` membaca kartu skor yang nilainya bergantung pada `{ $leaf }`, dan itu sendiri dibaca dari kartu skor
    .help = keluarkan `{ $leaf }` dari kartu yang dibaca, atau baca kartu yang lain
known-predicate = predikat `{ $predicate }` tidak ada
    .help = periksa ejaannya pada bagian [predicate.…]
gate-scale = kartu skor `{ $scorecard }` punya gerbang, tetapi tidak punya rentang nilai yang predikatnya dapat dibatasi
    .help = tambahkan scale = "…" dengan sedikitnya dua predikat, atau hapus `gates`
node-scorecard = tidak jelas butir ini dari kartu skor mana
    .help = tambahkan scorecard = "…" pada predikatnya atau pada syarat ini
clause-form = syarat ini harus menyebut tepat satu hal
    .help = pakai salah satu dari `node`, `indicator`, `predicate`, `when`, `all`, atau `any`
clause-threshold = syarat ini harus menyebut tepat satu batas
    .help = pakai `least` (paling sedikit) atau `most` (paling banyak), `above` atau `below` bila angkanya sendiri belum cukup; pada `node` juga `least_share` dan `most_share`, dalam persen dari bobotnya
predicate-cycle = predikat `{ $predicate }` menjadi syarat bagi dirinya sendiri
    .help = hilangkan salah satu syaratnya
cycle = indikator saling merujuk secara berputar: { $circle }
    .help = hilangkan salah satu rujukannya
weight-negative = bobot "{ $node }" negatif: { $weight }
    .help = bobot paling kecil nol; pengurang nilai ditulis pada `reduce`
weights = bobot di bawah "{ $node }" berjumlah { $sum }, seharusnya { $weight }
    .help = selisihnya { $difference }; sesuaikan bobot anak-anaknya
leaf-exists = indikator `{ $indicator }` tidak punya angka untuk { $teams }
    .help = ubah `for` indikator itu, atau pakai "{ $indicator }@unit" pada kartu skor
parent-mean = { $what ->
        [office] indikator ini hanya dihitung untuk kantor, maka tidak ada unit yang dapat dirata-ratakan
        [suppress] angka kecil disembunyikan, dan rata-rata unitnya akan membukanya
       *[own] angka unit di atas memuat baris unit di bawahnya, maka bukan miliknya sendiri
    }
    .help = { $what ->
        [office] sebutkan unitnya dengan `for`, misalnya for = ["office", "satker"]
        [suppress] hapus `parent` atau `suppress`
       *[own] tambahkan rows = "own", atau pakai parent = "mean"
    }
needs-dataset = `{ $key }` hanya berarti bila ada `dataset`
    .help = tambahkan `dataset`, atau hapus baris ini: rumus ini dibuat dari indikator lain
axis = indikator `{ $indicator }` tidak punya sumbu { $axis }
    .help = nyatakan pada indikator itu atau pada datanya
target-without-way = indikator `{ $indicator }` punya target, tetapi tidak punya `better`
    .help = tambahkan better = "higher", "lower", atau {"{"} within = [ … ] {"}"}

## Data

no-files = belum ada berkas untuk `{ $dataset }`
    .help = letakkan berkasnya di { $files }; sampai itu angkanya *belum ada*
file-unclaimed = berkas ini tidak termasuk data mana pun
    .help = { $place ->
        [elsewhere] jalankan `zona template`, lalu pilih datanya di lembar Berkas dari isian.xlsx; atau pindahkan ke salah satu folder ini: { $names }
       *[here] ubah namanya; contoh nama yang dibaca dari folder ini: { $names }. Tanpa mengubah nama: jalankan `zona template`, lalu pilih datanya di lembar Berkas dari isian.xlsx
    }
workbook-open = buku kerja ini sedang dibuka di Excel
    .help = pastikan sudah disimpan; perubahan yang belum disimpan tidak ikut dibaca
column-missing = kolom `{ $heads }` tidak ada di sini, padahal ada di berkas lain
    .help = kembalikan nama kepala kolomnya, atau tambahkan nama barunya pada `header` dari kolom `{ $column }`; sampai itu angkanya *belum ada*
    .expected = { $heads }
file-empty = berkas `{ $file }` kosong
    .help = ekspor ulang dari aplikasinya
file-password = berkas `{ $file }` dilindungi kata sandi
    .help = buka di Excel, lalu simpan tanpa kata sandi
file-truncated = berkas `{ $file }` terpotong
    .help = unduh atau salin ulang berkasnya; yang ada sekarang tidak utuh
file-too-large = berkas `{ $file }` melampaui batas { $limit } { $cause }
    .help = periksa apakah ini berkas yang benar; bagi menjadi beberapa berkas bila memang sebesar itu
file-unreadable = berkas `{ $file }` tidak dapat dibaca sebagai tabel: { $cause }
    .help = buka di Excel, lalu simpan ulang sebagai XLSX atau CSV
file-not-table = berkas `{ $file }` bukan tabel, melainkan { $cause }
    .help = simpan sebagai XLSX atau CSV dari aplikasi asalnya
file-web-page = berkas `{ $file }` adalah halaman web tanpa tabel, mungkin halaman masuk (login)
    .help = masuk lagi ke aplikasi asalnya, lalu ekspor ulang
file-malformed = berkas `{ $file }` rusak pada baris { $line }: { $cause }
    .help = perbaiki tanda kutip pada baris itu, atau ekspor ulang
sheet-left-out = lembar "{ $sheet }" juga memuat tabel ini, tetapi hanya "{ $read }" yang dibaca
    .help = tulis `sheets = ["*"]` bila semua lembar harus dihitung, atau sebutkan nama lembar yang benar
sheet-unlisted = lembar "{ $sheet }" juga memuat tabel ini, tetapi tidak disebut dalam `sheets`, jadi tidak dibaca
    .help = tambahkan namanya pada `sheets` bila isinya harus dihitung
hidden-sheet = lembar tersembunyi "{ $sheet }" tidak dibaca
    .help = tampilkan lembarnya di Excel bila isinya harus dihitung
header-not-found = kepala tabel tidak ditemukan di lembar "{ $sheet }"; { $alike ->
        [yes] baris ini memuat { $found }, tetapi tidak memuat { $heads }
       *[no] tidak ada baris yang menyerupainya; yang dicari: { $heads }
    }
    .help = { $alike ->
        [yes] samakan kepala kolomnya, atau tambahkan nama barunya pada `header`
       *[no] periksa apakah ini berkas dan lembar yang benar
    }; contoh baris kepala yang terbaca: { $example }
    .expected = { $example }
header-not-found-in-text = kepala tabel tidak ditemukan; { $alike ->
        [yes] baris ini memuat { $found }, tetapi tidak memuat { $heads }
       *[no] tidak ada baris yang menyerupainya; yang dicari: { $heads }
    }
    .help = { $alike ->
        [yes] samakan kepala kolomnya, atau tambahkan nama barunya pada `header`
       *[no] periksa apakah ini berkas yang benar
    }; contoh baris kepala yang terbaca: { $example }
    .expected = { $example }
period-not-found = periode tidak terbaca: { $where ->
        [file] nama berkas "{ $found }"
        [sheet] nama lembar "{ $found }"
       *[title] judul di atas tabel
    } { $part ->
        [whole] tidak mengikuti pola "{ $pattern }"
        [triwulan] memuat triwulan "{ $value }", padahal triwulan hanya 1 sampai 4
        [semester] memuat semester "{ $value }", padahal semester hanya 1 atau 2
        [bulan] memuat bulan "{ $value }", padahal bulan ditulis 01 sampai 12 atau dengan namanya
       *[other] memuat "{ $value }", yang bukan periode
    }
    .help = { $where ->
        [file] ubah nama berkasnya
        [sheet] ubah nama lembarnya
       *[title] lengkapi judulnya
    }, misalnya { $example }
    .expected = { $example }
unknown-sheet-team = "{ $name }" bukan unit yang dikenal; cakupannya tidak dapat dicatat
    .help = perbaiki namanya, atau petakan di isian.xlsx (`zona template`)
no-level = kode baris ini tidak cocok dengan jenjang mana pun; baris disisihkan
    .help = perbaiki kodenya, atau tambahkan bentuknya pada `levels`
unknown-team = unit "{ $found }" pada kolom `{ $column }` tidak dikenal; baris disisihkan
    .help = perbaiki di sumbernya, atau petakan di isian.xlsx (`zona template`)
    .expected = nama unit yang terdaftar di zona.toml
empty-team = kolom `{ $column }` kosong; baris dihitung untuk { $office }
    .help = isi unitnya bila baris ini milik suatu tim
    .expected = nama unit
empty-required = kolom wajib `{ $column }` kosong; baris disisihkan
    .help = isi di sumbernya, lalu ekspor ulang
    .expected = terisi
cell-type = "{ $found }" pada kolom `{ $column }` bukan { $expected }; baris disisihkan
    .help = perbaiki selnya di sumbernya, { $kind ->
        [date] dengan tanggal yang ada di kalender, misalnya 14/11/2024
        [month] misalnya November
        [money] hanya dengan angka, misalnya 1.250.000
        [percent] misalnya 80,5%
        [number] hanya dengan angka, misalnya 12 atau 12,5
       *[other] lalu ekspor ulang
    }
    .expected = { $expected }
cell-choice = "{ $found }" pada kolom `{ $column }` tidak dikenal; baris disisihkan
    .help = pilihannya: { $expected }; padanan baru ditambahkan pada `map`
    .expected = salah satu dari: { $expected }
cell-range = "{ $found }" pada kolom `{ $column }` di luar rentang { $expected }; baris disisihkan
    .help = perbaiki selnya di sumbernya
    .expected = { $expected }
cell-error = sel pada kolom `{ $column }` berisi kesalahan { $found }; baris disisihkan
    .help = perbaiki rumusnya di Excel, lalu simpan
    .expected = nilai, bukan kesalahan
formula-without-result = rumus pada kolom `{ $column }` tersimpan tanpa hasil; baris disisihkan
    .help = buka di Excel, hitung ulang (F9), lalu simpan
    .expected = hasil rumus
mixed-numbers = kolom `{ $column }` mencampur dua cara menulis angka: { $first } sel bergaya Indonesia ({ $in_text ->
        [yes] baris
       *[no] sel
    } { $first_place }: { $first_example }) dan { $second } sel bergaya Inggris ({ $in_text ->
        [yes] baris
       *[no] sel
    } { $second_place }: { $second_example })
    .help = samakan penulisannya di seluruh kolom; angkanya tidak boleh ditebak
    .expected = satu cara menulis di seluruh kolom
mixed-dates = kolom `{ $column }` mencampur dua cara menulis tanggal: { $first } sel dengan hari di depan ({ $in_text ->
        [yes] baris
       *[no] sel
    } { $first_place }: { $first_example }) dan { $second } sel dengan bulan di depan ({ $in_text ->
        [yes] baris
       *[no] sel
    } { $second_place }: { $second_example })
    .help = samakan penulisannya di seluruh kolom, misalnya 14/11/2024; tanggalnya tidak boleh ditebak
    .expected = satu cara menulis di seluruh kolom
parent-sum = induk tidak sama dengan jumlah anaknya pada kolom `{ $column }`: tertulis { $printed }, jumlah anaknya { $sum }
    .help = selisihnya { $difference }; yang dihitung adalah rincian terbawah, jadi periksa apakah ada rincian yang hilang
    .expected = { $sum }
code-digits-lost = "{ $found }" pada kolom `{ $column }` kehilangan angka: kodenya pernah dianggap bilangan oleh Excel; baris disisihkan
    .help = ekspor ulang dengan kolom ini berformat teks; angka yang hilang tidak dapat dipulihkan
    .expected = kode yang utuh
codes-repaired = { $count } kode pada kolom `{ $column }` diperbaiki: tanda petik, `.0`, atau nol di depan yang hilang
    .help = tidak ada yang perlu dilakukan; sebelum ekspor berikutnya, formatkan kolom itu sebagai teks
doubtful-numbers = { $count } angka pada kolom `{ $column }` dapat dibaca dengan dua cara, dan tidak ada yang memastikannya: yang pertama dianggap { $taken }, padahal bisa juga { $other }
    .help = nyatakan `min` dan `max` kolom itu, atau ekspor sebagai angka biasa
doubtful-english = { $count } angka pada kolom `{ $column }` dapat dibaca dengan dua cara: yang pertama dianggap { $taken } dan bukan { $other }, karena hanya itu yang masuk rentangnya
    .help = periksa salah satunya; bila benar, tidak ada yang perlu dilakukan
doubtful-day-first = { $count } tanggal pada kolom `{ $column }` dapat dibaca dengan dua cara, dan tidak ada yang memastikannya: 03/04 dianggap 3 April
    .help = periksa salah satunya; bila maksudnya 4 Maret, formatkan kolom itu sebagai tanggal, lalu ekspor ulang
doubtful-month-first = { $count } tanggal pada kolom `{ $column }` dapat dibaca dengan dua cara: 03/04 dianggap 4 Maret, karena hanya itu yang masuk periode berkasnya
    .help = periksa salah satunya; bila benar, tidak ada yang perlu dilakukan
percent-as-share = { $count } persentase pada kolom `{ $column }` ada di antara 0 dan 1, dan tidak ada yang lebih besar: mungkin 0,8 berarti 80 %
    .help = bila demikian, formatkan kolom itu sebagai % di sumbernya, atau nyatakan scale = 100; sekarang 0,8 dihitung 0,8 %
cells-unlisted = kolom `{ $column }` masih punya { $count } sel lain yang tidak terbaca
    .help = perbaiki sel yang sudah disebut; yang lain mungkin sejenis
no-line = baris ini bukan salah satu baris dari sebuah blok; baris disisihkan
    .help = tambahkan katanya pada `lines`, atau pada `totals` bila ini baris jumlah
printed-total = jumlah tercetak tidak cocok pada kolom `{ $column }`: tercetak { $printed }, jumlah baris { $sum }
    .help = selisihnya { $difference }; yang dihitung adalah barisnya, jadi periksa apakah ada baris yang hilang, ganda, atau tidak terbaca
    .expected = { $sum }
rule = { $title }{ $values ->
        [none] { "" }
       *[other] : { $values }
    }{ $aside ->
        [yes] ; baris disisihkan
       *[no] { "" }
    }{ $likely ->
        [none] { "" }
       *[other] ; mungkin { $likely }
    }
    .help = perbaiki salah satunya di sumbernya; aturannya bernama `{ $rule }`
file-copy = semua baris di sini juga ada di berkas atau lembar lain dari periode yang sama; dihitung satu kali
    .help = hapus salinannya, atau nyatakan `key` bila keduanya harus dihitung
file-of-other-period = semua baris di sini sama dengan isi berkas periode sebelumnya
    .help = periksa apakah ekspor lama tersimpan dengan nama baru; bila tabelnya memang tidak berubah, kecualikan dengan [[waiver]]
duplicate-row = baris ini sama dengan baris lain pada semua kolom yang dibaca; dihitung satu kali
    .help = hapus salinannya di sumbernya
key-conflict = dua baris memakai kunci yang sama ({ $key }), tetapi berbeda pada { $columns }; keduanya disisihkan karena tidak boleh ditebak mana yang benar
    .help = periksa mana yang benar, lalu perbaiki sumbernya
    .expected = satu baris untuk setiap kunci
key-conflict-in-drop = dua baris memakai kunci yang sama ({ $key }) dalam satu berkas kiriman, tetapi berbeda pada { $columns }; yang kedua disisihkan
    .help = beri nomor sendiri bila memang dua kasus, atau hapus yang keliru
    .expected = satu baris untuk setiap kunci
key-vanished = kasus pada baris ini tidak ada lagi di berkas kiriman yang lebih baru, { $next }
    .help = tanyakan siapa yang menghapusnya dan mengapa; kasus tidak boleh hilang dari register
number-skipped = nomor pada kolom `{ $column }` melompat: { $count } nomor sebelum baris ini tidak ada ({ $found })
    .help = tanyakan apa yang terjadi dengan nomor itu: kasusnya dihapus, tidak ikut diekspor, atau barisnya disisihkan karena cacat; kasus tidak boleh hilang dari register
running-column = kolom `{ $column }` tidak dapat dipakai untuk `running`
    .help = pakai kolom berkas yang tidak memuat data pribadi, misalnya nomor urut kasus
state-backwards = keadaan pada kolom `{ $column }` mundur: sebelumnya { $before }, sekarang { $after }; yang dihitung adalah yang terbaru
    .help = periksa di sumbernya mana yang benar
cumulative-falls = kolom `{ $column }` dihitung sejak awal tahun, tetapi turun: sebelumnya { $before }, sekarang { $now }
    .help = periksa kedua ekspornya; selisihnya dihitung apa adanya, di bawah nol
cumulative-gap = kolom `{ $column }` dihitung sejak awal tahun, tetapi tidak ada berkas untuk periode sebelumnya, { $before }; nilainya di berkas ini dianggap tidak diketahui
    .help = serahkan berkas { $before }: tanpa berkas itu tidak dapat diketahui di periode mana nilainya terjadi
cumulative-twice = kolom `{ $column }` mempunyai dua nilai dari deret yang sama ({ $series }) pada hari yang sama; tambahan masing-masing tidak diketahui, dan keduanya tidak dihitung
    .help = sebutkan pada `cumulative` semua kolom yang membedakan baris-baris itu, atau keluarkan salah satu barisnya
row-overflow = angka pada `{ $column }` terlalu besar untuk dihitung dengan tepat; baris disisihkan
    .help = periksa angka pada baris ini
row-too-long = baris ini berisi { $cells } sel, padahal kepala tabelnya { $heads }; baris disisihkan
    .help = ada tanda pemisah (; atau ,) di dalam suatu isi; apit isi itu dengan tanda kutip, lalu ekspor ulang
    .expected = { $heads } sel
undated-rows = { $rows } baris `{ $dataset }` tidak punya tanggal `{ $axis }`, jadi tidak masuk periode mana pun
    .help = isi tanggalnya, atau lengkapi kalender hari libur bila tahunnya belum ada
reference = "{ $found }" pada `{ $rule }` tidak ada di `{ $target }`
    .help = perbaiki isinya, atau lengkapi data yang dirujuk
reference-many = { $values } isi berbeda pada `{ $rule }` tidak ada di `{ $target }`, antara lain { $found }
    .help = periksa cara penulisan kedua kolom; mungkin salah satu berkasnya belum lengkap
outlier = { $title }: { $found } jauh dari nilai lain pada { $group } (median { $median }, z { $z })
    .help = periksa apakah angka ini salah ketik atau salah satuan
outlier-unjudged = `{ $rule }` pada `{ $dataset }`: { $groups } dari { $all } kelompok tidak dapat dinilai
    .help = pencilan dicari bila ada sedikitnya { $fewest } nilai dan tidak lebih dari separuhnya sama
jump = { $title }: { $group } berubah { $percent }%, dari { $before } ({ $previous }) menjadi { $now } ({ $period })
    .help = periksa apakah perubahan ini benar terjadi
balance = { $title }: { $group } berbeda { $difference }; { $own } { $found }, { $other } { $expected }
    .help = cari baris yang kurang, disisihkan, atau berlebih pada salah satu data
balance-one-sided = { $title }: { $group } ada di { $has } tetapi tidak ada di { $lacks }
    .help = periksa apakah berkas { $lacks } sudah lengkap
findings-unlisted = `{ $rule }` pada `{ $dataset }`: masih ada { $count } temuan lain
    .help = perbaiki yang sudah disebut; kemungkinan semuanya sejenis, atau aturannya terlalu ketat
rule-within = aturan `{ $rule }`: { $title } ({ $failed } dari { $rows } baris, batasnya { $limit })
    .help = masih dalam batas yang ditetapkan
waiver-expired = pengecualian ini berakhir { $until } dan tidak berlaku lagi pada { $as-of }: { $reason }
    .help = perbaiki datanya, atau perpanjang `until` dengan alasan baru
waiver-unused = pengecualian ini tidak mengecualikan apa pun: { $reason }
    .help = hapus bila datanya sudah diperbaiki
question-unknown = baris `{ $dataset }` ini tidak menjawab pertanyaan mana pun dari kartu `{ $scorecard }`
    .help = samakan kodenya dengan `question` pada kartu skor, atau saring barisnya dengan `where`
layer-unknown = baris `{ $dataset }` ini tidak menyebut lapis penilaian yang dikenal
    .help = lapisnya: { $known }; sampai itu barisnya tidak dihitung
answer-unknown = jawaban `{ $question }` tidak dikenal
    .help = pilihannya: { $known }; sampai itu jawabannya *belum ada*
answer-number = `{ $question }` bukan bilangan
    .help = isi dengan angka saja, misalnya 12 atau 3,62; sampai itu bilangannya *belum ada*
needs-share = `{ $key }` hanya berarti bila ada `share`
    .help = tambahkan parts = {"{"} … {"}"} dan share = "…", atau hapus kunci ini
sum-overlap = jumlah `{ $sum }` menghitung `{ $node }` dua kali
    .help = sebutkan setiap simpul sekali, dan bukan simpul beserta simpul di bawahnya
answer-twice = pertanyaan `{ $question }` dijawab lebih dari satu kali
    .help = sisakan satu baris; sampai itu jawabannya *belum ada*
snapshot-twice = berkas `{ $dataset }` untuk { $other } berakhir pada hari yang sama dengan { $counts }; yang dihitung hanya { $counts }
    .help = simpan satu keadaan saja untuk tiap tanggal, atau pisahkan kedua bentuk itu menjadi dua dataset
after-coverage = { $rows } baris `{ $dataset }` bertanggal sesudah akhir periode berkasnya ({ $period })
    .help = periksa tanggalnya; bila benar, baris itu milik berkas periode berikutnya

## Pemakaian

no-project = tidak ada zona.toml di sini atau di folder di atasnya
    .help = pindah ke folder proyek, sebutkan dengan --project, atau buat yang baru dengan `zona init`
no-period = tidak ada data yang mencakup satu triwulan pun
    .help = sebutkan periodenya dengan --period, atau masukkan ekspor ke folder data/
period-form = `{ $found }` bukan periode
    .help = pakai 2024, 2024-S1, 2024-Q3, 2024-09, atau "TW III 2024"
unknown-argument = pilihan `{ $found }` tidak dikenal
    .help = lihat `zona --help` atau `zona PERINTAH --help`
unknown-command = perintah `{ $found }` tidak dikenal
    .help = lihat `zona --help`
argument-without-value = pilihan `{ $argument }` belum diberi nilai
    .help = tulis { $full }
argument-value = `{ $found }` tidak dapat dipakai untuk `{ $argument }`
    .help = pilihannya: { $choices }
argument-date = `{ $found }` untuk `{ $argument }` bukan tanggal
    .help = tulis sebagai TTTT-BB-HH, misalnya 2024-12-31
argument-missing = yang masih diperlukan: { $argument }
    .help = lihat contohnya dengan `zona PERINTAH --help`
argument-conflict = `{ $argument }` tidak dapat dipakai bersama `{ $other }`
    .help = pilih salah satu
argument-too-many = `{ $argument }` hanya menerima satu nilai
    .help = hapus yang berlebih
argument-unreadable = perintah ini tidak dapat dibaca: { $argument }
    .help = lihat `zona --help`
disk-read = tidak dapat membaca `{ $path }`: { $cause }
disk-write = tidak dapat menulis `{ $path }`: { $cause }
rejects-none = Tidak ada baris yang perlu diperbaiki; tidak ada berkas yang ditulis
rejects-written = Baris yang perlu diperbaiki: { $paths }
unknown-argument-team = unit `{ $found }` tidak ada dalam pohon unit
    .help = daftar unit ada di zona.toml, bagian [[team]]
unknown-argument-predicate = predikat `{ $found }` tidak ada
    .help = predikat yang ada: { $known }
unknown-argument-question = tidak ada butir `{ $found }` pada kartu yang dinilai predikat ini
    .help = tulis kodenya seperti di definisi, atau `alias`-nya
unknown-argument-answer = butir `{ $question }` tidak mengenal jawaban "{ $found }"
    .help = jawaban yang ada: { $known }
set-form = `{ $found }` bukan BUTIR=JAWABAN
    .help = tulis seperti --set P5.iii.c=A
set-number = butir `{ $question }` berisi angka, bukan "{ $found }"
    .help = tulis angkanya, seperti 87,5
set-ambiguous = butir `{ $question }` diisi persentase, dan "{ $found }" dapat berarti { $percent } atau { $share }
    .help = tulis tanda persennya: { $share } untuk bagian { $found } dari seluruhnya, atau { $percent }
set-beyond = "{ $found }" di luar batas butir `{ $question }`: { $least } sampai { $most }
    .help = tulis angka di antara { $least } dan { $most }
predicate-not-in-force = predikat `{ $predicate }` tidak berlaku pada { $period }: masa berlakunya { $from } sampai { $to }
    .help = pilih periode dalam masa itu, atau nyatakan aturan yang berlaku pada { $period }
no-standing = predikat `{ $predicate }` tidak dinilai untuk { $team } pada { $period }
    .help = unit yang punya: { $teams }
unknown-argument-indicator = indikator `{ $found }` tidak ada
    .help = daftar indikator ada di folder indicators/
no-figure = indikator `{ $indicator }` tidak punya angka untuk `{ $team }`
    .help = indikator ini hanya dihitung untuk: { $teams }
out-not-ours = folder `{ $dir }` berisi yang bukan buatan zona: { $file }; tidak ada yang ditulis
    .help = pilih folder baru atau kosong dengan --out
init-not-empty = folder `{ $dir }` sudah berisi { $file }
    .help = pilih folder lain; tidak ada yang ditimpa
seal-exists = periode { $period } sudah disahkan: { $file }
    .help = angka yang sudah terbit tidak ditimpa; koreksi sesudahnya tampil di sampingnya
seal-running = periode { $period } belum berakhir pada tanggal posisi data
    .help = sahkan sesudah periodenya berakhir, tanpa --as-of yang lebih awal
seal-empty = periode { $period } belum mempunyai satu angka pun
    .help = periksa periodenya, atau masukkan datanya ke folder data/
done-seal = { $period } disahkan dengan { $count } angka: { $path }
progress-read = Membaca { $file }
progress-compute = Menghitung { $count } indikator
progress-charts = Menggambar { $count } grafik
progress-write = Menulis dokumen
done-report = Laporan { $period }: { $path }
done-coverage = { $all ->
        [0] Tidak ada data yang wajib diserahkan
       *[other] { $did } dari { $all } tim menyerahkan seluruh data wajib
    }
done-coverage-none = Peringatan: tidak ada satu pun data untuk { $period }; semua angkanya *belum ada*. Periode lain dipilih dengan --period.
done-kept = Tetap ada dari laporan sebelumnya, karena masukannya sama: { $files }
done-removed = Dihapus karena dibuat dari masukan atau pilihan lain: { $files }
done-init-next = Langkah berikutnya:
    { "  " }1. cd { $path }
    { "  " }2. Isi nama kantor di zona.toml, dan hapus unit yang tidak ada
    { "  " }3. Letakkan ekspor di folder data/, dengan nama apa adanya
    { "  " }4. zona template, lalu pilih isi berkas dan nama unit di isian.xlsx
    { "  " }5. zona check, lalu zona report
    Penjelasannya ada di PANDUAN.md.
done-init-demo-next = Langkah berikutnya:
    { "  " }1. cd { $path }
    { "  " }2. zona check
    { "  " }3. zona report
done-init = Proyek baru: { $path }
done-check-report = Pemeriksaan selesai; laporan tidak ditulis

## isian.xlsx dan formulir

form-sheet = lembar "{ $sheet }" tidak dikenal; isinya tidak dibaca
    .help = lembar yang dibaca: { $known }; isinya tetap disimpan, pakai nama itu bila seharusnya dibaca
form-head = judul kolom tidak ditemukan pada lembar "{ $sheet }": { $heads }
    .help = kembalikan seperti semula; judul yang harus ada: { $known }
form-not-read = { $file } tidak dibaca
    .help = yang dibaca hanya isian.xlsx dan salinan bernama isian-….xlsx; ganti namanya atau pindahkan
form-empty = kolom "{ $head }" belum diisi
    .help = lengkapi, atau kosongkan seluruh barisnya
form-team = unit "{ $found }" tidak dikenal
    .help = pilih dari daftar di dalam sel; beberapa unit dipisahkan titik koma
form-indicator = indikator "{ $found }" tidak dikenal
    .help = pilih dari daftar di dalam sel
form-period = "{ $found }" bukan periode
    .help = tulis misalnya TW IV 2024, 2024-TW4, atau Desember 2024
form-quarter = kolom target "{ $found }" bukan triwulan
    .help = target ditetapkan per triwulan; beri judul misalnya TW I 2025
form-number = "{ $found }" bukan angka
    .help = tulis angkanya saja, misalnya 92,5; kosongkan bila target menurut definisi berlaku
form-percent = target { $found } berarti { $found } %
    .help = bila maksudnya { $meant } %, tulis { $meant } tanpa tanda persen
form-date = "{ $found }" bukan tanggal
    .help = tulis misalnya 31/12/2024
form-status = status "{ $found }" tidak dikenal
    .help = pilihannya: { $known }
form-closed = tanggal selesai terisi tetapi statusnya "{ $status }"
    .help = ubah statusnya menjadi selesai atau batal, atau hapus tanggalnya
form-topic = topik "{ $found }" tidak dikenal
    .help = pilih dari daftar di dalam sel; beberapa topik dipisahkan titik koma
form-meeting = rapat ini diadakan sebelum periode yang dievaluasinya dimulai ({ $period })
    .help = periksa tanggal rapat, atau periode yang dievaluasi
form-span = tanggal terakhir lebih awal daripada tanggal pertama
    .help = perbaiki kolom Mulai atau Sampai
form-conflict = isian ini bertentangan dengan isian lain tentang hal yang sama
    .help = hapus salah satunya
form-name-taken = "{ $name }" sudah menjadi nama { $team }
    .help = hapus barisnya; bila nama itu milik unit lain, ubah dulu `aliases` di zona.toml
form-no-judgement = indikator "{ $indicator }" tidak memakai target
    .help = hapus targetnya; indikator ini hanya konteks, atau dinilai dengan rentang
form-no-figure = indikator "{ $indicator }" tidak dihitung untuk { $team }
    .help = pilih unit lain; unit yang diukur ada pada `for` dalam definisi indikator
form-dataset = data "{ $found }" tidak dikenal
    .help = pilih dari daftar di dalam sel, atau tulis “tidak dipakai”
form-file = berkas "{ $found }" tidak ada
    .help = jalankan `zona template` untuk melihat berkas yang menunggu; bila berkasnya sudah dihapus, hapus barisnya
form-file-unused = { $file } tidak dibaca, sesuai isian
    .help = kosongkan kolom Dataset bila berkas ini kelak dipakai
form-file-period = periode { $period } untuk { $file } tidak dipakai: datanya memuat periodenya sendiri dalam kolom
    .help = kosongkan kolom Periode pada baris ini
given-file-period = periode { $file } tidak diketahui: tidak ada pada namanya dan tidak ada di atas tabelnya
    .help = isi kolom Periode pada baris berkas ini di lembar Berkas dari isian.xlsx
unknown-argument-dataset = dataset `{ $found }` tidak ada
    .help = dataset yang ada: { $known }
template-shape = dataset `{ $dataset }` bukan tabel biasa
    .help = formulir hanya dapat dibuat untuk dataset dengan satu baris per kejadian
template-path = tidak ada berkas .xlsx yang cocok dengan kontrak `{ $dataset }`: { $files }
    .help = tambahkan pola .xlsx pada `files` yang namanya cocok dengan `covers`
template-heads = judul kolom dataset `{ $dataset }` tidak dapat ditulis
    .help = beri setiap kolom setidaknya satu judul dengan huruf, bukan hanya tanda *
template-exists = { $file } sudah ada
    .help = pindahkan atau hapus dulu; formulir yang mungkin sudah diisi tidak ditimpa

number-too-large = angka pada `{ $dataset }` terlalu besar untuk dihitung dengan tepat: { $cause }
    .help = periksa kolom yang berisi angka tidak wajar

trend-months = `{ $found }` bukan bulan, atau bukan rentang bulan
    .help = tulis bulan seperti 2024-03, rentang seperti 2023-01..2023-12

trend-window = deret `{ $indicator }` tidak dapat diberi batas kendali: bulan yang bertetangga memuat baris yang sama
    .help = pakai window = "period" dan series = "month"; untuk angka kumulatif, buat indikator bulanannya dan beri `trend` di sana

trend-days = hari di antara dua kejadian hanya ada pada banyaknya baris, sedangkan rumus `{ $indicator }` bukan COUNT(…) semata
    .help = pakai formula = "COUNT(*)" dengan `where`, tanpa `step`; syarat boleh juga ditulis dengan FILTER
trend-days-withheld = `{ $indicator }` menyembunyikan hitungan kecil, padahal hari kejadian akan membukanya satu per satu
    .help = hapus `suppress` bila angkanya memang boleh dilihat, atau pakai cara lain pada `trend`
trend-series = batas kendali dihitung dari deret bulanan, sedangkan deret `{ $indicator }` bukan bulanan
    .help = tambahkan series = "month", atau hapus `trend`

count-target = `{ $indicator }` menghitung pengaduan yang masuk, maka tidak dinilai: target atasnya mengajari kantor menghilangkan pengaduan
    .help = hapus `better`, `target`, dan bobotnya, lalu nilai penanganannya; atau tulis allow_count_target = "alasannya", yang dicetak dalam laporan

min-n-ratio = `min_n` hanya berarti bila rumus `{ $indicator }` berupa pembagian, rata-rata, atau nilai tengah
    .help = hapus `min_n`, atau tulis rumusnya sebagai pembilang / penyebut

suppress-formula = `suppress` tidak dapat melindungi `{ $indicator }`: rumusnya bukan hitungan baris atau bagian dari hitungan baris
    .help = pakai COUNT, atau COUNT(*) FILTER (WHERE …) / COUNT(*)

suppress-window = `suppress` tidak dapat melindungi `{ $indicator }`: selisih dua periode yang bertetangga membuka angka kecilnya
    .help = pakai window = "period" atau "snapshot", atau "rolling_4" tanpa series = "month"

expires-window = `expires` pada `{ $indicator }` memerlukan dataset bertanggal, window = "to_date", dan rumus tanpa `step`
    .help = pakai window = "to_date"; umur dihitung dari baris terakhirnya

by-step = `by` pada `{ $indicator }` tidak dapat dipakai bersama `step`
    .help = buat indikator tersendiri tanpa `step` untuk rinciannya

by-column = `{ $indicator }` tidak dapat dirinci menurut `{ $column }`: hanya kolom teks atau pilihan yang bernilai sedikit
    .help = pakai kolom `text` atau `choice`, atau buat kolom teks dengan `derive`; menurut unit: `for = "each"`

by-personal = `{ $indicator }` tidak dapat dirinci menurut `{ $column }`: kolomnya data pribadi
    .help = rincian hanya menurut kolom yang tidak menunjuk orang

by-complaints = `{ $indicator }` merinci pengaduan tanpa melindungi pelapornya
    .help = tambahkan `suppress = 5`; baris yang rahasia hanya untuk seluruh kantor, atau dikecualikan dengan `where`

self-reported = { $weight } dari { $whole } bobot `{ $scorecard }` diisi sendiri oleh unit yang dinilai (class = "M"), paling banyak separuh
    .help = kurangi bobotnya, atau ganti dengan indikator dari sistem atau register

scored-twice = `{ $indicator }` dinilai dua kali dalam kartu yang sama
    .help = satukan bobotnya pada satu tempat

scored-across = `{ $indicator }` berbobot pada dua kartu dari unit yang sama: `{ $first }` dan `{ $second }`
    .help = beri bobot pada satu kartu saja; pada kartu lain hapus barisnya

score-cap = skor `{ $indicator }` dapat mencapai { $cap }: kelebihan di satu tempat menutupi kekurangan di tempat lain
    .help = turunkan score.cap menjadi paling tinggi 100; capaian di atas target tetap dicetak

missing-reweights = kartu `{ $scorecard }` membagi bobot angka yang belum diserahkan kepada yang lain, sehingga tidak melapor menguntungkan
    .help = pakai belum_ada = "zero" atau "fail"; hanya tidak_berlaku yang boleh "reweight"

backtest-nothing-declared = tidak ada dataset yang menyatakan angka tercetak, maka { $file } tidak dapat dihitung ulang
    .help = nyatakan rumusnya dengan [dataset.NAMA.printed.KOLOM]
backtest-no-dataset = { $what ->
        [table] { $file } tidak memuat satu tabel pun
        [printed] { $file } tidak memuat satu pun angka tercetak dari dataset `{ $dataset }`
       *[heads] judul kolom { $file } tidak cocok dengan dataset mana pun; yang terdekat `{ $dataset }`, yang kurang: { $heads }
    }
    .help = periksa apakah ini berkas yang benar; isinya dijelaskan oleh `zona inspect`
backtest-no-period = periode { $file } tidak diketahui: nama dan judulnya tidak menyebutnya seperti dinyatakan `{ $dataset }`
    .help = sebutkan dengan --period, misalnya --period 2025-09
printed-number = `{ $column }` bukan kolom angka dari berkas, maka tidak ada angka tercetak di sana
    .help = sebutkan kolom number, percent, atau money dengan `column`
misread-head = `{ $column }` tidak berasal dari judul kolom
    .help = sebutkan hanya kolom yang mempunyai `header`
