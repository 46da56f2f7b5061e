### Workbooks that people fill in: isian.xlsx and forms of datasets; actions in the report.

## isian.xlsx

form-title = The planner's workbook
form-subtitle = { $office } · made for { $period }
form-welcome = One workbook for everything that no export has: unit names that are not known yet, targets, remarks, follow-up actions, and indicators that do not apply. Fill in what is needed; a sheet may stay empty.
form-heading-steps = How to fill it in
form-heading-colours = What the colours mean
form-heading-sheets = What is in this workbook
form-step-1 = Fill in the yellow cells. The program fills the grey ones anew each time; changes there are not read.
form-step-2 = Choose from the list in the cell where there is one. Names of units and indicators must be as in that list.
form-step-3 = Leave the names of sheets and the heads of columns as they are. More columns and sheets are welcome; they are not read but kept.
form-step-4 = Save it as isian.xlsx in the project's folder, beside zona.toml, and close it.
form-step-5 = Run `zona check`. Mistakes are named with their sheet and cell. Then run `zona report`.
form-step-6 = To refresh the grey cells, run `zona template isian`. Everything filled in stays; the version before is kept as isian.sebelumnya.xlsx.
form-legend-open = may be filled in
form-legend-needed = must be filled in, in every row that is used
form-legend-given = filled in by the program
form-column-sheet = Sheet
form-column-use = What for
form-column-state = State
form-use-files = Files in data/ whose names say nothing. Choose what they hold; they are read then as if their names fitted. No file has to be renamed.
form-use-mapping = Unit names of the data that no unit bears. Choose the unit that is meant, or “bukan unit kami” (none of ours); its rows then count, or are set aside on purpose.
form-use-targets = Targets by quarter. A filled cell replaces the target of the definition; an empty one changes nothing.
form-use-remarks = Remarks on a unit or an indicator for a period; printed on the unit's page or the overview.
form-use-meetings = Evaluation meetings: when, which roles attended, and the agenda. Printed in the part on the meeting.
form-use-decisions = Decisions of the meeting that are no actions: direction, priorities, approvals. Printed in the part on the meeting.
form-use-actions = What the meeting decided: who does what by when. What is open comes back in the next report.
form-use-exemptions = Indicators that do not apply to a unit, with the reason; their weight goes by the rules of the scorecard.
form-state-files = { $count ->
    [0] all files are known
    [one] 1 file waits
   *[other] { $count } files wait
}
form-state-mapping = { $count ->
    [0] all names are known
    [one] 1 name waits for a unit
   *[other] { $count } names wait for a unit
}
form-state-targets = { $count ->
    [one] 1 row of targets
   *[other] { $count } rows of targets
}
form-state-rows = { $count ->
    [0] nothing filled in yet
    [one] 1 row filled in
   *[other] { $count } rows filled in
}
form-not-yet = Answers to the LKE are not here yet: this program does not score its questions so far.
form-sheet-title = { $sheet } · { $office }
form-about-files = Choose the data in the column Dataset, or “tidak dipakai” (not used). The period is filled in only where the column Periode terbaca (period read) is empty or wrong.
form-about-mapping = Choose the unit in the yellow column. Names with most rows are at the top, answered ones at the bottom.
form-about-targets = Grey: the target in force by definition. Yellow: a new target. Write 90 for per cent, without its sign. A row without a unit is for all units without a target of their own.
form-about-remarks = One row, one remark. Without a unit it is for the whole office.
form-about-meetings = One row, one meeting. The period is the one that was evaluated; the day may lie after its end.
form-about-decisions = One row, one decision. What somebody has to do by a day goes on the sheet Tindak lanjut.
form-about-actions = One row, one action. Do not delete what is done: change its status and fill in the day.
form-about-exemptions = One row, one indicator for one unit. Without dates it is for good.
form-targets-in-force = Target in force
form-targets-new = New target
form-lists = The lists behind the drop-downs; written by the program.
form-list-units = List of units
form-list-mapping = List for the mapping
form-list-indicators = List of indicators
form-list-quarters = List of quarters
form-list-states = List of states
form-list-topics = List of topics
form-list-datasets = Datasets
form-hint-dataset = What is in this file. Choose “tidak dipakai” (not used) if it is not to be read.
form-hint-file-period = Empty: the period that was read. For example TW IV 2024, Desember 2024 or 2024.
form-hint-our-unit = The unit that this name means. Choose “bukan unit kami” where its rows do not belong to this office.
form-hint-target-unit = Empty: for all units without a target of their own.
form-hint-target = Empty: the target of the definition. Write 90 for per cent, without its sign.
form-hint-remark-unit = Empty: for the whole office. Several units with semicolons between them.
form-hint-remark-indicator = Empty: about no indicator in particular.
form-hint-units = Several units with semicolons between them. Empty for an action: the whole office.
form-hint-period = For instance TW IV 2024, 2024-TW4, or Desember 2024.
form-hint-owner = A role and not a person. For instance: Ketua Tim Humas.
form-hint-attended = Roles and not persons. For instance: Kepala Kantor; Kepala Bagian TU; semua ketua tim.
form-hint-meeting-period = The period that was evaluated, for instance TW IV 2024.
form-hint-action-indicator = The figure that is to be mended. A red figure that is named here is no longer asked about.
form-hint-topic = The topic of complaints or issues that it answers; several with semicolons between them.
form-hint-status = Empty means not begun.
form-hint-closed = Where the status is selesai (done) or batal (dropped).
form-hint-reason = Printed in the report in the place of the figure.
form-hint-from = The first day on which it does not apply. Empty: from the beginning.
form-hint-until = The last day on which it does not apply. Empty: for good.
form-hint-due = After this day an open action is marked in the report.
form-wrong = Not known
form-wrong-list = Choose from the list in the cell.
form-wrong-help = Not in the list. Go on if several units stand here with semicolons between them, or the period is written in another way.
form-wrong-number = Write a number only, within the limits.
form-wrong-date = Write a date, for instance 31/12/2024.
done-planner = { $file } written for { $period }: { $count ->
    [0] no unit name is waiting
    [one] 1 unit name is waiting on sheet Pemetaan
   *[other] { $count } unit names are waiting on sheet Pemetaan
}{ $files ->
    [0] { "" }
    [one] , 1 file is waiting on sheet Berkas
   *[other] , { $files } files are waiting on sheet Berkas
}

