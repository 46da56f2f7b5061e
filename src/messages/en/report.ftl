### The words of the report.

report-title = Team Performance Report
report-subtitle = { $period } · data as of { $date }
demo-mark = FICTIONAL DATA

ui-contents = Contents
ui-skip = Skip to content
ui-colours = Light/dark
ui-filter = Filter teams
ui-top = Back to top
ui-colophon = Made with zona { $version } from the office's own files, as of { $date }. Every figure can be traced to its cells with zona explain.

legend-good = Target reached
legend-near = Nearly reached
legend-bad = Not reached
legend-missing = Not handed in
legend-not-applicable = Not applicable
legend-suppressed = Suppressed

blank-tidak-berlaku = not applicable
blank-belum-ada = not handed in
blank-disembunyikan = suppressed
nihil = nil

reason-zero-denominator = nothing to measure in this period
reason-declared = declared not applicable
reason-not-covered = { $dataset } of { $teams } has not been handed in
reason-not-covered-all = { $dataset } has not been handed in
reason-no-file = there is no file for { $dataset } yet
reason-no-column = the export of { $dataset } has no column { $column }
reason-no-values = there are rows, but their values are empty
reason-unknown-calendar = a date outside the known calendar of holidays
reason-not-in-force = this definition is not in force
reason-no-team = this unit does not exist at that time
reason-upstream = made from a blank indicator: { $indicator }
reason-no-target = no target
reason-zero-target = the target is zero, so there is no achievement
reason-zero-actual = an actual of zero: perfect, beyond any ratio
reason-too-little-weight = too little weight is in force for a score
reason-blank-leaf = { $indicator } is blank

remark-out-of = { $a } of { $b }
remark-coverage = { $did } of { $all } teams; not handed in: { $teams }
remark-set-aside = { $rows } rows set aside until they are mended
remark-empty = { $rows } rows without a value, not counted
remark-nihil = a reported nil

amount-trillion = trillion
amount-billion = billion
amount-million = million
unit-points = points

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
period-year = Year { $year }
period-quarter = Quarter
period-quarter-short = Q
period-semester = Semester
period-semester-short = Sem

chart-target = Target
way-higher = more is better
way-lower = less is better
way-within = within a range
way-context = context, no target

change-up = up { $amount } since { $since }
change-down = down { $amount } since { $since }
change-same = unchanged since { $since }

column-team = Team
column-indicator = Indicator
column-actual = Actual
column-target = Target
column-counts = Counted
column-achievement = Achievement
column-weight = Weight
column-score = Score
column-points = Points
column-status = Status
column-rating = Rating
column-change = Change
column-remark = Remark
column-action = Action
column-owner = Responsible
column-decided = Decided
column-due = Due
column-progress = State
column-about = Meaning
column-formula = Formula
column-window = Span
column-basis = Basis
column-severity = Severity
column-finding = Finding
column-place = Place
column-places = Count
column-remedy = Remedy
column-file = File
column-read = Read
column-used = Used
column-aside = Set aside

section-handed-in = Who handed in what
section-handed-in-short = Handed in
handed-in-caption = Data handed in for { $period }
handed-in-yes = yes
handed-in-no = not yet
handed-in-not-expected = not required
handed-in-note = "yes" means that the files handed in cover every month of the period; an empty register that was handed in counts.
handed-in-complete = Everything required has been handed in.
handed-in-missing = { $count } { $count ->
    [one] dataset has
   *[other] datasets have
} not been handed in
handed-in-missing-line = { $team }: { $dataset }

section-overview = The office at a glance
section-overview-short = Overview
overview-matrix = Teams by the indicators of their scorecard
overview-matrix-note = Teams stand in the order of the organisation, not by rank. A parent's figure comes from the rows of all teams below it, not from the mean of their percentages.
overview-charts = The office over time
overview-bad = Targets missed in { $count } { $count ->
    [one] team
   *[other] teams
}
fact-target = target { $target }

team-misses = Missed or not handed in, to be acted upon
team-keeps = Good, to be kept
team-charts = Over time
team-below = Teams below
team-below-note = In the order of the organisation, not by rank.
team-others = Other figures of this team
team-others-note = Context figures are not judged and carry no colour.
miss-target = { $name }: { $value } against a target of { $target }, off by { $gap }
keep-target = { $name }: { $value }, target { $target }
count-good = Reached
count-near = Nearly
count-bad = Missed
count-missing = Not handed in
count-not-applicable = Not applicable
count-note = indicators
score-before = { $score } in { $period }
counter-beside = read beside: { $name } { $value }
card-total = Score: { $card }
card-in-force = { $share } % of the weight is in force; the rest is spread over the others by weight.
card-reweighted = its weight went to other indicators

