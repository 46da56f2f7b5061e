### Messages for the planner: what is wrong, then what to do (.help).

severity-error = error
severity-warning = warning
severity-note = note
diag-help = hint
diag-note = note
diag-near = perhaps `{ $near }` is meant?
diag-same = the same in { $count } more { $count ->
    [one] place
   *[other] places
}: { $places }
diag-same-more = the same in { $count } more places: { $places }, …
diag-sheet = sheet
diag-cell = cell
diag-row = row
diag-line = line
diag-column = column
diag-summary = { $errors } { $errors ->
    [one] error
   *[other] errors
}, { $warnings } { $warnings ->
    [one] warning
   *[other] warnings
}, { $notes } { $notes ->
    [one] note
   *[other] notes
}
diag-nothing-written = nothing was written
declared-here = declared here
first-here = the first is here

cause-a-pdf-document = a PDF document
cause-a-7-zip-archive = a 7-Zip archive
cause-a-bzip2-archive = a bzip2 archive
cause-a-gif-image = a GIF image
cause-a-rar-archive = a RAR archive
cause-a-sqlite-database = a SQLite database
cause-a-zstandard-archive = a Zstandard archive
cause-a-png-image = a PNG image
cause-an-xz-archive = an xz archive
cause-a-jpeg-image = a JPEG image
cause-an-rtf-document = an RTF document
cause-an-xml-file = an XML file
cause-a-json-file = a JSON file
cause-a-word-document = a Word document
cause-a-powerpoint-presentation = a PowerPoint presentation
cause-a-zip-archive-without-a-workbook = a ZIP archive without a workbook
cause-a-compound-file-without-a-workbook = a compound file without a workbook
cause-an-opendocument-file-other-than-a-spreadsheet = an OpenDocument file other than a spreadsheet
cause-a-file-of-zero-bytes = a file of zero bytes
cause-binary-data = binary data
cause-a-web-archive-mhtml = a web archive (MHTML)
cause-an-archive-inside-a-gzip-archive = an archive inside a gzip archive
cause-a-quote-is-opened-here-and-never-closed = a quote is opened here and never closed
cause-a-quote-is-opened-here-and-not-closed-before-the-next-one = a quote is opened here and not closed before the next one
cause-its-directory-is-damaged = its directory is damaged
cause-its-records-contradict-each-other = its records contradict each other
cause-its-sectors-do-not-fit-together = its sectors do not fit together
cause-its-compressed-data-are-damaged = its compressed data are damaged
cause-its-markup-is-damaged = its markup is damaged
cause-cells = cells
cause-rows = rows
cause-columns = columns
cause-bytes = bytes
cause-bytes-in-one-cell = bytes in one cell
cause-bytes-when-unpacked = bytes when unpacked
cause-tables = tables
cause-tables-in-one-another = tables in one another
cause-not-found = not found
cause-not-a-file-of-the-project = not a file of the project

kind-text = a text
kind-number = a number
kind-count = a whole number from 0
kind-boolean = true or false
kind-date = a date
kind-list = a list [ … ]
kind-table = a table
kind-money = an amount of money
kind-percent = a percentage
kind-month = a month
kind-code = a code
kind-choice = one of the choices
kind-team = a team
kind-condition = a condition
kind-null = NULL
kind-string = a text
kind-integer = a number
kind-float = a number
kind-array = a list
kind-datetime = a date
axis-date = time (`date`)
axis-team = team (`team`)
axis-max_age = age (`max_age`)

## Definitions

missing-key = key `{ $key }` is missing
    .help = add `{ $key } = …` to this part
unknown-key = key `{ $key }` is not known
    .help = mend its spelling or delete the line
wrong-kind = { $expected } is expected here, not { $found }
    .help = write { $expected }; decimals take a point, texts stand in quotes
name-form = `{ $name }` cannot be a name
    .help = use lower-case letters, digits and underscores; a letter first
known-word = `{ $found }` is not known here
    .help = the choices are: { $known }
unique-id = `{ $id }` is taken
    .help = every name may stand once
known-team = team `{ $team }` is not in the team tree
    .help = the teams are listed in zona.toml under [[team]]
team-cycle = team `{ $team }` stands above itself
    .help = mend `parent` in zona.toml
file-missing = file `{ $file }` cannot be read: { $cause }
    .help = check that it exists, is not open in another program, and may be read
holiday-date = holiday "{ $found }" cannot be read
    .help = write it as YYYY-MM-DD
definition-encoding = definition file `{ $file }` is not saved as UTF-8
    .help = save it again as UTF-8 from a text editor
toml-syntax = not valid TOML: { $detail }
    .help = check quotes, brackets and equals signs around here; decimals take a point (90.5)
toml-curly-quotes = curly quotes mean nothing in TOML
    .help = replace “ ” and ‘ ’ by " or '; office editors like to change them
toml-decimal-comma = a decimal is written with a comma
    .help = write it with a point, such as 90.5
