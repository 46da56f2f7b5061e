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
diag-rest = … and { $count } more places with finding { $code } in { $file }; all of them: zona check --all
diag-sheet = sheet
diag-cell = cell
diag-row = row
diag-line = line
diag-column = column
diag-folded-no-files = note[no-files]: there is no file yet for { $count } kinds of data; their figures are *belum ada*, which is no mistake. `zona check --all` names them and where they belong
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
diag-waived = waived until { $until }: { $reason }
rule-before = the earlier rule
band-below = the band below it ends here
declared-here = declared here
first-here = the first is here
others-here = the others are like here
same-here = the same stands here
before-here = before that it stood here

cause-a-pdf-document = a PDF document
cause-a-7-zip-archive = a 7-Zip archive
cause-a-bzip2-archive = a bzip2 archive
cause-a-gif-image = a GIF image
cause-a-parquet-file = a Parquet file
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
cause-its-part-is-damaged = its part `{ $part }` is damaged
cause-not-a-file-of-the-project = not a file of the project
cause-permission-denied = permission denied
cause-disk-full = the disk is full
cause-read-only = the disk can only be read
cause-a-file-is-in-the-way = there is a file of the same name
cause-a-folder-is-in-the-way = there is a folder of the same name
cause-name-too-long = its name or path is too long
cause-in-use = it is in use by another program
cause-duplicate-key = this key is written twice
cause-extra-comma-in-inline-table = a comma too many inside { "{" } … { "}" }
cause-extra-comma-in-array = a comma too many inside [ … ]
cause-invalid-inline-table-element = what stands inside { "{" } … { "}" } makes no sense
cause-missing-key-for-inline-table-element = a value without a key inside { "{" } … { "}" }
cause-missing-comma-between-key-value-pairs = a comma between two entries is missing
cause-missing-comma-between-array-elements = a comma between two items of a list is missing
cause-missing-assignment-between-key-value-pairs = an equals sign is missing
cause-extra-assignment-between-key-value-pairs = an equals sign too many
cause-invalid-key-value-pair = this line is not "key = value"
cause-invalid-unquoted-key = keys hold letters, digits and underscores only
cause-invalid-value = its value makes no sense
cause-string-values-must-be-quoted = texts must stand in quotes
cause-key-with-no-value = this key has no value
cause-missing-value = its value is missing
cause-missing-value-for-key = the value of this key is missing
cause-missing-opening-quote = an opening quote is missing
cause-unclosed-array = the list [ … ] is not closed
cause-unclosed-inline-table = { "{" } … { "}" } is not closed
cause-unclosed-table = the name of the part [ … ] is not closed
cause-unclosed-array-table = the name of the part [[ … ]] is not closed
cause-unexpected-content = something is out of place
cause-unexpected-key-or-value = a key or value is out of place
cause-unexpected-in-array = an equals sign inside a list [ … ]
cause-unexpected-leading-zero = numbers do not begin with a zero
remedy-disk = check that the folder exists and may be used, then try again
remedy-not-found = check the spelling of the path
remedy-permission-denied = close the file if it is open in Excel, or choose a folder of your own (--out, --rejects)
remedy-disk-full = free some space, or choose a folder elsewhere (--out, --rejects)
remedy-read-only = copy the project to a folder that may be written to, or choose another one (--out, --rejects)
remedy-a-file-is-in-the-way = choose another name for the folder, or move the file
remedy-a-folder-is-in-the-way = choose another name, or move the folder
remedy-name-too-long = move the project to a folder with a shorter path
remedy-in-use = close the program that uses it, then run again

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
kind-quarter = a quarter
kind-yes_no = yes or no
kind-nip = a NIP of 18 digits
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
indonesian-key = keys are written in English: `{ $key }` becomes `{ $english }`
    .help = replace `{ $key }` by `{ $english }`; only names of datasets, columns and indicators are Indonesian
wrong-kind = { $expected } is expected here, not { $found }
    .help = write { $expected }; numbers stand without quotes and percent signs, decimals take a point, texts stand in quotes
name-form = `{ $name }` cannot be a name
    .help = use lower-case letters, digits and underscores; a letter first
known-word = `{ $found }` is not known here
    .help = the choices are: { $known }
unique-id = `{ $id }` is taken
    .help = every name may stand once
version-overlap = two versions of `{ $id }` are valid on the same day
    .help = close the earlier version with `to`, one day before `from` of the next one; both days are included
version-backwards = this version of `{ $id }` ends ({ $to }) before it begins ({ $from })
    .help = exchange `from` and `to`, or mend the year
seal-unreadable = the seal { $file } cannot be read
    .help = bring the file back from a backup or the version history
seal-changed = the seal { $file } was changed after it was written
    .help = bring the file back from a backup or the version history; published figures are not changed
target-after-seal = the target of `{ $subject }` was changed after { $sealed } was sealed: { $old } then, { $new } now
    .help = bring the target back, or give the reason: [[revision]] of = "{ $subject }", on = day of the decision, reason = "…"
weight-after-seal = the weight of `{ $leaf }` on card `{ $subject }` was changed after { $sealed } was sealed: { $old } then, { $new } now
    .help = bring the weight back, or give the reason: [[revision]] of = "{ $subject }", on = day of the decision, reason = "…"
revision-declared = `{ $leaf }` was changed after { $sealed } was sealed, from { $old } to { $new } ({ $on }): { $reason }
    .help = this change is declared in [[revision]]
revision-unknown = there is no indicator or scorecard `{ $found }`
    .help = `of` names the indicator or scorecard whose target or weight was changed
known-team = team `{ $team }` is not in the team tree
    .help = the teams are listed in zona.toml under [[team]]
team-absent = { $count ->
        [one] one team
       *[other] { $count } teams
    } that definitions speak of { $count ->
        [one] is
       *[other] are
    } not in zona.toml: { $teams }; what they say of it applies to nobody
    .help = nothing to do if this office has no such team; if it has, under another `id`, write this `id` in zona.toml
team-cycle = team `{ $team }` stands above itself
    .help = mend `parent` in zona.toml
