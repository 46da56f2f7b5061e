### Words of `zona inspect`: what is in a file, and its drafted definition.

cli-inspect = Say what is in a file, or draft its definition
arg-file = file to look at
arg-draft = write a drafted definition (TOML) to standard output

inspect-title = { $file }: { $kind }{ $sheets ->
    [1] { "" }
   *[other] , { $sheets } sheets
}
inspect-claimed = The definition `{ $dataset }` reads this file already.
inspect-csv = delimited text ({ $mark }, { $encoding })
inspect-workbook = { $form } workbook
inspect-mark-semicolon = semicolon
inspect-mark-comma = comma
inspect-mark-tab = tab
inspect-mark-bar = vertical bar
inspect-mark-other = other mark
inspect-sheet = Sheet "{ $sheet }"
inspect-sheet-hidden = Sheet "{ $sheet }" (hidden, will not be read)
inspect-empty = {"  "}empty sheet
inspect-no-head = {"  "}no table head found in { $count } rows; their contents are not shown

inspect-label-head = head
inspect-label-data = rows
inspect-label-period = period
inspect-label-shape = shape
inspect-label-key = key
inspect-label-personal = personal data
inspect-label-scale = scale
inspect-row = row { $row }
inspect-rows = rows { $rows }
inspect-data = { $count ->
    [one] 1 row of data
   *[other] { $count } rows of data
}
inspect-aside-totals = { $count ->
    [one] 1 total (row { $rows })
   *[other] { $count } totals (row { $rows })
}
inspect-aside-headings = { $count ->
    [one] 1 repeated head or row of column numbers (row { $rows })
   *[other] { $count } repeated heads or rows of column numbers (row { $rows })
}
inspect-aside-footnotes = { $count ->
    [one] 1 remark (row { $rows })
   *[other] { $count } remarks (row { $rows })
}
inspect-same-heads = { $count } sheets with the same heads: { $sheets }
inspect-period-file = file name: { $found }
inspect-period-sheet = sheet name: { $found }
inspect-period-title = title in row { $row }: { $found }
inspect-period-none = not written in file name, sheet name or title
inspect-shape-plain = plain table, one row, one thing
inspect-shape-hierarchy = hierarchy of { $levels } levels; { $agreeing } of { $parents } parents are the sum of their children
inspect-shape-months = wide, { $count } months side by side
inspect-shape-quarters = wide, { $count } quarters side by side
inspect-shape-blocks = { $count } rows for one thing, told apart by column "{ $column }": { $lines }
inspect-key-sure = { $column } differs in every row
inspect-key-likely = perhaps { $columns }: together they differ in every row
inspect-key-nearly = { $count ->
    [one] perhaps { $column }, but 1 row repeats a value
   *[other] perhaps { $column }, but { $count } rows repeat a value
}
inspect-key-none = no column certainly tells every row apart
inspect-masked = { $count ->
    [one] contents of 1 column hidden
   *[other] contents of { $count } columns hidden
}
inspect-scale = amounts are written in multiples of { $scale }

inspect-column-place = column
inspect-column-head = head
inspect-column-type = type
inspect-column-filled = filled
inspect-column-distinct = distinct
inspect-column-evidence = evidence
inspect-type-masked = •••
inspect-type-empty = empty
inspect-type-text = text
inspect-type-code = code
inspect-type-number = number
inspect-type-money = money
inspect-type-percent = percent
inspect-type-date = date
inspect-type-month = month
inspect-type-quarter = quarter
inspect-type-year = year
inspect-type-yes-no = yes/no
inspect-type-choice = choice
inspect-type-team = team
inspect-type-unit = text
inspect-type-nip = NIP
inspect-trait-name = names of people
inspect-trait-nip = employee numbers
inspect-trait-nik = numbers of citizens, cards or accounts
inspect-trait-phone = telephone numbers
inspect-trait-address = addresses
inspect-trait-email = e-mail addresses
inspect-trait-words = free text
inspect-trait-respondent = codes of people
inspect-trait-birth = births
inspect-hidden = hidden: { $what }; personal = "{ $way }" proposed
inspect-hidden-doubtful = hidden: may be about people; decide yourself
inspect-counts-rows = running number
inspect-range = { $low } to { $high }
inspect-one-value = { $low }
inspect-one-day = { $from }
inspect-days = { $from } to { $to }
inspect-form = form { $form }
inspect-width = width { $width }
inspect-teams = every spelling is known
inspect-teams-unknown = { $count } spellings unknown
inspect-unit = looks like names of units; not matched
inspect-share = { $fits } of { $filled } cells
inspect-style-id = { $count } written like 1.234,5
inspect-style-en = { $count } written like 1,234.5
inspect-style-text = { $count } stored as text
inspect-order-stored = date cells
inspect-order-named = order beyond doubt
inspect-order-day = day first
inspect-order-month = month first
inspect-order-mixed = day and month mixed up