known-level = level `{ $level }` is not among `levels`
    .help = `take` must name one of the levels
known-column = `{ $dataset }` has no column `{ $column }`
    .help = columns are declared in [dataset.{ $dataset }.column] or [dataset.{ $dataset }.derive]
key-derived = the key uses the derived column `{ $column }`
    .help = use columns of [dataset.….column]; derived ones exist only when figures are computed
known-indicator = there is no indicator `{ $indicator }`
    .help = check its spelling in the [indicator.…] parts
known-dataset = there is no dataset `{ $dataset }`
    .help = check its spelling in the [dataset.…] parts
known-scale = there is no scale `{ $scale }`
    .help = check its spelling in the [scale.…] parts
known-function = function `{ $function }` is not known
    .help = the documentation of the formula language lists them all
known-choice = `{ $value }` is not a possible value of `{ $column }`
    .help = the choices are: { $choices }
axis-type = column `{ $column }` cannot be the axis of { $axis }
    .help = the team axis needs a column of type "team", the time axis one of type "date"
pseudonym-type = column `{ $column }` cannot be a pseudonym
    .help = only columns of type "code" or "text" can; numbers could be added up and printed
argument-count = `{ $function }` needs { $needed } arguments, here are { $found }
    .help = give it as many as it needs
formula-incomplete = the formula breaks off
    .help = complete it; perhaps a closing bracket is missing
formula-syntax = the formula makes no sense at `{ $found }`
    .help = check brackets, commas and quotes before this place
formula-unsupported = `{ $found }` is not supported in formulas
    .help = use the standard SQL expressions that the documentation lists
formula-type = { $expected } is needed here, not { $found }
    .help = only things of one kind can be compared and computed
date-literal = `{ $found }` is not a date
    .help = write DATE 'YYYY-MM-DD'
text-over-rows = text cannot be used here: `{ $found }`
    .help = a formula over many rows knows numbers, dates and conditions; texts may stand inside aggregates and FILTER
division-per-row = rows cannot be divided one by one
    .help = divide the aggregates: SUM(a) / SUM(b), so that the ratio of a whole stays right
like-pattern = the pattern of LIKE must be a text
    .help = write it directly, such as LIKE 'Ditutup%'
aggregate-per-row = aggregate `{ $found }` cannot be used here
    .help = `where`, `derive` and the inside of aggregates speak of one row
aggregate-star = `{ $found }(*)` has no meaning
    .help = name the column; only COUNT(*) counts rows
column-outside-aggregate = column `{ $column }` stands outside an aggregate
    .help = wrap it in SUM, COUNT, AVG, MIN, MAX or MEDIAN
within-edges = `within` needs two numbers: the lower edge, then the upper one
    .help = such as better = {"{"} within = [-1, 3] {"}"}
target-key = `{ $key }` is not a quarter, a period or a team
    .help = use "Q1", "2024-Q1", "2024" or a team's name
linear-score = a linear score needs different `zero` and `full`
    .help = such as score = {"{"} from = "linear", zero = 25, full = 100 {"}"}
bands = the bands of scale `{ $scale }` are not whole
    .help = order them best first by falling `min`; the last one has none
cycle = indicators refer to one another in a circle: { $circle }
    .help = cut one of the references
weights = the weights below "{ $node }" sum to { $sum } instead of { $weight }
    .help = they are off by { $difference }; adjust the children's weights
leaf-exists = indicator `{ $indicator }` has no figure for { $teams }
    .help = change the indicator's `for`, or use "{ $indicator }@team" in the scorecard
needs-dataset = `{ $key }` means something only with a `dataset`
    .help = add `dataset`, or delete the line: this formula is made from other indicators
axis = indicator `{ $indicator }` has no axis of { $axis }
    .help = declare it on the indicator or on its dataset
target-without-way = indicator `{ $indicator }` has a target but no `better`
    .help = add better = "higher", "lower" or {"{"} within = [ … ] {"}"}

## Data

no-files = there is no file for `{ $dataset }` yet
    .help = looked for { $files }; its figures are *belum ada*
file-unclaimed = this file belongs to no dataset
    .help = name it after a pattern of `files`, or declare a [dataset.…] for it
column-missing = column `{ $column }` is not here though other files have it; looked for { $heads }
    .help = restore its head, or add the new name to `header`; until then its figures are *belum ada*
file-empty = file `{ $file }` is empty
    .help = export it again
file-password = file `{ $file }` is protected by a password
    .help = open it in Excel and save it without one
file-truncated = file `{ $file }` is cut off
    .help = download or copy it again
file-too-large = file `{ $file }` is beyond the limit of { $limit } { $cause }
    .help = check that it is the right one; split it if it really is that large
file-unreadable = file `{ $file }` cannot be read as a table: { $cause }
    .help = save it again as XLSX or CSV
file-not-table = file `{ $file }` is not a table but { $cause }
    .help = save it as XLSX or CSV from the application it comes from