file-missing = file `{ $file }` cannot be read: { $cause }
    .help = check that it exists, is not open in another program, and may be read
holiday-date = holiday "{ $found }" cannot be read
    .help = write it as YYYY-MM-DD
definition-encoding = definition file `{ $file }` is saved as { $found }, not as UTF-8
    .help = in Notepad: File > Save as, then choose the encoding UTF-8
toml-syntax = this line makes no sense: { $cause }
    .help = its form is key = value; check quotes, brackets and commas around here
toml-curly-quotes = curly quotes are not known here
    .help = replace “ ” and ‘ ’ by " or '; write definitions in Notepad, not in Word
toml-decimal-comma = a decimal is written with a comma
    .help = write it with a point, such as 90.5
toml-percent = a number is written with a percent sign
    .help = write the number alone, such as 90; its unit is declared with unit = "%"
toml-open-quote = a quote is opened and not closed on this line
    .help = close the text with the same quote, such as name = "Humas"
toml-strange-blank = there is an invisible special blank, as Word and web pages leave them
    .help = delete the blanks of this line and type them again with the space bar
path-backslash = a path is written with backslashes
    .help = use slashes, such as "data/pengaduan/*.csv"
known-level = level `{ $level }` is not among `levels`
    .help = `take` must name one of the levels
known-column = `{ $dataset }` has no column `{ $column }`
    .help = columns are declared in [dataset.{ $dataset }.column] or [dataset.{ $dataset }.derive]
share-form = "{ $found }" is no percentage
    .help = write for example "5%" or "300%"
known-rule = `{ $dataset }` has no rule `{ $rule }`
    .help = rules, outliers, balances and columns with `references` can be named
reference-type = `{ $column }` and `{ $target }` are of different types, so nothing in them is ever the same
    .help = refer to a column of the same type: text to text, number to number, date to date
balance-groups = the groups of the two sides are of different types: `{ $own }` and `{ $other }`
    .help = give columns of the same types in the same order as `by` of `equals`
value-at-cut-off = `{ $name }` is known only when a figure is computed, but this formula is computed when the file is read
    .help = for a column, move the formula to [dataset.….derive]; for a rule, use a column with from = "covers"
known-line = line `{ $level }` is not among `lines`
    .help = `line` must name one of the lines of the block
not-wide = column `{ $column }` takes from a head beside others, but no source lies wide
    .help = add shape = {"{"} kind = "wide", heads = [ … ] {"}"}, or name its own `header`
wide-without-cell = nothing is read under the heads that lie side by side
    .help = give one column from = "cell"
nip-open = column `{ $column }` holds NIPs and is not marked as personal
    .help = add personal = "pseudonym" if it is a key, or personal = "drop"
key-of-other-type = `{ $key }` means nothing for a column of type "{ $type }"
    .help = delete it, or choose another type
key-derived = the key uses the derived column `{ $column }`
    .help = use columns of [dataset.….column]; derived ones exist only when figures are computed
known-indicator = there is no indicator `{ $indicator }`
    .help = check its spelling in the [indicator.…] parts
known-dataset = there is no dataset `{ $dataset }`
    .help = check its spelling in the [dataset.…] parts
known-topic = there is no topic `{ $found }`
    .help = check its spelling in the [topic.…] parts
known-goal = there is no objective or programme `{ $found }`
    .help = check its spelling in the [goal.…] parts
topic-source = a topic must name one of `dataset` with `where`, or `indicator`
    .help = `dataset` and `where` count the rows of a register; `indicator` takes a figure that there is
topic-cases = the dataset `{ $dataset }` does not say how its cases are counted
    .help = add [dataset.{ $dataset }.cases] with `open` and `overdue`
split-shape = column `{ $column }` cannot be taken apart with `split`
    .help = one column only, under a head, in a plain table
split-key = the key of `{ $dataset }` lacks `{ $column }`, and a row is read once for each name in it
    .help = add `{ $column }` to `key`
known-scale = there is no scale `{ $scale }`
    .help = check its spelling in the [scale.…] parts
known-function = function `{ $function }` is not known
    .help = the documentation of the formula language lists them all
formula-symbol = the symbol `{ $found }` is not known in formulas
    .help = write `{ $plain }`
formula-equals = the formula begins with an equals sign, as in a spreadsheet
    .help = delete the equals sign before it
formula-decimal-comma = a decimal in the formula is written with a comma
    .help = write it with a point, such as 90.5
known-choice = `{ $value }` is not a possible value of `{ $column }`
    .help = the choices are: { $choices }
axis-type = column `{ $column }` cannot be the axis of { $axis }
    .help = the team axis needs a column of type "team", the time axis one of type "date"
pseudonym-type = column `{ $column }` cannot be a pseudonym
    .help = only columns of type "code" or "text" can; numbers could be added up and printed
argument-count = `{ $function }` needs { $needed } arguments, here are { $found }
    .help = give it as many as it needs
formula-long = a formula may have { $most } operators at most
    .help = make indicators or derived columns of its parts
formula-incomplete = the formula is not complete
    .help = go on with it; perhaps a closing bracket is missing
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
money-and-number = money meets a plain number: `{ $found }`
    .help = money is added to and compared with money only; where the column does hold money, give it type = "money"
money-times-money = money is multiplied with money: `{ $found }`
    .help = multiply it with a count, a share or a percentage; where the column holds no money, give it type = "number"
unreachable-branch = this branch of CASE is never taken: `{ $branch }`
    .help = an earlier branch takes it all, or its condition contradicts itself; put the narrowest first
known-lookup = there is no lookup table `{ $lookup }`
    .help = check its spelling in the [lookup.…] parts
decimals-range = at most { $most } decimals can be rounded to, from 0
    .help = write a whole number such as 2
percentile-form = `{ $found }` cannot be read
    .help = write PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY column), with a share from 0 to 1
on-date-form = `{ $found }` needs a date column and one aggregate
    .help = such as ON_DATE(tanggal_selesai, COUNT(*))