inspect-attention = Look at
inspect-misfits = { $count ->
    [one] { $column }: 1 cell is no { $kind } (row { $rows })
   *[other] { $column }: { $count } cells are no { $kind } (row { $rows })
}
inspect-mixed-numbers = { $column }: two ways of writing numbers; { $count } cells differ from the others
inspect-mixed-dates = { $column }: some dates begin with the day, some with the month; { $count } cells differ from the others
inspect-ambiguous = { $column }: { $count } numbers like 1.234 or 1,234 can be read in two ways; a point is read as thousands and a comma as decimal
inspect-fractions = { $column }: { $count } percentages are stored as numbers from 0 to 1; is 1 really 1%?
inspect-errors = { $column }: { $count } error values or formulas without result
inspect-cut = { $column }: { $count } long codes are stored as numbers, their last digits are gone; export them as text
inspect-nulls = { $column }: { $count } cells say NULL, N/A or the like
inspect-padded = { $column }: { $count } cells with blanks at their ends; tidied when read
inspect-lost-zeros = { $column }: { $count } codes have lost zeros in front; filled up when read
inspect-unheaded = { $count } columns have cells but no head and will not be read: { $columns }
inspect-twice = head "{ $head }" stands more than once; told apart by number

inspect-next-none = No table can be read. Make sure that there is a row with the names of the columns.
inspect-next-sheet = The draft is for sheet "{ $sheet }", the largest table.
inspect-next-check = Next: zona check
inspect-next-draft = Next: zona inspect { $path } --draft > indicators/{ $id }.toml, then zona check
inspect-no-table = no table in `{ $file }`, so there is nothing to draft
    .help = run `zona inspect` without `--draft` to see what is in the file
inspect-tried = The draft was tried on { $file }: { $read } rows read, { $used } used, set aside { $aside }.
inspect-tried-open = The draft could not be tried yet: decide on the period first (see CHOOSE).
inspect-tried-wrong = The draft cannot be used as it is; mend what is found above.

draft-choose = CHOOSE
draft-title = Drafted definition of `{ $file }`.
draft-how = Lines marked CHOOSE wait for a decision; the rest can be used as it is.
draft-sheets = drafted from sheet "{ $sheet }"; other tables are in sheets { $others }
draft-key-likely = do these columns together name one thing? If so, take off the #
draft-key-nearly = does this column name one thing? { $count } rows repeat a value; if so, take off the #
draft-key-none = no key is known; write key = ["…"] if some column names one thing
draft-latest = does a later file bring newer states of the same rows? If so, take off the #
draft-teams = which column decides the team: { $columns }?
draft-team = does this column hold teams? If so, make `{ $column }` of type "team" and take off the #
draft-period = the period is written nowhere. Put it into the file name and take off the #:
draft-period-or = or declare one cut-off date (complete the line posisi below too):
draft-levels = levels may be given their usual names
draft-take = not every most detailed row is at the lowest level; decide which level is used
draft-rows = { $count } rows
draft-doubtful = remove personal if it is not about people
draft-unknown-teams = { $count } spellings unknown; map them with zona template
draft-misfits = looks like { $kind }, but { $count } cells are not
draft-event = add event = true if this is something that happens later, such as a completion
draft-mixed = two ways of writing are mixed; mend the file
draft-ambiguous = a point is read as thousands and a comma as decimal; is that right?