## Forms of datasets

entry-title = { $title } · { $period } · { $office }
entry-needed = Needed.
entry-example = For instance { $example }.
entry-kind-text = Text.
entry-kind-code = A code; zeros in front are written too.
entry-kind-number = A number.
entry-kind-money = An amount in rupiah, without “Rp”.
entry-kind-percent = A percentage from 0 to 100; write 80 for 80 %.
entry-kind-date = A date.
entry-kind-month = A month.
entry-kind-choice = One of a list.
entry-kind-team = A unit.
entry-kind-quarter = A quarter.
entry-kind-yes_no = Yes or no.
entry-kind-nip = NIP, 18 digits.
entry-scale = Written in units of { $scale }.
entry-cumulative = The sum since 1 January.
entry-personal-drop = Personal: neither read nor kept.
entry-personal-pseudonym = Personal: only matches rows, never printed.
entry-step-1 = Fill in sheet “{ $sheet }” from the first yellow row on: one row, one event. Leave the heads of the columns as they are.
entry-step-2 = Columns with a brown head are needed; a row without them is set aside. What each column means stands below.
entry-step-3 = Save it as { $path } in the project's folder. That name says its period, { $period }.
entry-step-4 = If nothing happened, hand in the empty form: it means none. A form that is not handed in means missing.
entry-step-5 = Run `zona check` to have it checked.
entry-question = Question
entry-question-owner = Answered for by
entry-question-count = Count
entry-question-counted = counted from the rows below it
entry-question-step-1 = Fill in the answers on the sheet “{ $sheet }”, one row for each question. What is accepted stands in the cell. Do not change the heads and the grey columns.
entry-question-step-2 = A row “counted from the rows below it” stays empty; fill in the counts below it. A count of none is written 0.
entry-question-step-3 = An assessor who has not assessed yet: leave the whole column empty. What was assessed before, if anything, stays in force.
entry-question-step-4 = Save it as { $path } in the project's folder. That file name says the state it speaks of, { $period }.
entry-question-step-5 = Run `zona check` to check what was filled in. A question without an answer is worth nothing, and the report says so.
entry-heading-columns = What each column means
entry-heading-rules = What counts as wrong in a row
entry-column = Column
entry-holds = Holds
entry-allowed = Accepted
entry-is-needed = Needed
entry-is-personal = Personal
entry-yes = yes
entry-no = no
entry-allowed-teams = official name of a unit; see the list in the cell
entry-allowed-width = { $width } digits
done-entry = { $file } written; once filled in, save it as { $path }

## Remarks and actions in the report

notes-title = Remarks and follow-up actions
notes-actions = Follow-up actions
notes-actions-note = What is open from earlier periods is carried on until it is closed.
notes-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
action-waiting = not begun
action-running = under way
action-done = done
action-dropped = dropped