earlier-over-rows = `{ $found }` cannot be used over rows
    .help = make an indicator from other indicators (without `dataset`) and use { $found }(indicator)
prior-place = `{ $found }` can only be the whole formula of a `value` column
    .help = make a column of its own, such as sebelumnya = {"{"} type = "date", value = "PRIOR(tanggal, kode_satker)" {"}"}, and use that column
prior-column = `{ $found }` needs names of columns, not a formula
    .help = make a `value` column for the formula and name it
prior-date = column `{ $column }` needs the row before, but dataset `{ $dataset }` has no `date`
    .help = name its column of days with `date`
prior-use = column `{ $column }` is known only when all rows have been read, so it cannot serve as `{ $key }`
    .help = use another column, or check its values with [dataset.….rule.…]
no-office-figure = `{ $indicator }` has no figure for { $team }
    .help = give the indicator for = "each", or leave `for` out, so that it is measured for the office as well
needs-axis = `{ $found }` needs a date
    .help = have one date column in `by` of the step before, or use ON_DATE(column, { $found }(…))
lookup-rows = lookup table `{ $lookup }` needs `rows` or `file`
    .help = write its rows in `rows`, or name a CSV file in `file`; not both
lookup-row = this row holds { $found } values, it should be { $needed }
    .help = write all keys in the order of `by`, then the number
lookup-head = the lookup table has no column `{ $column }`
    .help = the head of the CSV holds the names in `by` and a column `value`
lookup-cell = `{ $found }` cannot be read in the lookup table
    .help = fill in the key; numbers take a point, dates YYYY-MM-DD
lookup-repeats = this key is in the lookup table already
    .help = delete one of the rows
known-step-column = the step before hands on no `{ $column }`
    .help = after a step only the names in its `by` and `let` are known
step-name = name `{ $name }` is used twice in one step
    .help = use another name in `let`
test-fails = the test of `{ $subject }` does not give what it says: `{ $what }` { $found }, it should be { $expected } ({ $name })
    .help = check the formula first; change the expected value only where the regulation does say otherwise
test-column = dataset `{ $dataset }` has no column `{ $column }` that can be filled in
    .help = columns made with `value` or `derive` are worked out; name the column they come from
test-period = `{ $found }` is not a period
    .help = write it as "2024-Q4", "2024-09" or "2024"
test-number = `{ $found }` is not a number
    .help = write 85.42, or a fraction such as "1025/12"
known-scorecard = there is no scorecard `{ $scorecard }`
    .help = check its spelling in the [scorecard.…] parts
team-parents = unit `{ $team }` and another one stand above on the same day
    .help = give the old one `to`, and the new one `from` on the day after
team-into = unit `{ $team }` became another one without a last day
    .help = fill in valid = { "{" } to = … { "}" }: the last day on which it exists
missing-zero = `missing = "zero"` makes those who hand in nothing look best
    .help = use "missing" or "skip"; "zero" is for indicators where more is better
like-pattern = the pattern of LIKE must be a text
    .help = write it directly, such as LIKE 'Ditutup%'
aggregate-per-row = aggregate `{ $found }` cannot be used here
    .help = `where`, `derive` and the inside of aggregates speak of one row
aggregate-star = `{ $found }(*)` has no meaning
    .help = name the column; only COUNT(*) counts rows
column-outside-aggregate = column `{ $column }` stands outside an aggregate
    .help = wrap it in SUM, COUNT, AVG, MIN, MAX or MEDIAN
within-edges = `within` needs two numbers: the lower edge, then the upper one
    .help = such as better = { "{" } within = [-1, 3] { "}" }; decimals take a point
target-key = `{ $key }` is not a quarter, a period or a team
    .help = use TW1 to TW4, "2024-Q1", "2024" or the id of a team
linear-score = a linear score needs different `zero` and `full`
    .help = such as score = {"{"} from = "linear", zero = 25, full = 100 {"}"}
bands = the bands of scale `{ $scale }` are not whole
    .help = order them best first by falling `min`; the last one has none
band-gap = there is a gap between the bands: { $low } to { $high } belongs to none
    .help = if the table is printed so, declare `round` with its decimals, such as round = 2; otherwise join the bands
band-overlap = the bands overlap: { $high } to { $low } belongs to two
    .help = every number must fall in exactly one band; mend `from` or `to`
band-edge = the edge { $high } belongs to two bands
    .help = say whose it is: closed = "lower" (from { $high }) or closed = "upper" (above { $high })
band-edges = this band is not whole
    .help = use `min` alone in every band, or `from` and `to` as in a printed table, highest first; only the very top and the very bottom may be open
progress-baseline = a score from progress needs a `baseline`
    .help = such as score = { "{" } from = "progress", baseline = 40 { "}" }: 40 scores 0, the target scores 100
score-limits = the lower limit is above the upper one
    .help = `floor` is the lowest and `cap` the highest
target-path = the path does not rise to 100: { $now } after { $before }
    .help = `path` is the cumulative percent of the yearly target; it never falls, and ends at 100 in month 12 or TW4
target-path-key = `{ $key }` is not a month or a quarter
    .help = use "01" to "12", or TW1 to TW4
target-year = `{ $key }` is not a year or a team
    .help = the target of a year is a number, or a table such as {"{"} "2024" = 120 {"}"} or {"{"} humas = 60 {"}"}
target-twice = the target of `{ $indicator }` for { $team } is stated more than once
    .help = leave one row, or pick it with `where`; until then the target is *belum ada*
lookup-date = dataset `{ $dataset }` has no time axis (`date`)
    .help = add `date` to the dataset, such as a column with from = "covers"
answer-share = the answer `{ $answer }` must be worth 0 to 1
    .help = its worth is a share of the weight: 1 is all of it, 0.67 two thirds as printed, 0 nothing
known-answer = this scale has no answer `{ $found }`
    .help = one of: { $known }
known-answer-scale = there is no answer scale `{ $scale }`
    .help = an answer scale is a [scale.…] with `answers`, such as answers = {"{"} A = 1, B = 0.5, C = 0 {"}"}