subject-other = Other
subject-short = Subject: { $subject }
subject-title = { $subject }: across the teams
subject-office = Figures of the whole office
flow-title = Flow: { $subject }

section-definitions = Definitions of the indicators
section-definitions-short = Definitions
definitions-caption = What every figure means and how it is computed
definitions-note = Denominators stand in the formulas. A parent's figure uses the rows of all teams below it.
definition-where = only rows with
window-period = the period reported on
window-of = the last part of the period
window-year-to-date = since 1 January
window-rolling = the last { $count } quarters
window-snapshot = the latest state handed in
window-to-date = everything up to the cut-off
measured-office = one figure for the office
measured-each = every team
measured-some = some teams
target-none = no target
confidence-verified = verified rule
confidence-single = rule from one source
confidence-unsure = rule not certain
confidence-local = the office's own convention
class-s = from a system (S)
class-r = from a register (R)
class-m = entered by the team (M)
class-x = judged from outside (X)

section-quality = Data quality
section-quality-short = Data quality
quality-law = Every row of a file is used or set aside with a reason: read = used + set aside. The findings below are to be mended at the source and exported again.
quality-files = Sheets read
quality-read = Rows read
quality-used = Rows used
quality-defects = Rows to be mended
quality-warnings = Warnings
quality-findings = Findings
quality-ledger = The fate of every row
quality-ledger-note = Titles, printed totals and parents of hierarchies are no data, but they are compared with what they sum up.
aside-heading = titles
aside-repeated-heading = repeated heads
aside-total = printed totals
aside-parent = parents
aside-footnote = footnotes
aside-blank = empty under a head
aside-joined = lines of a block
aside-duplicate = copies
aside-superseded = superseded
aside-conflict = key conflicts
aside-unknown-team = unknown team
aside-foreign = not a team of ours
aside-unreadable = unreadable
aside-refused = refused by a rule

explain-rating = Rating
explain-score = Score
explain-achievement = Achievement
explain-target = Target
explain-value = Actual
explain-counts = Counted
explain-formula = Formula
explain-numbers = With numbers
explain-parts = Parts
explain-where = Only rows
explain-window = Span
explain-as-of = As of
explain-coverage = Coverage
explain-rows = Source rows
explain-aside = Set aside
explain-empty = Without a value
explain-basis = Basis
explain-confidence = Confidence
explain-plan = Plan
explain-rows-of = { $file }, sheet "{ $sheet }": { $count } rows ({ $rows })
explain-lines-of = { $file }: { $count } lines ({ $rows })
explain-confidential = { $count } confidential rows: only their number may be shown

cli-about = From the tables an office already has to the documents of its evaluation meeting
cli-report = Write the documents of one period
cli-compute = Compute figures as a tidy table
cli-check = Check definitions and data without writing a report
cli-explain = Trace one figure to its source rows
cli-template = Write the entry form of a dataset, or the planner's isian.xlsx
cli-init = Make a new project
arg-project = project folder (default: here or the nearest folder above with a zona.toml)
arg-lang = language of the output: id or en
arg-quiet = no progress and no summary
arg-color = colours: auto, always, never
arg-as-of = cut-off date (default: the last day of the period)
arg-period = period: 2024, 2024-S1, 2024-Q3, 2024-09, "TW III 2024"
arg-from = first period
arg-to = last period
arg-team = only this team (may be repeated)
arg-format = form of the output
arg-out = output folder (default: reports/PERIOD)
arg-check = only check, write nothing
arg-rejects = write the rows set aside into this folder
arg-indicator = name of the indicator
arg-plan = show the plan of the computation too
arg-form-folder = folder of the forms (default: formulir/)
arg-datasets = datasets without an export that need a form; nothing or `isian` for isian.xlsx
arg-dir = folder of the new project (default: here)
arg-demo = fill it with the complete demo office

ledger-title = Fate of the rows
ledger-line = { $file }: read { $read } = used { $used } + set aside { $aside }