file-web-page = file `{ $file }` is a web page without a table, perhaps a login page
    .help = log in to the application again, then export again
file-malformed = file `{ $file }` is broken at line { $line }: { $cause }
    .help = check the quotes of that line, or export it again
sheet-left-out = sheet "{ $sheet }" holds this table too, but only "{ $read }" is read
    .help = say `sheets = ["*"]` if all of them must count, or name the right one
hidden-sheet = hidden sheet "{ $sheet }" is not read
    .help = unhide it in Excel if it must count
header-not-found = there is no table head in sheet "{ $sheet }"; looked for { $heads }
    .help = check that this is the right export; new column names go into `header`
header-not-found-in-text = there is no table head; looked for { $heads }
    .help = check that this is the right export; new column names go into `header`
period-not-found = no period can be read by the pattern "{ $pattern }"
    .help = name the file, sheet or title after the pattern
unknown-sheet-team = "{ $name }" is not a known team; its coverage cannot be noted
    .help = mend the name, or add it to `aliases` in zona.toml
no-level = this row fits no level
    .help = add the form of its code to `levels`
unknown-team = team "{ $found }" in column `{ $column }` is not known; the row is set aside
    .help = mend it at the source, or add it to `aliases` in zona.toml
empty-team = column `{ $column }` is empty; the row counts for { $office }
    .help = fill in the team if the row belongs to one
empty-required = required column `{ $column }` is empty; the row is set aside
    .help = fill it in at the source and export again
cell-type = "{ $found }" in column `{ $column }` is not { $expected }; the row is set aside
    .help = mend the cell at the source
cell-choice = "{ $found }" in column `{ $column }` is not known; the row is set aside
    .help = the choices are: { $expected }; new spellings go into `map`
cell-range = "{ $found }" in column `{ $column }` is outside { $expected }; the row is set aside
    .help = mend the cell at the source
cell-error = the cell holds the error { $found } in column `{ $column }`; the row is set aside
    .help = mend its formula in Excel and save
formula-without-result = a formula without a stored result in column `{ $column }`; the row is set aside
    .help = open it in Excel, recalculate (F9) and save
mixed-numbers = column `{ $column }` mixes two ways of writing numbers: { $first } cells like 1.234,5 and { $second } cells like 1,234.5
    .help = write them one way; numbers must not be guessed
mixed-dates = column `{ $column }` mixes two ways of writing dates: { $first } cells day first and { $second } cells month first
    .help = write them one way; dates must not be guessed
parent-sum = a parent is not the sum of its children in column `{ $column }`: printed { $printed }, children { $sum }
    .help = they differ by { $difference }; the lowest level is what counts
printed-total = a printed total is wrong in column `{ $column }`: printed { $printed }, rows { $sum }
    .help = they differ by { $difference }; the rows are what counts
rule = rule `{ $rule }`: { $title }
    .help = check the row at the source
duplicate-row = this row is the same as another in every column that is read; it counts once
    .help = delete the copy at the source
key-conflict = key `{ $key }` names two different rows; both are set aside, for nobody may guess which is right
    .help = find out which is right and mend the source
key-conflict-in-drop = key `{ $key }` names two different rows of one drop; the second is set aside
    .help = number it apart if there are two cases, or delete the wrong one
row-overflow = a number of `{ $column }` is too large to be computed exactly; the row is set aside
    .help = check the numbers of this row
row-too-long = this row has more cells than the table has heads; the row is set aside
    .help = quote the cell that holds a separator at the source and export again
undated-rows = { $rows } rows of `{ $dataset }` have no date `{ $axis }` and fall in no period
    .help = fill in the date, or complete the calendar of holidays if its year is missing
number-too-large = a number of `{ $dataset }` is too large to be computed exactly: { $cause }
    .help = look for a column with absurd numbers

## Usage

no-project = there is no zona.toml here or in a folder above
    .help = run `zona init` for an empty project, or `zona init --demo` for a complete example
no-period = no data cover a single quarter
    .help = name the period with --period, or put exports into data/
period-form = `{ $found }` is not a period
    .help = use 2024, 2024-S1, 2024-Q3, 2024-09 or "TW III 2024"
unknown-argument-team = team `{ $found }` is not in the team tree
unknown-argument-indicator = there is no indicator `{ $found }`
no-figure = indicator `{ $indicator }` has no figure for `{ $team }`
    .help = it is computed for: { $teams }
out-not-ours = folder `{ $dir }` holds what zona did not write: { $file }; nothing was written
    .help = choose a new or empty folder with --out
init-not-empty = folder `{ $dir }` already holds { $file }
    .help = choose another folder; nothing is overwritten
progress-read = Reading { $file }
progress-compute = Computing { $count } indicators
progress-charts = Drawing { $count } charts
progress-write = Writing documents
done-report = Report { $period }: { $path }
done-init = New project: { $path }
done-check-report = Checked; no report was written