known-layer = there is no layer `{ $layer }`
    .help = one of: { $known }
needs-layer = `{ $key }` means something only with a `layer`
    .help = declare `layer`, the column that says who assessed, or delete `{ $key }`
rule-otherwise = scale `{ $scale }` does not say what holds when no rule does
    .help = add otherwise = "…", one of its answers
rule-unreachable = this rule never gives the answer
    .help = whenever it holds, so does an earlier one, which goes first; change the order or delete it
leaf-unanswered = scale `{ $scale }` has no rules, and this leaf has no question
    .help = name a `question`, or add [[scale.{ $scale }.rule]]
leaf-levels = `levels` belongs to a leaf with an indicator
    .help = remove `levels`; answers move along their answer scale
question-unanswered = this scorecard does not say where the answer to `{ $question }` stands
    .help = add answers = {"{"} dataset = "…", question = "…", answer = "…" {"}"}
answers-blank = this scorecard does not say what an unanswered question is worth
    .help = declare blank = {"{"} belum_ada = "zero" {"}"} (no points), "fail" (no score) or "reweight" (its weight goes to the others)
weight-missing = this leaf has no `weight`, and those beside it do
    .help = declare its weight, or delete those of all questions of the group so that they share it
known-node = scorecard `{ $scorecard }` has no node `{ $node }`
    .help = use the `id` of a group, the code of a question, the name of an indicator, or "total" for the whole card
card-alone = `{ $key }` means nothing where the value is read from a scorecard
    .help = remove `{ $key }`, or make another indicator whose formula uses this one
card-cycle = indicator `{ $indicator }` reads a scorecard that hangs on `{ $leaf }`, which is read from a scorecard itself
    .help = take `{ $leaf }` off the card that is read, or read another card
known-predicate = there is no predicate `{ $predicate }`
    .help = check the spelling among [predicate.…]
gate-scale = scorecard `{ $scorecard }` has gates, but no rating scale whose ratings they could limit
    .help = add scale = "…" with two ratings at least, or delete `gates`
node-scorecard = it is not clear of which scorecard this node is
    .help = add scorecard = "…" to the predicate or to this condition
clause-form = this condition must speak of exactly one thing
    .help = use one of `node`, `indicator`, `predicate`, `when`, `all` and `any`
clause-threshold = this condition must have exactly one threshold
    .help = use `least` or `most`, `above` or `below` where the number itself is not enough; with `node` also `least_share` and `most_share`, in percent of its weight
predicate-cycle = predicate `{ $predicate }` needs itself
    .help = cut one of its conditions
cycle = indicators refer to one another in a circle: { $circle }
    .help = cut one of the references
weight-negative = the weight of "{ $node }" is negative: { $weight }
    .help = weights are zero or more; what is to be taken off goes into `reduce`
weights = the weights below "{ $node }" sum to { $sum } instead of { $weight }
    .help = they are off by { $difference }; adjust the children's weights
leaf-exists = indicator `{ $indicator }` has no figure for { $teams }
    .help = change the indicator's `for`, or use "{ $indicator }@team" in the scorecard
parent-mean = { $what ->
        [office] this indicator exists for the office only, so there are no units to take the mean of
        [suppress] small counts are withheld, and the mean of the units would give them away
       *[own] the figure of a unit above holds the rows of those below it, and is not its own
    }
    .help = { $what ->
        [office] name the units with `for`, such as for = ["office", "satker"]
        [suppress] delete `parent` or `suppress`
       *[own] add rows = "own", or use parent = "mean"
    }
needs-dataset = `{ $key }` means something only with a `dataset`
    .help = add `dataset`, or delete the line: this formula is made from other indicators
axis = indicator `{ $indicator }` has no axis of { $axis }
    .help = declare it on the indicator or on its dataset
target-without-way = indicator `{ $indicator }` has a target but no `better`
    .help = add better = "higher", "lower" or {"{"} within = [ … ] {"}"}

## Data

no-files = there is no file for `{ $dataset }` yet
    .help = put it at { $files }; until then its figures are *belum ada*
workbook-open = this workbook is open in Excel
    .help = make sure that it is saved; changes that are not saved are not read
file-unclaimed = this file belongs to no dataset
    .help = { $place ->
        [elsewhere] run `zona template` and choose its data on the sheet Berkas of isian.xlsx; or move it into one of these folders: { $names }
       *[here] rename it; names that are read from this folder, for example: { $names }. Without renaming: run `zona template` and choose its data on the sheet Berkas of isian.xlsx
    }
column-missing = column `{ $heads }` is not here though other files have it
    .help = restore its head, or add the new one to `header` of the column `{ $column }`; until then its figures are *belum ada*
    .expected = { $heads }
file-empty = file `{ $file }` is empty
    .help = export it again
file-password = file `{ $file }` is protected by a password
    .help = open it in Excel and save it without one
file-truncated = file `{ $file }` is cut off
    .help = download or copy it again; what is there now is not whole
file-too-large = file `{ $file }` is beyond the limit of { $limit } { $cause }
    .help = check that it is the right one; split it if it really is that large
file-unreadable = file `{ $file }` cannot be read as a table: { $cause }
    .help = open it in Excel and save it again as XLSX or CSV
file-not-table = file `{ $file }` is not a table but { $cause }
    .help = save it as XLSX or CSV from the application it comes from
file-web-page = file `{ $file }` is a web page without a table, perhaps a login page
    .help = log in to the application again, then export again
file-malformed = file `{ $file }` is broken at line { $line }: { $cause }
    .help = mend the quotes of that line, or export it again
sheet-left-out = sheet "{ $sheet }" holds this table too, but only "{ $read }" is read
    .help = say `sheets = ["*"]` if all of them must count, or name the right one
sheet-unlisted = sheet "{ $sheet }" holds this table too, but `sheets` does not list it, so it is not read
    .help = add its name to `sheets` if it must count
hidden-sheet = hidden sheet "{ $sheet }" is not read
    .help = unhide it in Excel if it must count
header-not-found = there is no table head in sheet "{ $sheet }"; { $alike ->
        [yes] this row has { $found } but lacks { $heads }
       *[no] no row is like it; looked for { $heads }
    }
    .help = { $alike ->
        [yes] mend the heads, or add the new names to `header`
       *[no] check that this is the right file and sheet
    }; a row of heads that would be read: { $example }
    .expected = { $example }
header-not-found-in-text = there is no table head; { $alike ->
        [yes] this row has { $found } but lacks { $heads }
       *[no] no row is like it; looked for { $heads }
    }
    .help = { $alike ->
        [yes] mend the heads, or add the new names to `header`
       *[no] check that this is the right file
    }; a row of heads that would be read: { $example }
    .expected = { $example }
period-not-found = no period can be read: { $where ->
        [file] the file name "{ $found }"
        [sheet] the sheet name "{ $found }"
       *[title] the title above the table
    } { $part ->
        [whole] does not follow the pattern "{ $pattern }"
        [triwulan] says quarter "{ $value }", but quarters are 1 to 4
        [semester] says semester "{ $value }", but semesters are 1 or 2
        [bulan] says month "{ $value }", but months are 01 to 12 or names
       *[other] says "{ $value }", which is no period
    }
    .help = { $where ->
        [file] rename the file
        [sheet] rename the sheet
       *[title] complete the title
    }, such as { $example }
    .expected = { $example }
unknown-sheet-team = "{ $name }" is not a known team; its coverage cannot be noted
    .help = mend the name, or map it in isian.xlsx (`zona template`)
no-level = the code of this row fits no level; the row is set aside
    .help = mend its code, or add its form to `levels`
unknown-team = team "{ $found }" in column `{ $column }` is not known; the row is set aside
    .help = mend it at the source, or map it in isian.xlsx (`zona template`)
    .expected = the name of a team in zona.toml
empty-team = column `{ $column }` is empty; the row counts for { $office }
    .help = fill in the team if the row belongs to one
    .expected = the name of a team
empty-required = required column `{ $column }` is empty; the row is set aside
    .help = fill it in at the source and export again
    .expected = filled in
cell-type = "{ $found }" in column `{ $column }` is not { $expected }; the row is set aside
    .help = mend the cell at the source, { $kind ->
        [date] with a day of the calendar, such as 14/11/2024
        [month] such as November
        [money] with digits only, such as 1.250.000
        [percent] such as 80,5%
        [number] with digits only, such as 12 or 12,5
       *[other] then export again
    }
    .expected = { $expected }
cell-choice = "{ $found }" in column `{ $column }` is not known; the row is set aside
    .help = the choices are: { $expected }; new spellings go into `map`
    .expected = one of: { $expected }
cell-range = "{ $found }" in column `{ $column }` is outside { $expected }; the row is set aside
    .help = mend the cell at the source
    .expected = { $expected }
cell-error = the cell in column `{ $column }` holds the error { $found }; the row is set aside
    .help = mend its formula in Excel and save
    .expected = a value, not an error
formula-without-result = a formula in column `{ $column }` is saved without its result; the row is set aside
    .help = open it in Excel, recalculate (F9) and save
    .expected = the result of the formula
mixed-numbers = column `{ $column }` mixes two ways of writing numbers: { $first } Indonesian cells ({ $in_text ->
        [yes] line
       *[no] cell
    } { $first_place }: { $first_example }) and { $second } English ones ({ $in_text ->
        [yes] line
       *[no] cell
    } { $second_place }: { $second_example })
    .help = write the whole column one way; numbers must not be guessed
    .expected = one way of writing in the whole column
mixed-dates = column `{ $column }` mixes two ways of writing dates: { $first } cells with the day first ({ $in_text ->
        [yes] line
       *[no] cell
    } { $first_place }: { $first_example }) and { $second } with the month first ({ $in_text ->
        [yes] line
       *[no] cell
    } { $second_place }: { $second_example })
    .help = write the whole column one way, such as 14/11/2024; dates must not be guessed
    .expected = one way of writing in the whole column
code-digits-lost = "{ $found }" in column `{ $column }` has lost digits: a spreadsheet took the code for a number; the row is set aside
    .help = export it again with this column as text; the lost digits cannot be restored
    .expected = the whole code
codes-repaired = { $count } codes of column `{ $column }` were repaired: apostrophes, `.0`, lost zeros at the front
    .help = nothing needs to be done; format the column as text before the next export
doubtful-numbers = { $count } numbers of column `{ $column }` can be read in two ways, and none decides: the first was taken for { $taken } and could be { $other }
    .help = declare `min` and `max` of the column, or export it with plain numbers
doubtful-english = { $count } numbers of column `{ $column }` can be read in two ways: the first was taken for { $taken } and not { $other }, because only that is within the range
    .help = check one of them; nothing needs to be done if that is right
doubtful-day-first = { $count } dates of column `{ $column }` can be read in two ways, and none decides: 03/04 was taken for 3 April
    .help = check one of them; format the column as a date and export again if it is the 4th of March
doubtful-month-first = { $count } dates of column `{ $column }` can be read in two ways: 03/04 was taken for the 4th of March, because only that lies in the period of the file
    .help = check one of them; nothing needs to be done if that is right
percent-as-share = { $count } percentages of column `{ $column }` are between 0 and 1 and none is larger: perhaps 0,8 means 80 %
    .help = if so, format the column as % at the source, or declare scale = 100; as it is, 0,8 counts as 0,8 %
cells-unlisted = column `{ $column }` has { $count } more cells that cannot be read
    .help = mend the ones that are listed; they are probably all of one kind
no-line = this row is none of the lines of a block; the row is set aside
    .help = add its word to `lines`, or to `totals` if it is a total
parent-sum = a parent is not the sum of its children in column `{ $column }`: printed { $printed }, children { $sum }
    .help = they differ by { $difference }; the lowest level is what counts, so see whether a row of it is lost
    .expected = { $sum }
printed-total = a printed total is wrong in column `{ $column }`: printed { $printed }, rows { $sum }
    .help = they differ by { $difference }; the rows are what counts, so see whether one is lost, doubled or unreadable
    .expected = { $sum }
rule = { $title }{ $values ->
        [none] { "" }
       *[other] : { $values }
    }{ $aside ->
        [yes] ; the row is set aside
       *[no] { "" }
    }{ $likely ->
        [none] { "" }
       *[other] ; probably { $likely }
    }
    .help = mend one of them at the source; the rule is `{ $rule }`
file-copy = every row here is also in another file or sheet of the same period; they count once
    .help = delete the copy, or declare a `key` if both must count
file-of-other-period = every row here is the same as in the file of an earlier period
    .help = check whether the old export was saved under the new name; if the table is really unchanged, excuse it with a [[waiver]]
duplicate-row = this row is the same as another in every column that is read; it counts once
    .help = delete the copy at the source
key-conflict = two rows have the same key ({ $key }) but differ in { $columns }; both are set aside, for nobody may guess which is right
    .help = find out which is right and mend the source
    .expected = one row per key
key-conflict-in-drop = two rows have the same key ({ $key }) in one file handed in but differ in { $columns }; the second is set aside
    .help = number it apart if there are two cases, or delete the wrong one
    .expected = one row per key
key-vanished = the case of this row is not in the later drop { $next }
    .help = ask who deleted it and why; a case must not disappear from a register
number-skipped = the numbers in column `{ $column }` skip: { $count } before this row are not there ({ $found })
    .help = ask what became of them: the case was deleted, was left out of the export, or its row was set aside for a defect; a case must not disappear from a register
running-column = column `{ $column }` cannot be used for `running`
    .help = use a column of the files that holds no personal data, such as the running number of a case
state-backwards = the state in column `{ $column }` went backwards: { $before } before, { $after } now; the newer one counts
    .help = check at the source which of the two is right
cumulative-falls = column `{ $column }` counts from the beginning of the year and yet falls: { $before } before, { $now } now
    .help = check both exports; the difference counts as it is, below zero
cumulative-gap = column `{ $column }` counts from the beginning of the year, but no file covers the period before, { $before }; its amounts here are taken for unknown
    .help = hand in the file of { $before }: without it nobody can tell in which period the amounts arose
cumulative-twice = column `{ $column }` has two amounts of one series ({ $series }) on the same day; what each adds is unknown, and neither counts
    .help = list in `cumulative` all columns that tell the rows apart, or take one of the rows out
row-overflow = a number of `{ $column }` is too large to be computed exactly; the row is set aside
    .help = check the numbers of this row
row-too-long = this row has { $cells } cells but the table has { $heads } heads; the row is set aside
    .help = a separator (; or ,) stands inside a cell; put that cell in quotes and export again
    .expected = { $heads } cells
undated-rows = { $rows } rows of `{ $dataset }` have no date `{ $axis }` and fall in no period
    .help = fill in the date, or complete the calendar of holidays if its year is missing
reference = "{ $found }" of `{ $rule }` is not in `{ $target }`
    .help = mend the value, or complete the data referred to
reference-many = { $values } different values of `{ $rule }` are not in `{ $target }`, among them { $found }
    .help = see how both columns are written; perhaps one of the files is incomplete
outlier = { $title }: { $found } lies far from the other values of { $group } (median { $median }, z { $z })
    .help = see whether the number is a slip, or in another unit
outlier-unjudged = `{ $rule }` of `{ $dataset }`: { $groups } of { $all } groups cannot be judged
    .help = outliers are looked for among at least { $fewest } values of which no more than half are the same
jump = { $title }: { $group } changed by { $percent }%, from { $before } ({ $previous }) to { $now } ({ $period })
    .help = see whether this has really happened
balance = { $title }: { $group } differs by { $difference }; { $own } { $found }, { $other } { $expected }
    .help = look for rows that are lacking, set aside or too many on one side
balance-one-sided = { $title }: { $group } is in { $has } but not in { $lacks }
    .help = see whether the files of { $lacks } are complete
findings-unlisted = `{ $rule }` of `{ $dataset }`: there are { $count } more findings
    .help = mend those that are told; all may be of one kind, or the rule is too strict
rule-within = rule `{ $rule }`: { $title } ({ $failed } of { $rows } rows, the limit is { $limit })
    .help = within the limit that the definitions set
waiver-expired = this waiver ended { $until } and does not hold on { $as-of }: { $reason }
    .help = mend the data, or extend `until` with a new reason
waiver-unused = this waiver excuses nothing: { $reason }
    .help = delete it if the data have been mended
question-unknown = this row of `{ $dataset }` answers no question of scorecard `{ $scorecard }`
    .help = give it the code that the scorecard has under `question`, or leave it out with `where`
layer-unknown = this row of `{ $dataset }` names no known layer
    .help = the layers are: { $known }; until then the row does not count
answer-unknown = the answer to `{ $question }` is not known
    .help = one of: { $known }; until then the answer is *belum ada*
answer-number = `{ $question }` is no number
    .help = write digits only, such as 12 or 3,62; until then the number is *belum ada*
needs-share = `{ $key }` means something only with a `share`
    .help = add parts = {"{"} … {"}"} and share = "…", or remove this key
sum-overlap = the sum `{ $sum }` counts `{ $node }` twice
    .help = name every node once, and no node together with one below it
answer-twice = question `{ $question }` is answered more than once
    .help = leave one row; until then the answer is *belum ada*
snapshot-twice = the file of `{ $dataset }` for { $other } ends on the same day as { $counts }; only { $counts } counts
    .help = keep one state for each day, or make the two forms two datasets
after-coverage = { $rows } rows of `{ $dataset }` are dated after the end of the period of their file ({ $period })
    .help = check the dates; if they are right, the rows belong in the file of the next period
number-too-large = a number of `{ $dataset }` is too large to be computed exactly: { $cause }
    .help = look for a column with absurd numbers

## Usage

no-project = there is no zona.toml here or in a folder above
    .help = go to the project's folder, name it with --project, or make a new one with `zona init`
no-period = no data cover a single quarter
    .help = name the period with --period, or put exports into data/
period-form = `{ $found }` is not a period
    .help = use 2024, 2024-S1, 2024-Q3, 2024-09 or "TW III 2024"
unknown-argument = option `{ $found }` is not known
    .help = see `zona --help` or `zona COMMAND --help`
unknown-command = command `{ $found }` is not known
    .help = see `zona --help`
argument-without-value = option `{ $argument }` has no value
    .help = write { $full }
argument-value = `{ $found }` cannot be used for `{ $argument }`
    .help = the choices are: { $choices }
argument-date = `{ $found }` for `{ $argument }` is not a date
    .help = write it as YYYY-MM-DD, such as 2024-12-31
argument-missing = still needed: { $argument }
    .help = see `zona COMMAND --help`
argument-conflict = `{ $argument }` cannot be used together with `{ $other }`
    .help = choose one of them
argument-too-many = `{ $argument }` takes one value only
    .help = delete what is too much
argument-unreadable = this command makes no sense: { $argument }
    .help = see `zona --help`
disk-read = cannot read `{ $path }`: { $cause }
disk-write = cannot write `{ $path }`: { $cause }
rejects-none = There are no rows to be mended; nothing was written
rejects-written = Rows to be mended: { $paths }
unknown-argument-team = team `{ $found }` is not in the team tree
    .help = the teams are listed in zona.toml under [[team]]
unknown-argument-predicate = there is no predicate `{ $found }`
    .help = there are: { $known }
unknown-argument-question = no question `{ $found }` on the cards that this predicate speaks of
    .help = write its code as in the definition, or its `alias`
unknown-argument-answer = question `{ $question }` has no answer "{ $found }"
    .help = its answers are: { $known }
set-form = `{ $found }` is no QUESTION=ANSWER
    .help = write it like --set P5.iii.c=A
set-number = question `{ $question }` takes a number, not "{ $found }"
    .help = write the number, such as 87.5
set-ambiguous = question `{ $question }` takes a percentage, and "{ $found }" may be { $percent } or { $share }
    .help = write the percent sign: { $share } for a share of { $found }, or { $percent }
set-beyond = "{ $found }" is beyond the limits of question `{ $question }`: { $least } to { $most }
    .help = write a number from { $least } to { $most }
predicate-not-in-force = predicate `{ $predicate }` is not in force in { $period }: its days are { $from } to { $to }
    .help = choose a period within them, or declare the rule that was in force in { $period }
no-standing = predicate `{ $predicate }` has no standing for { $team } in { $period }
    .help = teams that have one: { $teams }
unknown-argument-indicator = there is no indicator `{ $found }`
    .help = the indicators are defined in indicators/
no-figure = indicator `{ $indicator }` has no figure for `{ $team }`
    .help = it is computed for: { $teams }
out-not-ours = folder `{ $dir }` holds what zona did not write: { $file }; nothing was written
    .help = choose a new or empty folder with --out
init-not-empty = folder `{ $dir }` already holds { $file }
    .help = choose another folder; nothing is overwritten
seal-exists = period { $period } is sealed: { $file }
    .help = what was published is not overwritten; later corrections stand beside it
seal-running = period { $period } has not ended at the cut-off date
    .help = seal it when it is over, without an earlier --as-of
seal-empty = period { $period } has no figure at all
    .help = check the period, or put its data into the folder data/
done-seal = { $period } is sealed with { $count } figures: { $path }
progress-read = Reading { $file }
progress-compute = Computing { $count } indicators
progress-charts = Drawing { $count } charts
progress-write = Writing documents
done-report = Report { $period }: { $path }
done-coverage = { $all ->
        [0] No data have to be handed in
       *[other] { $did } of { $all } teams handed in all they have to
    }
done-coverage-none = Warning: there are no data at all for { $period }; every figure is *belum ada*. Another period is chosen with --period.
done-kept = Kept from the report before, because its inputs are the same: { $files }
done-removed = Removed because made from other inputs or options: { $files }
done-init-next = Next steps:
    { "  " }1. cd { $path }
    { "  " }2. Put the office's name into zona.toml, and delete the teams it does not have
    { "  " }3. Put exports into the folder data/, whatever they are called
    { "  " }4. zona template, then choose in isian.xlsx what files hold and which team names mean
    { "  " }5. zona check, then zona report
    PANDUAN.md explains it (in Indonesian).
done-init-demo-next = Next steps:
    { "  " }1. cd { $path }
    { "  " }2. zona check
    { "  " }3. zona report
done-init = New project: { $path }
done-check-report = Checked; no report was written

## isian.xlsx and forms

form-sheet = sheet "{ $sheet }" is not known; it is not read
    .help = sheets that are read: { $known }; its contents are kept, use such a name if it should be read
form-head = heads not found on sheet "{ $sheet }": { $heads }
    .help = restore them; the heads that must be there: { $known }
form-not-read = { $file } is not read
    .help = only isian.xlsx and copies named isian-….xlsx are; rename it or move it away
form-empty = column "{ $head }" is not filled in
    .help = complete the row, or clear all of it
form-team = unit "{ $found }" is not known
    .help = choose from the list in the cell; several units with semicolons between them
form-indicator = indicator "{ $found }" is not known
    .help = choose from the list in the cell
form-period = "{ $found }" is no period
    .help = write for instance TW IV 2024, 2024-TW4, or Desember 2024
form-quarter = column "{ $found }" of targets is no quarter
    .help = targets are set by quarter; call it for instance TW I 2025
form-number = "{ $found }" is no number
    .help = write the number only, for instance 92,5; leave it empty for the target of the definition
form-percent = target { $found } means { $found } %
    .help = if { $meant } % is meant, write { $meant } without the percent sign
form-date = "{ $found }" is no date
    .help = write for instance 31/12/2024
form-status = status "{ $found }" is not known
    .help = one of: { $known }
form-closed = there is a closing date but the status is "{ $status }"
    .help = change the status to selesai or batal, or delete the date
form-topic = topic "{ $found }" is not known
    .help = choose from the list in the cell; several topics with semicolons between them
form-meeting = this meeting was held before the period that it evaluated began ({ $period })
    .help = check the day of the meeting, or the period that was evaluated
form-span = the last day is before the first
    .help = mend column Mulai or Sampai
form-conflict = this contradicts another answer about the same thing
    .help = delete one of them
form-name-taken = "{ $name }" already is a name of { $team }
    .help = delete the row; if another unit bears the name, mend `aliases` in zona.toml first
form-no-judgement = indicator "{ $indicator }" takes no target
    .help = delete the target; the indicator is context only, or judged by two edges
form-no-figure = indicator "{ $indicator }" is not measured for { $team }
    .help = choose another unit; `for` in the indicator's definition says which are measured
form-dataset = there is no data called "{ $found }"
    .help = choose from the list in the cell, or write “tidak dipakai” (not used)
form-file = there is no file "{ $found }"
    .help = run `zona template` to see the files that wait; if the file has been deleted, delete its row
form-file-unused = { $file } is not read, as was filled in
    .help = clear the column Dataset if this file is to be used again
form-file-period = period { $period } for { $file } is not used: its data say their own periods in a column
    .help = clear the column Periode of this row
given-file-period = the period of { $file } is not known: it stands neither in its name nor above its table
    .help = fill in the column Periode in the row of this file, on the sheet Berkas of isian.xlsx
unknown-argument-dataset = there is no dataset `{ $found }`
    .help = datasets: { $known }
template-shape = dataset `{ $dataset }` is no plain table
    .help = a form can be made for datasets with one row per event only
template-path = no .xlsx file fits the contract of `{ $dataset }`: { $files }
    .help = add a pattern with .xlsx to `files` whose names fit `covers`
template-heads = the heads of dataset `{ $dataset }` cannot be written
    .help = give every column at least one head with letters, not only a *
template-exists = { $file } is there already
    .help = move or delete it first; a form that somebody may have filled in is not written over

trend-months = `{ $found }` is no month and no range of months
    .help = write a month like 2024-03, a range like 2023-01..2023-12

trend-window = the series of `{ $indicator }` can have no control limits: neighbouring months hold the same rows
    .help = use window = "period" and series = "month"; for a cumulative figure make a monthly indicator and give `trend` there

trend-days = there are days between events only for a number of rows, and the formula of `{ $indicator }` is more than one COUNT(…)
    .help = use formula = "COUNT(*)" with `where` and without `step`; conditions may stand in a FILTER too
trend-days-withheld = `{ $indicator }` withholds small counts, and the days of the events would tell them one by one
    .help = delete `suppress` if the counts may be seen, or use another method in `trend`
trend-series = control limits are made from a monthly series, and that of `{ $indicator }` is not monthly
    .help = add series = "month", or delete `trend`

count-target = `{ $indicator }` counts complaints received and is not judged: a target on it teaches an office to lose complaints
    .help = delete `better`, `target` and its weight, and judge the handling; or write allow_count_target = "the reason", which the report prints

min-n-ratio = `min_n` only has a meaning where the formula of `{ $indicator }` divides, or is a mean or a median
    .help = delete `min_n`, or write the formula as numerator / denominator

suppress-formula = `suppress` cannot protect `{ $indicator }`: its formula is no count of rows and no share of one
    .help = use COUNT, or COUNT(*) FILTER (WHERE …) / COUNT(*)

suppress-window = `suppress` cannot protect `{ $indicator }`: the difference of two neighbouring periods gives its small count away
    .help = use window = "period" or "snapshot", or "rolling_4" without series = "month"

expires-window = `expires` of `{ $indicator }` needs a dataset with a date, window = "to_date" and a formula without `step`
    .help = use window = "to_date"; the age counts from its latest row

by-step = `by` of `{ $indicator }` does not go with `step`
    .help = make an indicator of its own without `step` for the breakdown

by-column = `{ $indicator }` cannot be broken down by `{ $column }`: only columns of text or choices with few values can
    .help = use a `text` or `choice` column, or make a text column with `derive`; by unit: `for = "each"`

by-personal = `{ $indicator }` cannot be broken down by `{ $column }`: the column holds personal data
    .help = break down only by columns that name nobody

by-complaints = `{ $indicator }` breaks complaints down without protecting those who complained
    .help = add `suppress = 5`; confidential rows are for the whole office only, or are left out with `where`

self-reported = { $weight } of the { $whole } of weight of `{ $scorecard }` are filled in by the team that is judged (class = "M"), at most half may be
    .help = lower the weight, or use indicators from a system or a register

scored-twice = `{ $indicator }` is scored twice on one card
    .help = put its weight in one place

scored-across = `{ $indicator }` has weight on two cards of the same unit: `{ $first }` and `{ $second }`
    .help = give it weight on one card only, and take the line off the other

score-cap = the score of `{ $indicator }` can reach { $cap }: too much in one place hides too little in another
    .help = lower score.cap to 100 at most; achievement above target is printed all the same

missing-reweights = card `{ $scorecard }` spreads the weight of figures that were not handed in over the others, so that not reporting pays
    .help = use belum_ada = "zero" or "fail"; only tidak_berlaku may "reweight"

backtest-nothing-declared = no dataset says what printed figures must come to, so { $file } cannot be worked out again
    .help = declare the formulas with [dataset.NAME.printed.COLUMN]
backtest-no-dataset = { $what ->
        [table] { $file } holds no table at all
        [printed] { $file } holds none of the printed figures of dataset `{ $dataset }`
       *[heads] the heads of { $file } fit no dataset; the nearest is `{ $dataset }`, missing: { $heads }
    }
    .help = check that this is the right file; `zona inspect` tells what is in it
backtest-no-period = the period of { $file } is not known: its name and titles do not say it as `{ $dataset }` declares
    .help = say it with --period, such as --period 2025-09
printed-number = `{ $column }` is no column of numbers from the file, so nothing is printed there
    .help = name a number, percent or money column with `column`
misread-head = `{ $column }` does not come from a head
    .help = name only columns that have a `header`
