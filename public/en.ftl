# Texts on the screen in English. vi.ftl is the original; both files hold the same keys.
# Numbers given as numbers are grouped (1,490,000); give years as text.

## Common

app-name = Thi đua
close = Close
cancel = Cancel
undo = Undo
retry = Try again
later = Later
edit = Edit
loading = Loading…
no-results = Nothing matches “{ $query }”.
skip-to-main = Skip to the main content
unverified = not verified
month-short = month { $month }
list-more = { $count } more

## Frame

nav-label = Screens
nav-today = Today
nav-plan = Plan
nav-activities = Activities
nav-nominations = Awards
nav-review = To review
nav-sync = Sync
nav-settings = Settings
nav-more = More
update-waits = A new version is here; it is applied the next time you open the app.
update-waits-short = New version

## Sync chip

sync-chip-only-here =
    { $count ->
        [one] { $count } item only on this device
       *[other] { $count } items only on this device
    }
sync-chip-attention =
    { $count ->
        [one] { $count } item needs attention
       *[other] { $count } items need attention
    }
sync-chip-synced = Synced
sync-chip-drafts =
    { $count ->
        [one] { $count } draft only on this device
       *[other] { $count } drafts only on this device
    }
sync-chip-never = Not synced yet
sync-chip-offline = Offline
sync-chip-paused = Sign in again
sync-chip-name = { $words }. Last sync: { $last }. Open the Sync screen.
sync-last = { $clock }, { $ago }
sync-last-never = never synced
ago-now = just now
ago-minutes = { $n } min ago
ago-hours = { $n } h ago
ago-days =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }

## State of an item

state-draft = Draft
state-waiting = Waiting to send
state-sent = Sent
state-confirmed = Confirmed
state-returned = To correct
state-attention = Needs attention
state-withdrawn = Withdrawn
draft-faulty = Has errors
draft-beside = The same place has just been written on another device or window
draft-beside-words = What this screen says stays. The other text is kept as a draft of its own, in the list.
draft-clean = No errors
saving = Saving…
saved-at = Saved on this device { $clock }
save-failed = Not saved. { $why } Do not close this page; copy your text or download the rescue file.

## Fields

field-count = { $used } of at most { $max } characters.
select-none = Choose…
date-placeholder = day/month/year or month/year
date-pick = Choose in the calendar: { $label }
date-readback-day = { $weekday }, { $date }
date-readback-month = { $date }, day not known
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
number-readback = Reads: { $words } { $unit }
number-billions = { $n } billion
number-millions = { $n } million
people-placeholder = Type a name, post or unit
people-found = People found
people-none = Nobody matches “{ $query }”. When you record an activity, write people who are not in the list in “Bodies and people who cooperated”.
people-remove = Remove { $name }
error-summary =
    { $count ->
        [0] Ready to send
        [one] { $count } thing to correct before sending. What you wrote is kept.
       *[other] { $count } things to correct before sending. What you wrote is kept.
    }

## Errors of fields

error-other = This field is not valid (code { $code }). Check it; if it is not clear why, give this code to your administrator.
error-title-missing = Give the activity a title.
error-text-too-long = Too long. Shorten it, or move some of it to the content field.
error-spot-unreal = The position cannot be read. Remove it and add it again.
error-kind-missing = Choose a kind of activity.
error-kind-unknown = This kind is not in the list. Choose again.
error-date-missing = Give the date, or at least month and year.
error-date-unreal = There is no such date. Write 24/5/2022, or 5/2022 when the day is not known.
error-people-unreadable = The list of people is damaged. Remove them and choose again.
error-result-not-a-number = Write a whole number, not negative, such as 12 or 4.850.000.000.
error-award-missing = Choose an emulation title or a form of award.
error-nominee-missing = Choose the person or the collective that is nominated.
error-nominee-twice = A nomination is for one person or one collective. Remove one of them.
error-ground-missing = Choose the ground of the award.
error-period-backwards = The end lies before the beginning. Correct one of the two dates.
error-achievements-missing = Write down the achievements.
error-activities-unreadable = The list of supporting activities is damaged. Remove them and choose again.
error-reason-missing = Say why you return it, so that the sender knows what to correct.

## Refused by the server: what, why, what next

refusal-other = The server has not accepted this item (code { $code }). Your words are kept; correct and send again, or give this code to your administrator.
refusal-not-found = This item is not there: it may have been withdrawn or moved to another unit. Look at the list; if it is still needed, record it anew.
refusal-forbidden = This account has no right to do that in this unit. If the task was given to you, ask an administrator for the right, then send again.
refusal-own-record = Nobody confirms or returns their own item. Ask another head of the unit or the level above.
refusal-bad-args = The server could not read this item, perhaps because the app on this device is old. Open the app again to get the new version, then send again.
refusal-unknown-kind = The server does not know this kind of action yet (code { $kind }): it runs an older version than this device. Keep the item and send it again after the server is updated.
refusal-field-unknown = The server does not know this field yet (code { $field }): it runs an older version than this device. Keep the item and send it again after the server is updated.
refusal-changed-since-seen = The item changed after you saw it, so what you just did was not recorded. Look at the newest version and do it again.
refusal-already-sent = This item was sent and waits for review. There is no need to send it again.
refusal-already-confirmed = This item is confirmed and can no longer be edited or withdrawn. If it is wrong, tell the head of the unit.
refusal-already-returned = This item was returned before. Wait for its sender to correct and send it again.
refusal-already-withdrawn = Its sender has withdrawn this item. Nothing more is needed.
refusal-already-exists = This item is on the server already and was not made again. Open the one that is there.
refusal-reason-missing = There is no reason for returning it. Say what is to be corrected, then send again.
refusal-unit-unknown = There is no such unit, or it was merged. Choose the unit again, then send again.
refusal-person-unknown = This person is not in the list. Choose again, then send again.
refusal-grant-unknown = This right was not found; it may have been withdrawn. Load the list of rights again.
refusal-id-unusable = The code “{ $id }” cannot be used. Codes have small letters without marks, digits and hyphens only.
refusal-name-missing = The name is missing or longer than 300 characters. Correct it, then send again.
refusal-conflict-gone = Somebody else has settled these two versions. Open the item to see how it reads now.
refusal-too-many-drafts = The server keeps 1,000 drafts of each person, and they are all there. This draft stays on the device; send or discard older ones, then save again.
refusal-too-many-conflicts = Too many places of this item are written differently and not chosen yet. Open it, choose, and send again.
refusal-too-large = This is longer than the server accepts. Split it and send again.
refusal-own-grant = Nobody gives themselves a right. Ask another administrator or whoever runs the server.
refusal-from-file = A confirmation or return in a rescue file is not sent by itself. Open the item, look at it and decide on this device.
refusal-dep-rejected = This item depends on an earlier one that was not accepted. Settle that one first, then send this again.
refusal-parked = The server tried many times and could not handle this. Your words are kept; tell your administrator, then send again.
refusal-id-reused = The code of this item belongs to another. Correct or send again to get a new code; your words stay.
refusal-too-many-rows = At most 500 items change at once; this would be { $rows }. Do it in several steps.
refusal-plan-unreadable = The plan file cannot be read. Check the file (technical detail: { $why }).
refusal-plan-wrong = The plan does not add up at { $id } (code { $what }). Correct the file and import it again.
refusal-numerator-above-denominator = The numerator is larger than the denominator. Check both figures, then send again.
refusal-period-backwards = The end lies before the beginning. Correct the dates, then send again.

## Not kept on this device

not-taken-outbox-full = 20,000 items wait already, so no more can be added. Drafts are still saved; get online to send some, or download the rescue file.
not-taken-too-long = This item is too large to send. Shorten it, then send again.
not-taken-missing = This item no longer waits; it may have been settled in another window. Open Sync to check.
not-taken-changed = This draft has just been written in on another device or window. Read what the screen says now, then do it again.
not-taken-quota = The browser has no room left. Free some storage or get online to send some items, then try again.
not-taken-stale = This window runs an old version. Close the app's other windows and open the page again.
not-taken-broken = The browser could not save (technical detail: { $why }). Try again; if it still fails, download the rescue file.
not-taken-nobody = Nobody is signed in on this device. Sign in, then do it again.

## Notices

memory-title = This browser keeps no data
memory-words = Perhaps this is a private window, or storage is blocked. What you write is lost when the page closes. Send it while you are online, or use a normal window.
damaged-title = { $count } records on this device could not be read and were set aside
damaged-words = What comes from the server is being read again. Check your recent drafts; if one is missing, open the same account on another device before you go on.
quota-full-title = Storage is full
quota-full-words = What you have just written is not saved. Do not close this page: copy your text or download the rescue file, then free some storage.
persist-denied-title = The browser does not guarantee to keep your data
persist-denied-words = When storage runs low, the browser may delete items that are not sent. Send everything before you stop using the device.
skew-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
skew-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
skew-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
sign-in-again-title = Sign in again to sync
sign-in-again-words = Your session has expired. What is on this device is kept; you can go on working.
sign-in-again = Sign in again
wrong-person-title = Another account is signed in on this browser
wrong-person-words = The items on this screen belong to { $name } and are not sent. Ask { $name } to sign in again to send them; nobody else can.
captive-title = This network asks you to sign in
captive-words = There is a connection, but not to the server; usually the Wi-Fi asks you to sign in or to accept its terms. Open the browser to join the network; items stay on this device.
update-needed-title = A new version is needed to read new data
update-needed-words = The server still accepts what you send. Close and open the app again to use the new version.
store-broken-title = What is stored on this device could not be read
store-broken-words = Nothing was deleted. Close the app's other windows and press Try again; if that fails, restart the device. (Technical detail: { $why })
stale-title = This window runs an old version
stale-words = The app was updated in another window. Everything saved is still there. Open it again to go on.
stale-reload = Open this window again

## Sign-in

sign-in-title = Sign in
sign-in-note = Emulation movement of the civil judgment enforcement system
sign-in-login = User name
sign-in-password = Password
sign-in-submit = Sign in
sign-in-busy = Signing in…
sign-in-show-password = Show password
sign-in-login-missing = Enter your user name.
sign-in-password-missing = Enter your password.
sign-in-wrong = User name or password is wrong. Check your Vietnamese input method and Caps Lock, then try again.
sign-in-too-many = Too many wrong tries. Wait { $span }, then try again.
sign-in-offline = You are offline. The first sign-in on each device needs the network; after that the app opens and works without it.
sign-in-not-ours = This network asks you to sign in, so the server cannot be reached. Open the browser to join it, then try again.
sign-in-trouble = The server has trouble. Wait a few minutes, then try again.
sign-in-first-time = The first time on each device needs the network. After that, the app opens and works on this device without it.
sign-in-demo-title = Demonstration
sign-in-demo-words = The data are made up. Choose an account to try the app in that role. Password for all:

## Ready to work offline

ready-title = Ready to work offline
ready-words = Take the device to the field only when all four are done.
ready-count = { $done } of { $all } in order. Take the device to the field only when all are.
ready-all-done = This device is ready to work without a network.
ready-install = Install on this device
ready-persist = Lasting storage granted
ready-persist-advice = Install the app and open it again. If the browser still refuses, send everything before you stop using the device.
ready-persist-ask = Ask to keep it
ready-plan = Plan loaded
ready-plan-advice = Stay online a few minutes more until this is done.
ready-save = Test save succeeded
ready-save-advice = Storage is full or this is a private window: free some storage, or use a normal window.
ready-save-again = Test again
check-done = done
check-doing = checking
check-open = not done
check-failed = failed

## Today

today-hello = Hello, { $name }
today-days-left =
    { $days ->
        [0] last day
        [one] day left
       *[other] days left
    }
today-record = Record an activity
today-targets = Targets of the unit
today-waiting = For me to do
today-waiting-none-title = Nothing waits for you
today-waiting-none = Returned items, items that need attention and items to review will appear here.
today-drafts = My drafts ({ $count })
today-returned = { $name } returned it: “{ $reason }”
today-greeting-nobody = Hello
today-acts = Common actions
today-no-plan = No plan on this device yet
today-no-plan-words = Campaigns and targets appear here once the plan has been downloaded. Stay online a few minutes more.
today-none-runs = No campaign is running. The last one of the { $year } plan ended on { $date }.
today-open-campaigns = See the campaigns in the plan
today-open-targets = See the targets in the plan
today-open-review = Open the review list
today-no-figures = No figures for your unit yet
today-no-figures-words = The emulation officer enters figures by period; they appear here against the plan.
today-summary = { $met } of { $all } targets met
today-summary-unmet = { $count } not met
today-summary-unjudged = { $count } cannot be judged yet
today-more-targets = Show { $count } more targets
today-more-lines = Show { $count } more
today-hands = Needs attention ({ $count })
today-review = Waiting for review ({ $count })
today-conflict = Two versions differ; choose one
today-sent-by = { $who } sent it at { $at }
today-kind-activity = Activity
today-kind-nomination = Nomination
period-months = { $months } months, to { $date }
target-need = required: { $need }
target-need-baseline = required: { $need } ({ $percent })
target-met = met
target-not-met = not met
target-missing = { $amount } short
target-no-figure = no figure yet
target-nothing-to-count = cannot be judged: the denominator is 0
target-no-baseline = cannot be judged: no figure for { $year }
target-hair-above = the unrounded figure is above the required level
target-hair-below = the unrounded figure is below the required level
draft-saved = saved at { $at }
draft-errors = { $count } to fix
draft-of-changes = Unsent changes
draft-discard = Discard draft
draft-discarded = Draft discarded
draft-discarded-words = The draft is gone from this device and will be removed from your others. If that was a slip, take it back now.
value-none = none yet

## Campaigns

timeline-caption = Days of { $name }
timeline-from = Begins
timeline-to = Ends
campaign-over = over
campaign-anniversary = { $ordinal } years since { $name }
campaign-closing = Review
campaign-award = Awards
campaigns = Campaigns
campaign-ahead = starts in { $days } days
campaign-left = { $days } days left
campaign-over-on = ended on { $date }
campaign-anniversaries = Anniversaries within the campaign
campaign-day = Day
campaign-honours = Honours
campaign-original = since { $date }
campaign-day-read = The source says “{ $words }”; the app took the date from these words, and the emulation officer is asked to confirm it.

## Plan

plan-title = Plan
plan-note = Working year from { $from } to { $to }
plan-none-title = The plan is not on this device yet
plan-none = It is loaded while you are online. Stay online a few minutes more, then open this screen again.
plan-search = Search the plan
plan-indicators = Targets
plan-tasks = Tasks
plan-movements = Movements
plan-campaigns = Campaigns
plan-solutions = Solutions
plan-source = Original text
plan-source-line = Line { $line } of the source
plan-note-suggest = Better: “{ $suggest }”
plan-note-kind-impossible-date = Impossible date
plan-note-kind-open-list = List left open
plan-note-kind-misspelling = Misspelling
plan-note-kind-structure = Structure
plan-note-kind-undefined-date = Undefined date
plan-note-kind-pending-law = Law not passed yet
plan-note-kind-typography = Typography
indicator-numerator = Numerator
indicator-denominator = Denominator
indicator-period = Period
indicator-levels = Applies to
indicator-op-above = above { $value }
indicator-op-at-least = at least { $value }
indicator-op-exactly = exactly { $value }
indicator-op-at-most = at most { $value }
indicator-op-above-baseline = higher than in { $year }
indicator-strict = “Above { $value }” means more than { $value }: exactly { $value } does not meet it. The unrounded figures are judged.
unit-viec = cases
unit-dong = đồng
unit-van-ban = documents
unit-don-thu = petitions
unit-ban-an = judgments and decisions
level-unit = local level
level-province = province
level-system = whole system
level-officer = enforcement officer
level-ministry = ministry
level-national = nationwide
level-government = Government
level-state = State
movement-launched-by = Launching body
movement-period = Period
movement-tasks = Tasks of the movement
award-class-title = Emulation title
award-class-form = Form of award
award-subject-person = person
award-subject-collective = collective
award-subject-both = person or collective
award-decided-by = Decided by
award-legal = Legal basis
plan-heading = Plan for { $year }
plan-search-hint = Targets, tasks, wording; marks are not needed
plan-parts = Parts of the plan
plan-found = { $count } found
plan-task = Belongs to task
plan-measured-by = Measured by
plan-whole-text = Read the source text
plan-line = Line { $line }
plan-line-notes = { $count } notes
plan-back-to-item = Back to { $code }
plan-notes-count = Notes to the officer ({ $count })
plan-notes-words = Places where the source has errors, is left open, or was split when it was entered. The wording is kept as it is.
print = Print

## Activities: list

activities-title = Activities
activities-new = Record an activity
activities-search = Search activities
activities-search-placeholder = Title, place, people
activities-filter = Filter activities
activities-mine = Mine
activities-unit = Unit
activities-none-title = No activities yet
activities-none = Activities you record and those of your unit will appear here, newest first.
activities-pick = Choose an activity to read it
activities-count =
    { $count ->
        [one] { $count } activity
       *[other] { $count } activities
    }
activities-month = Month { $month }
activity-untitled = Activity without a title
activity-people-count =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
activities-filter-state = Filter by state
activities-campaign = Campaign { $n }
activities-on-top = Being written or to attend to: { $count }
activities-month-none = Without a date
activities-group = Group by
activities-group-month = Month
activities-group-none = Linked to none
activities-none-found = No activity matches
activities-none-found-words = Remove a filter, or search with fewer letters. Marks are not needed.
activities-widen = Remove all filters
activities-first = Record the first activity
activities-export-name = activities-{ $day }
activities-exported = Downloaded { $name }: { $count } activities.
activities-export-unit = Unit
activities-export-state = State
activities-export-sent = Sent
activities-export-decided = Decided by
activities-export-reason = Reason for return
activities-pick-words = Its content, results, reason for returning and history will appear here.
activity-draft-saved = Draft saved { $moment }
activity-draft-of-edit = Changes to a sent activity, saved { $moment }
activity-confirmed-short = confirmed
activity-reason-line = Reason: “{ $reason }”

## Saved views

views-title = View
views-first = Default
views-own = Present choice (not saved)
views-save = Save view…
views-change = Rename or remove…
views-save-title = Save view
views-change-title = Saved view
views-name = Name of the view
views-name-hint = Keeps the filters, search and grouping chosen now. On this device only; only you see it.
views-name-missing = Enter a name for the view.
views-name-long = A name has at most { $max } characters.
views-name-taken = There is a view of this name already. Choose another name.
views-keep = Save
views-remove = Remove this view
views-saved = View “{ $name }” saved.
views-removed = View “{ $name }” removed.

## Tables as files

table-xlsx = Download .xlsx
table-csv = Download CSV
table-writing = Writing the file…
table-absent = The part that writes .xlsx files could not be loaded. Check the network and press again, or download CSV.
table-unfit = The list is too long for an .xlsx file. Narrow it and press again, or download CSV.

## Activities: one item

activity-by = recorded by { $name }
activity-sent-at = sent { $when }
activity-confirmed-by = confirmed by { $name } { $when }
activity-returned-by = returned by { $name } { $when }
activity-returned-title = Returned, please correct
activity-edit = Edit
activity-edit-and-resend = Correct and send again
activity-withdraw = Withdraw
activity-history = History
activity-gone = This activity is not on the device. It may not be loaded yet, or you may not read it. Connect, wait for the sync, then open it again.
activity-back = Back to the activities
activity-content = Content
activity-field-unit = Recorded by
activity-outside-line = With:
activity-waits-here = Only on this device; it is sent by itself when there is a network
activity-withdrawn-by = withdrawn by { $name }
activity-resend = Send again
activity-resend-has-draft = Changes to this activity are being written. Open them and send from there, or discard them.
activity-withdraw-ask = Withdraw this activity?
activity-withdraw-words = A withdrawn activity is no longer considered and cannot be restored; its content stays in the history.
activity-withdraw-do = Withdraw it
activity-withdraw-not = Keep it
activity-copy-new = Copy into a new activity
activity-twins-title = This activity may be recorded already
activity-twins-words = The same day and kind, and somebody took part in both. If it is the same, discard this draft; if not, send it.
activity-not-done = Not done
activity-two-versions = { $field }: there are two versions
activity-two-versions-words = The sender will choose which one holds. Shown is the one that the server keeps.
activity-refused = Not accepted: { $what }
activity-refused-page = Activity not accepted
activity-gone-title = Not found
activity-missing-title = This activity is not on the device
activity-value-none = (empty)
history-edited = Edited
history-resent = Sent again
history-confirmed = Confirmed
history-returned = Returned
history-withdrawn = Withdrawn
history-resolved = Chose between two versions

## Activities: form

activity-form-new = Record an activity
activity-field-title = Title
activity-field-title-placeholder = Such as: Visit and gifts to families of war invalids and martyrs
activity-field-kind = Kind
activity-field-date = Date
activity-field-date-hint = Give month and year when the day is not known.
activity-field-place = Place
activity-field-place-placeholder = Commune, ward, office
activity-field-spot = Position
activity-spot-find = Add the present position
activity-spot-finding = Finding the position…
activity-spot-hint = Optional. Only when you choose it; with its accuracy.
activity-spot-is = Position: { $spot }
activity-spot-forget = Remove the position
activity-spot-denied = The browser does not tell the position. Allow it in the browser’s settings, or write the place only.
activity-spot-unknown = This device could not find its position. Try again in the open, or write the place only.
activity-field-text = Content and results
activity-field-text-placeholder = What was done, with whom, to what result
activity-field-movement = Movement
activity-field-campaign = Campaign
activity-field-task = Task
activity-field-people = People who took part
activity-field-people-hint = People of the system. Type a few letters, marks not needed.
activity-field-outside = Bodies and people who cooperated
activity-field-outside-placeholder = Police, procuracy, people's committee…
activity-field-results = Results in numbers
activity-field-results-hint = Only the direct results of this activity; leave empty if there are none.
activity-link-none = None
activity-result-add = Add a result
activity-result-remove = Remove the result { $name }
activity-send = Send
activity-discard = Discard the draft
activity-discarded-toast = The draft “{ $title }” is discarded.
activity-draft = Draft
activity-saves-itself = saves itself while you write
activity-editing = Changing a sent activity
activity-editing-returned = Correcting a returned activity
activity-result-more = Add another result
activity-works-offline = Works without a network too
activity-send-to-head = Send to the head of the unit
activity-sending = Queueing…
activity-queued-toast = In the queue. It is sent by itself when there is a network.
activity-nothing-changed = Nothing has changed, so nothing is sent.
activity-restored-toast = The draft is back.
activity-not-sent = Not sent
activity-no-unit = Your unit is not loaded yet. Stay online a few minutes more and send again; the draft is kept.
activity-not-saved = Not saved on this device
activity-not-saved-words = Do not close this page. Copy the text elsewhere, or download the rescue file, then try to save again.
activity-copy = Copy the text
activity-copied = Copied. Paste it into a message or a note to keep it.
activity-not-copied = The browser does not allow copying. Select the text in the field and copy it, or download the rescue file.
activity-save-again = Try to save again
activity-rescue-name = thi-dua-rescue.json

kind-professional = Professional work
kind-ethics = Learning from and following Hồ Chí Minh, ethical standards
kind-office-culture = Office culture
kind-reform = Administrative reform, digital change
kind-charity = Social and charity
kind-other = Other

## Review

review-title = To review
review-note =
    { $count ->
        [one] { $count } activity waits
       *[other] { $count } activities wait
    }
review-none-title = Nothing is left to review
review-none = Activities that your unit sends will appear here to be confirmed or returned.
review-confirm = Confirm
review-return = Return
review-reason = Reason for returning
review-reason-hint = The sender will read these very words.
review-select = Select { $title }
review-select-all = Select all
review-selected =
    { $count ->
        [one] { $count } activity selected
       *[other] { $count } activities selected
    }
review-bulk-confirm =
    { $count ->
        [one] Confirm { $count } activity
       *[other] Confirm { $count } activities
    }
review-confirmed-toast =
    { $count ->
        [1] Confirmed. It is sent when there is a network.
       *[other] { $count } activities confirmed. They are sent when there is a network.
    }
review-activities = Activities to review
review-confirm-name = Confirm: { $title }
review-return-name = Return: { $title }
review-return-form = Return to the sender
review-returned-said = Returned to the sender. It is sent when there is a network.
review-done-on = done { $date }
review-sent-at = Sent { $moment }
review-read-on = Show all of it
review-whole = Open
review-clash = There are two versions of this activity
review-clash-words = The sender has not chosen yet. Better wait for the choice before confirming.
review-refused = Result of the review not recorded: { $title }
review-understood = Understood
review-more = Show { $count } more
review-see-all = See the activities of the unit
review-bulk = Confirm several activities at once
review-bulk-names = Titles of the selected activities
review-choose-none = Clear selection
review-nominations = Nominations to consider
review-nominations-count =
    { $count ->
        [one] { $count } nomination
       *[other] { $count } nominations
    }

## Nominations

nominations-title = Award nominations
nominations-new = New nomination
nominations-search = Search nominations
nominations-filter = Filter nominations
nominations-none-title = No nominations yet
nominations-none = Nominations of yours and of your unit will appear here. Choose “New nomination” to begin.
nominations-pick = Choose a nomination to read it
nomination-form-new = New nomination
nomination-form-edit = Edit the nomination
nomination-part-award = Which award, and for whom
nomination-part-why = Period and achievements
nomination-subject = Nominee
nomination-subject-person = Person
nomination-subject-collective = Collective
nomination-field-person = Nominated person
nomination-field-collective = Nominated collective
nomination-field-award = Title or form of award
nomination-field-kind = Ground of the award
nomination-field-from = From
nomination-field-to = To
nomination-field-achievements = Achievements
nomination-field-achievements-hint = Figures should agree with confirmed activities.
nomination-field-activities = Supporting activities
nomination-unverified = The rule behind this entry is not verified; compare it with the source before use.
nomination-send = Send nomination
nomination-withdraw = Withdraw the nomination
nomination-return = Return
nomination-return-reason = Reason for returning
nomination-gone = This nomination is not on the device. It may not be loaded yet, or you may not read it. Connect, wait for the sync, then open it again.

ground-cong-trang = Merit
ground-dot-xuat = Sudden achievement
ground-chuyen-de = Emulation movement, special theme
ground-cong-hien = Record of service
ground-nien-han = Years of service
ground-doi-ngoai = Foreign relations
person-elsewhere = Someone of another unit
nomination-back = Back to nominations
nomination-by = by { $name }
nomination-open = Open the nomination
nomination-drafts = Drafts ({ $count })
nomination-records = Nominations ({ $count })
nomination-none-found = No nomination matches. Try fewer words or choose “All”.
nominations-pick-words = Or choose “New nomination” to write one.
nomination-filter-all = All
nomination-filter-mine = Mine
nomination-no-award = No award chosen
nomination-no-nominee = No person or collective chosen
nomination-no-office = This account has no rights in any unit
nomination-no-office-words = You can still write and save drafts. Ask an administrator for the right before sending.
nomination-period = Period of achievements
nomination-period-from = from { $date }
nomination-period-to = to { $date }
nomination-period-hint = If the day is not known, give month and year.
nomination-words = { $count } words
nomination-unit = Nominating unit
nomination-sent-by = { $who } sent it at { $at }
nomination-sent-here = { $who } made it at { $at }; not on the server yet
nomination-changed-here = { $who } sent it at { $at }; the newest change is not on the server yet
nomination-returned-by = { $who } returned it
nomination-missing = This nomination cannot be opened
nomination-closed = This nomination can no longer be changed
nomination-closed-words = It was withdrawn, decided, or is no longer on this device. What you wrote is kept below to read and copy.
nomination-has-draft = There are unsent changes
nomination-edit-on = Continue editing
nomination-return-title = Return the nomination
nomination-return-hint = The author of the nomination will read these very words.
nomination-withdraw-title = Withdraw this nomination?
nomination-withdraw-words = A withdrawn nomination cannot be sent again; a new one has to be made. It can still be read in the list.
nomination-keep = Do not withdraw
nomination-history = History ({ $count })
nomination-resend = Send again
nomination-refused = The server has not accepted a change of this nomination
nomination-refused-words = What you wrote is kept on the Sync screen, with the reason and what to do.
nomination-refused-open = Open Sync
nomination-not-sent = Not sent yet
nomination-sending = Sending…
history-sent = Proposed
history-fields = Changed: { $fields }
evidence-none = No activity chosen.
evidence-count = { $count } activities
evidence-search = Find activities to choose
evidence-picked = Chosen activities
evidence-offers = Activities to choose from
evidence-nothing = No further activity matches. Sent and confirmed activities of your unit appear here.
evidence-more = Show more, { $count } left
evidence-takes-part = the nominee took part
evidence-unknown = An activity that is not on this device.
award-class = Class
award-subject = For

## Two versions

conflict-title = { $field }: two versions
conflict-words = Both are kept in the history. Choose the one to go on with.
conflict-mine-label = My version
conflict-theirs-label = The other version
conflict-mine = Keep my version
conflict-theirs = Use the other version
conflict-merge = Merge both
conflict-merged-label = Merged text
conflict-merged-keep = Use the merged text

## Sync

sync-title = Sync
sync-note = Where the data are stored
sync-now = Sync now
sync-now-busy = Syncing…
sync-phase-idle = Another window does the syncing
sync-phase-exchanging = Syncing with the server
sync-phase-live = Connected to the server
sync-phase-offline = Offline; tries again by itself
sync-phase-trouble = The server has trouble; tries again by itself
sync-where = Where my items are
sync-only-here = only on this device
sync-on-server = on the server
sync-backed-up = backed up
sync-only-here-advice = Do not clear the browser's data or reset the device while items are not sent.
sync-outbox = Waiting to send
sync-outbox-none-title = Nothing waits to be sent
sync-attention = Needs attention
sync-attention-note = An item that is not accepted does not affect the others. Your words are kept as you wrote them.
sync-resend = Correct and send again
sync-discard = Discard this item
sync-discarded-toast = “{ $title }” is discarded.
sync-your-words = What you wrote
sync-made-at = written { $when }
sync-journal = Reached the server
rescue-title = Rescue file
rescue-words = For a device that is failing, nearly full, or days without a network. The file holds your work: keep it like a document of the unit.
rescue-export = Download the rescue file
rescue-import = Import a rescue file
rescue-import-words = Importing it again makes no copies.
rescue-exported-toast = { $name } is downloaded.
rescue-imported = Imported: { $commands } items to send, { $drafts } drafts. { $known } were here already.
rescue-broken = This is not a rescue file, or it is damaged. Nothing was imported.
rescue-other-person = This file belongs to another account. Only the owner of that account can sign in and import it.
rescue-newer = This file was made by a newer version. Open the app again to get the new version, then import.
storage-title = Storage on this device
storage-used = { $used } of { $quota }
storage-unknown = the browser does not say
storage-kept = The browser guarantees to keep the data.
storage-not-kept = The browser may delete the data when storage runs low.

command-draft-save = Save a draft
command-draft-discard = Discard a draft
command-activity-submit = Send an activity
command-activity-edit = Edit an activity
command-activity-resend = Send an activity again
command-activity-confirm = Confirm an activity
command-activity-return = Return an activity
command-activity-withdraw = Withdraw an activity
command-nomination-propose = Send a nomination
command-nomination-edit = Edit a nomination
command-nomination-resend = Send a nomination again
command-nomination-return = Return a nomination
command-nomination-withdraw = Withdraw a nomination
command-conflict-resolve = Choose between two versions
command-figure-enter = Enter figures
command-plan-import = Import a plan
command-unit-create = Create a unit
command-unit-succeed = Merge a unit
command-person-create = Add a person
command-person-move = Move a person
command-grant-give = Give a right
command-grant-withdraw = Withdraw a right
command-other = Other action

## Settings

settings-title = Settings
settings-language = Language
settings-theme = Appearance
settings-theme-system = As the device
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-contrast = High contrast, for sunlight
settings-account = Account
settings-roles = Assigned roles
settings-devices = Signed-in devices
settings-devices-offline = The list of signed-in devices needs the network.
settings-device-this = this device
settings-device-seen = last used { $when }
settings-device-unknown = Unnamed device
settings-device-end = End session
settings-device-ended-toast = The session on { $name } has ended.
settings-install = Install the app
settings-install-words = Opens faster and keeps its data longer.
settings-installed = The app is installed on this device.
settings-version = Version { $build }
settings-check-update = Check for a new version
settings-update-current = This is the newest version.
settings-update-waiting = A new version is here; it is applied the next time you open the app.
settings-update-offline = You are offline, so it could not be checked.
settings-update-failed = The new version did not come whole; the app tries again by itself.
settings-sign-out = Sign out
settings-sign-out-title = Sign out of this device?
settings-sign-out-words = Whoever uses the device next cannot see your data.
settings-sign-out-unsent =
    { $count ->
        [one] { $count } item is not sent. It is locked, not deleted; sign in again to send it.
       *[other] { $count } items are not sent. They are locked, not deleted; sign in again to send them.
    }
settings-sign-out-offline = No network: this device is locked at once, and the session on the server ends with the next sign-in here. Signing in again needs the network.

role-staff = Staff
role-unit-head = Head of unit
role-emulation-officer = Emulation officer
role-council-member = Council member
role-council-secretary = Council secretary
role-council-chair = Council chair
role-inspector = Inspection and supervision
role-signer = Signer of decisions
role-auditor = Observer (read only)
role-admin = System administrator
role-at = { $role }, { $unit }

## Frame and shared

moment-day = { $clock } on { $day }
span-seconds =
    { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }
screen-coming = Opening…
screen-failed = This screen has not been loaded
screen-failed-words = The network may just have been cut. Everything saved on this device is still here.
no-screen-title = No such screen
no-screen-words = The address may have changed. Everything saved is still here.
net-server = The server failed (code { $status }). Try again in a few minutes; if it fails again, tell the administrator this code.
notice-broken = Not saved on this device
notice-broken-words = The browser reported an error, so what you just wrote is not saved. Do not close this page: the next keystroke tries again; if it still fails, download the rescue file.
notice-rescue = Go to the rescue file
notice-clock-fast = This device’s clock is { $span } ahead of the server
notice-clock-slow = This device’s clock is { $span } behind the server
notice-clock-words = The time of sending is the server’s; order and deadlines are not affected. Set the device’s clock right.

## Offline readiness, installing

ready-program = The app is stored on this device
ready-program-done = It opens without a network.
ready-program-doing = Being stored. Stay online a few minutes more.
ready-plan-done = It can be read without a network.
ready-save-done = A test record was just written on this device.
ready-save-doing = Writing a test record…
ready-put-away = Seen
install-by-menu = Open the browser’s menu and choose “Install app” or “Add to home screen”.
install-share-1 = Tap the Share button in the browser’s bar.
install-share-2 = Choose “Add to Home Screen”.

## Sign-in, more

sign-in-failed = Not signed in
sign-in-device = Name of this device
sign-in-device-hint = To recognise it in the list of signed-in devices.
device-phone = Phone
device-tablet = Tablet
device-computer = Computer

## Sync, more

sync-drop = Discard
sync-last-exchange = last sync { $when }
sync-say-good = Everything on this device has reached the server
sync-say-never = This device has not synced with the server yet
sync-say-both = Need you: { $count }. Waiting to be sent: { $waiting }.
sync-say-here = Only on this device: { $count } items, { $drafts } drafts
sync-failed = Not done
sync-draft-taken = There is another draft of this item; copy what you need into it, then discard this.
sync-open-draft = Open the draft
sync-open-record = Open this item
sync-outbox-count =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
sync-held-by = Held up: the earlier item “{ $title }” was not accepted.
sync-goes-after = Goes after “{ $title }”.
sync-drafts = Drafts
sync-drafts-count =
    { $count ->
        [one] { $count } draft
       *[other] { $count } drafts
    }
sync-drafts-none = No drafts.
sync-draft-at = last written { $when }
sync-journal-days = the last 7 days
sync-journal-none = Items that the server has accepted will appear here.
sync-put-away = discarded
sync-take-back = Take back
sync-clashed = two versions differ
sync-place = Where
sync-column-sent = Sent items
sync-column-drafts = Drafts
sync-on-server-advice = Seen on other devices too.
sync-backed-up-advice = In a backup of the server.
rescue-nothing = Nothing was imported
rescue-known = Nothing new: the { $known } items in the file are here already.
rescue-importing = Importing…
rescue-too-large = The file is larger than 100 MB, so it is no rescue file of this app.
rescue-unreadable = The browser cannot read this file. Copy it to this device and choose it again.

## Settings, more

settings-language-missing = The interface in this language could not be loaded. Connect and choose again.
settings-program = App
settings-checking = Checking…
settings-update-unsupported = This browser does not store the app on the device; every start uses the newest version on the server.
settings-device-end-of = End the session on { $name }
settings-sign-out-head = Finish work on this device
settings-signing-out = Signing out…
password-title = Change password
password-old = Current password
password-new = New password
password-again = New password again
password-hint = At least { $least } characters.
password-old-missing = Enter the current password.
password-short = The new password needs at least { $least } characters.
password-guessable = This password is too easy to guess. Use a short sentence of your own, without your login.
password-differs = The two entries differ.
password-busy = Changing…
password-changed = Password changed
password-changed-words = Other devices signed in with this account have to sign in again.
password-failed = Password not changed
password-wrong = The current password is wrong.
password-offline = No network. Changing the password needs the server; connect and try again.

# Evidence: photos and papers of an activity
activity-field-evidence = Photos and papers
evidence-hint = Taken now, chosen, or a PDF. Kept on this device at once, no network needed; places and camera details in photos are removed.
evidence-shoot = Take a photo
evidence-choose = Choose photos or PDF
evidence-photo = Photo
evidence-caption = Caption
evidence-keeping = Keeping { $count } files on this device…
evidence-working = Kept on this device, being made smaller
evidence-waits = Kept on this device, waiting
evidence-sending = Sending { $percent }%
evidence-arrived = On the server
evidence-elsewhere = Not on the server yet
evidence-come = { $arrived } of { $count } on the server
evidence-remove = Remove { $name }
evidence-taken-out = A file was removed. It is still on this device.
evidence-put-back = Put back
evidence-not-kept = This device could not keep the file. Try again; if it fails again, restart the browser.
evidence-no-room = This device is nearly full
evidence-no-room-words = What room is left is kept for words, so no photos are taken for now. Go online to send older ones, or free some space. What you wrote is not affected.
evidence-server-full = The server takes no more photos for now
evidence-server-full-words = The room for photos is used up. Yours stay on this device; ask an administrator for more. What you sent is not affected.
shared-title = { $count } files shared from another app
shared-words = Add them to what you are writing here, or put them away.
shared-take = Add here
shared-drop = Put away
shared-taking = Keeping on this device…
shared-lost = The shared files were not received
shared-lost-words = This device has too little room, or the file could not be read. The original is still in the other app; choose it here instead.
file-empty = The file is empty.
file-unknown-type = This is neither a photo nor a PDF. JPEG, PNG, WebP, HEIC and PDF are taken.
file-svg = SVG files are not taken: they can carry scripts. Save it as JPEG or PNG.
file-html = This is a web page, not a photo.
file-archive = This is an archive, or a Word or Excel file. Export it as PDF and choose again.
file-gif = GIF is not taken. Save it as JPEG or PNG.
file-heic = This browser cannot open HEIC. Set the camera to JPEG (most compatible).
file-avif = This browser cannot open AVIF. Save it as JPEG.
file-too-large = The file is too large: photos up to 30 MB, PDF up to 20 MB.
file-too-many-pixels = The photo is too large (above 60 million pixels). Make it smaller and choose again.
file-too-many-scans = The photo is coded in an unusual way. Open it and save it as JPEG.
file-animated = Animated pictures are not taken.
file-unsupported = The photo is coded in a way that browsers cannot open. Save it as JPEG.
file-damaged = The file is damaged or cut off.
file-pdf-active = The PDF has scripts or attachments in it. Print it to a plain PDF and choose again.
file-not-canonical = The server did not take the photo as it was made. Remove it and choose it again.
file-hash-mismatch = The photo changed on its way. Remove it and choose it again.
file-undrawable = This device cannot open the photo. Choose another, or save it as JPEG.
file-lost = The file is not on this device any more.
file-other = The file was not taken ({ $code }).
error-evidence-too-many = At most 20 photos and papers an activity.
error-evidence-unreadable = The list of photos and papers cannot be read.

# Movements, registrations, reports, exemplars, inspections
nav-year = Movements
state-going = Under way
record-back = Back to the list
record-filter = Filter the list
record-ways = Parts of the year
record-none-found = Nothing matches. Try fewer words or choose “All”.
record-elsewhere = A record of another unit
record-year = Year { $year }
record-unit = Unit
record-missing = This record cannot be opened
record-gone = This record is not on this device. It may not have been read yet, or you may not see it. Connect, wait for sync, then open it again.
record-refused = The server has not taken a change of this record
record-closed = This record can no longer be changed
record-closed-words = It was confirmed, withdrawn, or is no longer on this device. What you wrote is kept below to read and copy.
record-open = Open the record
record-no-office = This account may not send this in its unit
record-withdraw = Withdraw
record-withdraw-title = Withdraw this record?
record-withdraw-words = A withdrawn record cannot be sent again; a new one must be written. Its words can still be read in the list.
record-return-title = Return for correction
record-return-hint = The reason goes to the sender word for word.
evidence-names = { $count } files
choices-search = Search the list
choices-none = Nothing matches.
choices-count = { $count } chosen
history-advanced = Advanced
history-published = Published or taken back
history-remedy = Remedy updated
unit-movement-title = Movements of the unit
unit-movement-tab = Movements
unit-movement-new = Launch a movement
unit-movement-edit = Change the movement
unit-movement-pick = Choose a movement to read
unit-movement-none = No movement yet
unit-movement-none-words = Movements that the unit launches or carries out under the plan appear here, with the five contents of the law.
unit-movement-search = Search movements
unit-movement-send = Launch
unit-movement-confirm = Confirm
unit-movement-unnamed = Unnamed movement
unit-movement-field-title = Name of the movement
unit-movement-field-mode = Form
unit-movement-mode-regular = Regular
unit-movement-mode-subject = On one subject
unit-movement-field-movement = Carries out a movement of the plan
unit-movement-hint-movement = Choose it so that its activities are counted here.
unit-movement-field-host = Host
unit-movement-field-from = From
unit-movement-field-to = To
unit-movement-field-aims = Aims, scope, participants, contents, criteria, time
unit-movement-field-launching = Launching and carrying out
unit-movement-field-checking = Inspection and supervision
unit-movement-field-spreading = Communication, spreading exemplars
unit-movement-field-closing = Review, closing, commendation
unit-movement-field-evidence = Papers and photos
unit-movement-tab-aims = Aims
unit-movement-tab-launching = Launching
unit-movement-tab-checking = Inspection
unit-movement-tab-spreading = Spreading
unit-movement-tab-closing = Closing
registration-title = Registrations
registration-tab = Registrations
registration-new = Register
registration-edit = Change the registration
registration-pick = Choose a registration to read
registration-none = No registration yet
registration-none-words = Registrations of people and collectives for the year appear here.
registration-search = Search registrations
registration-send = Send
registration-confirm = Take note
registration-unnamed = Nobody chosen
registration-subject = Who registers
registration-by-person = Person
registration-by-collective = Collective
registration-field-year = Year
registration-field-person = Person
registration-field-collective = Collective
registration-field-awards = Titles aimed at
registration-field-pledge = Pledge
registration-hint-pledge = What is pledged for the year, with its measure.
registration-field-goals = Goals in figures
report-title = Reports
report-tab = Reports
report-new = Write a report
report-edit = Change the report
report-pick = Choose a report to read
report-none = No report yet
report-none-words = Reports on movements and campaigns appear here.
report-search = Search reports
report-send = Send the report
report-confirm = Approve
report-unnamed = Unnamed report
report-subject = Report on
report-by-own = A movement of the unit
report-by-movement = A movement of the plan
report-by-campaign = A campaign
report-field-mode = Kind
report-mode-review = Review
report-mode-closing = Closing
report-field-own = Movement of the unit
report-field-movement = Movement of the plan
report-field-campaign = Campaign
report-field-title = Title
report-field-date = Date
report-field-results = Results
report-hint-results = Figures should agree with confirmed activities and the plan.
report-field-limits = Limits and causes
report-field-lessons = Lessons
report-field-next = Next steps and proposals
report-field-activities = Main activities
report-field-evidence = Photos and papers
exemplar-title = Exemplars
exemplar-tab = Exemplars
exemplar-new = Name an exemplar
exemplar-edit = Change the exemplar
exemplar-pick = Choose an exemplar to read
exemplar-none = No exemplar yet
exemplar-none-words = People, collectives and ways of work appear here in their four stages: found, fostered, summed up, spread.
exemplar-search = Search exemplars
exemplar-send = Send
exemplar-confirm = Confirm
exemplar-unnamed = Unnamed exemplar
exemplar-subject = The exemplar is
exemplar-by-person = A person
exemplar-by-collective = A collective
exemplar-by-model = A way of work
exemplar-field-title = Title
exemplar-field-person = Person
exemplar-field-collective = Collective
exemplar-field-model = Way of work
exemplar-field-from = Found on
exemplar-field-movement = Movement
exemplar-field-campaign = Campaign
exemplar-field-story = Achievement and way of work
exemplar-hint-story = True facts and figures; name what others can follow.
exemplar-field-owner = Who fosters it
exemplar-field-fostering = Fostering
exemplar-field-summary = Summing-up and lessons
exemplar-field-units = Units it is to be spread to
exemplar-field-activities = Main activities
exemplar-field-evidence = Photos and papers
inspection-title = Inspections
inspection-tab = Inspections
inspection-new = Log an inspection
inspection-edit = Change the inspection
inspection-pick = Choose an inspection to read
inspection-none = No inspection yet
inspection-none-words = Findings, remedies and their terms appear here; the inspected units see them too.
inspection-search = Search inspections
inspection-send = Send
inspection-confirm = Confirm
inspection-unnamed = Unnamed inspection
inspection-field-title = Name
inspection-field-date = Date
inspection-field-inspected = Inspected units
inspection-field-team = Team
inspection-field-movement = Movement
inspection-field-findings = Findings
inspection-field-remedies = Remedies
inspection-field-evidence = Minutes and photos
movement-contents = The five contents of a movement
movement-content-none = Nothing is written here yet.
movement-report = Write a report
movement-progress = Progress by activities
movement-progress-aside = confirmed activities
movement-confirmed = Confirmed activities
movement-waiting = Activities that wait
movement-people = People
movement-people-units = { $people } people, { $units } units
registration-print = List for print
registration-list = Registrations for { $year }
registration-until = Open until { $day }
registration-until-none = No deadline is set
registration-until-set = Set the deadline
registration-until-day = Open until
registration-until-hint = Leave it empty for none. Later registrations are taken and marked.
registration-until-save = Save the deadline
registration-until-saved = The deadline is on this device and is sent when there is a network.
registration-late = After the deadline
registration-late-words = It came to the server after { $day }. The unit decides on it.
registration-column-number = No.
registration-column-name = Name
registration-column-titles = Titles
registration-column-pledge = Pledge
registration-column-state = State
registration-sign-maker = COMPILED BY
registration-sign-head = HEAD OF THE UNIT
exemplar-board = Board
exemplar-board-words = Exemplars by stage; choose one to see it or take it on.
exemplar-stages = The four stages
exemplar-stage-found = Found
exemplar-stage-fostered = Fostered
exemplar-stage-summed-up = Summed up
exemplar-stage-spread = Spread
exemplar-advance = Go on to “{ $stage }”
exemplar-advance-day = From
exemplar-published = Published to everybody
exemplar-published-words = { $who } published it { $at }. Every unit sees it and may take it up.
exemplar-unpublish = Take back
exemplar-publish-title = Ready to be published
exemplar-publish-words = Once published, every unit sees its words and photos.
exemplar-publish = Publish
exemplar-uptakes = Units that take it up
exemplar-uptakes-count = { $count } units, { $planned } planned
exemplar-uptakes-none = No unit has taken it up yet.
exemplar-take-up-note = How the unit takes it up
exemplar-take-up = Take it up
exemplar-take-up-again = Update
remedies = Remedies
remedies-open = { $open } of { $count } open
remedy-text = Remedy
remedy-days = Term (working days)
remedy-days-hint = From the day of inspection, without weekends and holidays. Leave it empty for none.
remedy-add = Add the remedy
remedy-remove = Remove: { $name }
remedy-due = by { $day }
remedy-due-unverified = by { $day }; the holidays of that year are not verified
remedy-until = { $text } (by { $day })
remedy-text-missing = Write the remedy.
remedy-days-wrong = Write a number of working days from 0 to 2,000.
remedy-open = Open
remedy-today = Due today
remedy-left = { $days } working days left
remedy-late = { $days } working days late
remedy-done = Done
remedy-done-by = { $who } reported { $at }
remedy-report = Report as done
remedy-note = What was done
remedy-done-set = It is done
remedy-reopen = Open it again
error-year-missing = Choose the year.
error-awards-missing = Choose at least one title.
error-pledge-missing = Write the pledge.
error-list-unreadable = This list is damaged. Clear it and choose again.
error-choice-unknown = There is no such choice. Choose again.
error-movement-title-missing = Write the name of the movement.
error-mode-missing = Choose the form.
error-aims-missing = Write the aims.
error-report-mode-missing = Choose review or closing.
error-report-title-missing = Write the title.
error-results-missing = Write the results.
error-subject-missing = Choose what is reported on.
error-subject-twice = A report is on one movement or campaign.
error-exemplar-title-missing = Write the title.
error-story-missing = Write what was achieved, and how.
error-exemplar-missing = Choose a person or collective, or write the way of work.
error-exemplar-twice = Only one: a person, a collective or a way of work.
error-fostering-missing = Write how it is fostered first.
error-summary-missing = Write the summing-up first.
error-units-missing = Choose the units it is to be spread to first.
error-inspection-title-missing = Write the name of the inspection.
error-inspected-missing = Choose at least one unit.
error-findings-missing = Write the findings.
refusal-registered-already = They have registered for this year. Open that registration to change it.
refusal-registration-of-another = People register themselves. Heads and officers register others and collectives.
refusal-stage-skipped = An exemplar passes its stages in order.
refusal-stage-too-early = It must be summed up before it is published.
refusal-remedy-gone = This remedy is no longer there. Look at the newest state.
command-unit-movement-submit = Launch a movement
command-unit-movement-edit = Change a movement
command-unit-movement-withdraw = Withdraw a movement
command-registration-submit = Send a registration
command-registration-edit = Change a registration
command-registration-resend = Send a registration again
command-registration-confirm = Take note of a registration
command-registration-return = Return a registration
command-registration-withdraw = Withdraw a registration
command-report-submit = Send a report
command-report-edit = Change a report
command-report-resend = Send a report again
command-report-confirm = Approve a report
command-report-return = Return a report
command-report-withdraw = Withdraw a report
command-exemplar-submit = Name an exemplar
command-exemplar-edit = Change an exemplar
command-exemplar-withdraw = Withdraw an exemplar
command-exemplar-advance = Advance an exemplar
command-exemplar-publish = Publish an exemplar
command-exemplar-take-up = Take up an exemplar
command-inspection-submit = Send an inspection
command-inspection-edit = Change an inspection
command-inspection-withdraw = Withdraw an inspection
command-inspection-remedy = Update a remedy
command-deadline-set = Set the deadline
today-remedies = Remedies to be done ({ $count })
today-review-year = Registrations and reports that wait for you ({ $count })
sync-files = Photos and papers not yet with the server
sync-files-count = { $count } files
rescue-files = { $words } And { $count } photos or papers.
calls-title = Notices outside the app
calls-words = When something waits for you or came back, this device shows a short notice without names or contents. Everything works without it.
calls-on = Turn on for this device
calls-off = Turn off
calls-are-on = On for this device.
calls-asking = Asking the browser…
calls-unsupported = This browser has no such notices. What waits is shown under Today.
calls-denied = The browser blocks notices of this site. Allow them in its site settings.
calls-not-given = The browser did not allow it, or its notice service could not be reached.
calls-offline = There is no network. Try again when there is.
calls-no-server = This server cannot send notices.

# Events and check-ins
nav-checkin = Check-in
today-check-in = Check in
event-title = Events
event-tab = Events
event-new = New event
event-edit = Change event
event-pick = Choose an event
event-none = No events yet
event-none-words = Conferences, launches and meetings of a campaign or movement at which people check in appear here.
event-search = Find an event
event-send = Create event
event-confirm = Confirm
event-unnamed = Event without a name
event-field-title = Name
event-field-movement = Movement
event-field-campaign = Campaign
event-field-place = Place
event-field-spot = Place on the map
event-hint-spot = Optional. Note it while you are there, so that the places of check-ins can be compared.
event-field-radius = Reach
event-unit-radius = metres
event-hint-radius = 20 to 20,000 metres around that place; 200 when empty.
event-field-opens = Check-in from
event-field-closes = Check-in until
event-field-out-from = Check-out from
event-hint-out-from = Leave empty when leaving is not noted.
event-field-out-to = Check-out until
event-field-reentry = Coming back
event-reentry-yes = Allowed
event-reentry-no = Not allowed
event-field-capacity = Seats
event-unit-capacity = people
event-field-invited = Units invited
event-hint-invited = Leave both lists empty when everybody may come.
event-field-guests = People invited by name
event-field-organisers = Organisers
event-hint-organisers = They scan, enter people and see the list, beside you and those who lead the unit.
event-field-note = Note
moment-day-of = { $label }, day
moment-time = Time
moment-time-placeholder = hour:minute, such as 8:30
attended-field = Check-ins
attended-hint = Those that count; what an organiser corrects shows here, too.
attended-unknown = A check-in that is not on this device.
attended-void = A check-in does not count any more
attended-void-words = An organiser has corrected it, or it is to be looked at. Look again before you decide.
checkin-to-activity = Write it down as an activity
attended-count = { $count } check-ins
event-check-in = To the check-in
event-hours = { $from } – { $to }, { $day }
event-days = { $from }, { $first } – { $to }, { $last }
event-closed = Closed
event-running = Running
event-coming = Coming
event-over = Over
event-close = Close check-in
event-reopen = Open check-in again
event-close-words = Closing removes the list of invited people from organisers' devices. Scans that come later are still taken, and marked so.
checkin-note = No network needed: kept on this device.
checkin-ways = Ways to check in
checkin-scan = Scan the hall's code
checkin-scan-words = Point the camera at the code on display, or type the letters below it.
checkin-pass = My code
checkin-pass-words = Show it to an organiser. It changes every 30 seconds.
checkin-coming = Running and coming
checkin-past = Past
checkin-you-organise = You are an organiser
checkin-all = All events
checkin-back = To the event
checkin-missing = This event cannot be opened
checkin-missing-words = It has not reached this device, was withdrawn, or you do not organise it.
checkin-event-open = About the event, change it
checkin-full = Full screen
checkin-full-leave = Leave full screen
today-disputed = Check-ins to be looked at ({ $count })
today-disputed-count = { $count } to be decided
checkin-show = Show the hall's code
checkin-desk = Scan people
checkin-kiosk = Self-service desk
checkin-organise = For organisers
checkin-hall-code = The hall's check-in code
checkin-hall-words = Open the app, choose Check-in and scan this code; or type:
checkin-typed-label = Letters to type
checkin-code-left = New code in { $n } s
checkin-no-key = This device could not make a code
checkin-count = { $count } checked in
checkin-counted-of = { $count } of { $room } checked in
checkin-finder = The camera's picture
checkin-torch-on = Light on
checkin-torch-off = Light off
checkin-no-camera = The camera cannot be used yet
checkin-camera-denied = The browser does not allow the camera. Allow it in the site's settings, or type the letters below the code.
checkin-camera-absent = There is no camera here, or the browser has none to give. Type the letters below the code, or ask an organiser.
checkin-camera-busy = Another program has the camera. Close it and try again.
checkin-keeping = Keeping the check-in…
checkin-with-spot = Send where I am
checkin-with-spot-words = Only at the check-in, with its accuracy, to compare it with the place. Organisers and people of the unit can see it.
checkin-type = Type the code
checkin-type-none = No event that this device knows is running.
checkin-which = Event
checkin-type-label = 8 letters
checkin-type-hint = Upper or lower case; the hyphen may be left out.
checkin-type-send = Check in
checkin-going = Direction
checkin-going-in = In
checkin-going-out = Out
checkin-by-name = By name
checkin-name-search = Find somebody invited
checkin-name-none = Not on the list. You can enter a guest below.
checkin-name-add = Present
checkin-name-add-of = Present: { $name }
checkin-guest = Guest from outside
checkin-guest-name = Name
checkin-guest-unit = Organisation
checkin-guest-add = Enter guest
checkin-guest-missing = Enter the guest's name.
checkin-kiosk-words = Only the scanner stays on the screen; people show their own code. Choose 4 digits with which to leave it.
checkin-kiosk-number = 4 digits
checkin-kiosk-number-again = The 4 digits
checkin-kiosk-begin = Begin
checkin-kiosk-wrong = It takes the right 4 digits.
checkin-kiosk-hint = Open the app on your phone, choose Check-in, My code, and hold it into the picture.
checkin-kiosk-leave = Leave self-service
checkin-kiosk-stay = Stay
checkin-done = Done
checkin-good = Checked in
checkin-good-words = At { $at }. Kept on this device.
checkin-again = Checked in before
checkin-again-words = First at { $at }.
checkin-out = Checked out
checkin-out-words = At { $at }. Kept on this device.
checkin-kept = Kept, to be compared
checkin-kept-words = { $why } It is kept on this device, and will be compared.
checkin-open = To be compared
checkin-camera-unread = What reads codes has not been loaded. Try again with a network, or type the letters below the code.
checkin-elsewhere-words = This device does not have the event. The scan is kept; the server will compare it.
checkin-unknown-pass = Somebody not on this device's list
checkin-unknown-pass-words = The code is good, but this device does not know whose. The scan is kept; the name comes with the network.
checkin-bad = Not checked in
checkin-fault-not-ours = This is no check-in code of this program.
checkin-fault-truncated = The end of the code is missing. Scan again with the whole code in the frame.
checkin-fault-version = A newer version made this code. Open the app again with a network.
checkin-fault-forged = The signature is wrong; the code may have been changed. Scan the one on display in the hall.
checkin-fault-other = This code is of another event.
checkin-fault-pass = This is a person's own code. Scan the one on display in the hall.
checkin-fault-hall = This is the hall's code. Scan a person's own.
checkin-fault-typed = It takes 8 letters and digits. See below the code on display.
checkin-mine = My check-in
checkin-mine-in = In at { $at }
checkin-mine-both = In at { $came }, out at { $left }
checkin-mine-none = You have not checked in
checkin-mine-none-words = Scan the code on display in the hall, or show yours to an organiser.
checkin-verified = Verified
checkin-claimed = Claimed
checkin-disputed = To be looked at
checkin-waits-here = Kept, waiting
checkin-present = Present
checkin-absent = Not counted
checkin-decided = Decided by an organiser: { $reason }
checkin-guests = Guests
checkin-by-unit = People by unit
checkin-list = Attendance
checkin-list-none = Nobody has checked in yet.
checkin-list-search = Find by name or unit
checkin-list-nobody = Nobody matches.
checkin-list-more = { $count } more; search to find them.
checkin-filter = Filter
checkin-filter-all = All
checkin-filter-waiting = To be looked at ({ $count })
checkin-scans = { $count } scans.
checkin-table-done = { $name } is made.
checkin-decide = Look and decide
checkin-correct = Correct
checkin-decide-reason = Reason
checkin-decide-missing = Give the reason first.
checkin-decide-present = Present
checkin-decide-present-of = Present: { $name }
checkin-decide-absent = Not counted
checkin-decide-absent-of = Not counted: { $name }
checkin-file = Check-in - { $title }
checkin-column-in = In
checkin-column-out = Out
checkin-column-state = State
checkin-column-reasons = Notes
checkin-print = List to print
checkin-print-title = LIST OF ATTENDANCE
checkin-print-sum = { $count } people.
checkin-sign-organiser = ORGANISER
checkin-reason-forged = Wrong signature.
checkin-reason-other-event = A code of another event.
checkin-reason-unreadable = The code cannot be read.
checkin-reason-code-wrong = The typed code is wrong.
checkin-reason-outside-hours = Outside the hours.
checkin-reason-outside-radius = Outside the place.
checkin-reason-used-after-window = The code was used after its time.
checkin-reason-used-before-window = The code was used before its time.
checkin-reason-clock-ahead = The device's clock runs ahead of the server's.
checkin-reason-came-late = It came to the server late.
checkin-reason-key-unknown = The device that showed the code is not known to the server yet.
checkin-reason-code-waits = The typed code waits for the device that showed it.
checkin-reason-pass-off = The time of the person's code does not fit the scan.
checkin-reason-entered-by-hand = No scan; entered by an organiser.
checkin-reason-own-word = An organiser entered themselves.
checkin-reason-skew-large = The device's clock is far off.
checkin-reason-skew-unknown = It is not known whether the device's clock is right.
checkin-reason-not-invited = Not on the list.
checkin-reason-over-capacity = More than the seats.
checkin-reason-reentered = Left and came back, which the event does not allow.
checkin-reason-out-only = Only going out was noted.
checkin-reason-number-twice = The device used one number twice.
checkin-reason-after-closing = After the event was closed.
checkin-reason-event-withdrawn = The event was withdrawn.
command-scan-add = Check-in
command-event-key = Code of an event
command-pass-set = Own code
command-attendance-resolve = Decision on a check-in
command-event-submit = New event
command-event-edit = Change of an event
command-event-resend = Event sent again
command-event-withdraw = Event withdrawn
command-event-close = Closing or opening of a check-in
error-event-title-missing = Give the event a name.
error-event-opens-missing = Say from when people check in.
error-event-closes-missing = Say until when people check in.
error-event-closes-too-early = The end must come after the beginning.
error-event-too-long = An event lasts at most 7 days; make several.
error-event-out-backwards = Checking out must come after the beginning, and end after it begins.
error-event-units-too-many = At most 100 units.
error-event-people-too-many = At most 50 people by name; invite units instead.
error-event-organisers-too-many = At most 20 organisers.
error-moment-unreal = Give both day and time.
error-count-out-of-range = The number is out of its bounds.
refusal-too-many-keys = Too many devices show codes of this event.
refusal-pass-taken = This code belongs to somebody else. Sign in again to make a new one.
refusal-pass-unproven = This device could not prove that the code is yours.

## Eligibility

eligible-title = Who is eligible for what
eligible-open = Who is eligible
eligible-panel = What the rules ask
eligible-choose = Choose the award, the person or collective and the ground to see what is asked.
eligible-no-rules = It is not known which rules apply
eligible-no-rules-words = This device has no rule set yet, or none holds today. You can write and send all the same; eligibility is judged once there are rules.
eligible-by = Judged by { $rules }, achievements of { $year }, from what lies on this device.
eligible-met = Eligible
eligible-not-met = Not eligible yet
eligible-cannot-judge = Cannot be judged yet
eligible-award-unknown = This rule set does not have the chosen award.
eligible-not-for-them = The rules have no such award for the chosen subject and ground.
eligible-unit = Unit
eligible-year = Year
eligible-rules = Rules
eligible-rules-today = In force today
eligible-search = Find a person or collective
eligible-award = Only who is eligible for
eligible-all-awards = All
eligible-count = { $count } people and collectives
eligible-none = Nothing to judge yet
eligible-none-words = The list appears once this device has people of the unit and rules in force.
eligible-collective = Collective
eligible-nothing-met = Eligible for no award yet
eligible-met-count = { $count } met
eligible-open-count = { $count } open
eligible-numbers = Quotas and hints
eligible-numbers-note = if all who are eligible were put forward
eligible-quota = { $award }: { $used } are eligible, at most { $allowed } may be given ({ $percent } % of { $base }).
eligible-quota-unknown = { $award }: at most { $percent } %, the figure to count from is missing.
eligible-direct = { $award }: { $direct } of { $of } work directly.
eligible-women = { $award }: among equals, { $names } come first.
eligible-back = Back to the list
eligible-nobody = No such person or collective
eligible-nobody-words = The address is wrong, or you may not see this unit.
eligible-of-year = Achievements of { $year }
eligible-awards = Award by award
rating-not-done = Tasks not completed
rating-done = Tasks completed
rating-good = Tasks completed well
rating-excellent = Tasks completed excellently
reach-unit = at unit level
reach-ministry = at ministry level
reach-nation = nationwide
severity-reprimand = reprimand
severity-warning = warning
severity-beyond = above warning
topic-titles = Awards
topic-initiatives = Initiatives, studies
topic-ratings = Yearly ratings
topic-discipline = Discipline
topic-matters = Matters under verification
topic-service = Time in a post
topic-members = Members of the collective
topic-gender = Gender
need-rating = { $level } or better in the year
need-ratings = { $level } or better in { $count } years in a row
need-title = Holds { $award } of the year
need-streak = { $award } { $count } times in a row
need-titles-within = { $award } { $count } times within { $years } years
need-titles = Has been given { $award } ({ $count } times)
need-years-since = { $years } years since { $award } was given
need-not-held = Has not been given { $award }
need-initiative = { $count } initiatives or studies recognised { $reach }, not used for another award
need-no-discipline = No discipline from { $from } up in the achievement period
need-no-open-matter = No discipline, inspection, investigation, complaint or press report under verification
need-service = At least { $months } months in the post
need-service-women = At least { $months } months in the post (women: { $women })
need-member-share = At least { $percent } % of the members hold { $award }
need-member-share-above = More than { $percent } % of the members hold { $award }
need-member-count = { $count } members hold { $award }
need-member-rating = At least { $percent } % of the members: { $level } or better
need-no-member-discipline = No member disciplined from { $from } up
need-any = One of these
need-all = All of these
need-manual-spirit = Self-reliant, united, helpful, active in emulation
need-manual-movement = Regular, practical emulation in the collective; united
need-manual-unity = United, exemplary in keeping policy and law
need-manual-leads = Leads its emulation cluster of the sector
need-manual-honoured = Honoured by its emulation cluster
need-manual-leads-ministry = Leads a cluster organised by the ministry
need-manual-merit = Achievements in a movement, or several in the unit's field
need-manual-sudden = A sudden achievement outside the plan
need-manual-theme = Achievements in a campaign or thematic movement
need-manual-outstanding = Outstanding in a movement, as voted there
need-manual-reach = Several achievements with reach in a field of the sector
need-manual-contribution = Contribution to social and economic life or charity
need-manual-reach-ministry = An achievement with reach in the whole sector
need-manual-party = Written opinion of the ministry's Party committee
need-manual-text = Meets what the article asks
found-years = Years { $years }
found-initiatives = { $count } initiatives or studies
found-members = { $count } of { $of } members
found-months = { $count } months
found-parts = { $count } of { $of } met
found-unknown = Nothing known of { $years }
found-spent = Years up to { $year } count for an earlier award
found-ids = From: { $ids }
found-good = As the rules ask
found-none = None yet
cure-enter = Enter the facts, or vouch that all are entered: { $topic }.
cure-enter-years = Enter the facts of { $years }, or vouch that all are entered: { $topic }.
cure-answer = The head or officer judges this and records it.
cure-wait = In { $year } at the earliest.
cure-recognise = { $count } more initiatives or studies recognised { $reach } are needed.
cure-ask-council = Initiative { $ids } was used; ask the council whether it may count again.
cure-settle = Wait until { $ids } is settled.
cure-first = { $award } comes first.
cure-members = { $count } more members are needed.

## History of awards

history-title = On record
history-count = { $count } entries
history-none = Nothing on record.
history-title-detail = { $year } · { $decision } of { $day }
history-initiative = Initiative, study { $id }
history-initiative-free = Recognised { $reach }, not used
history-initiative-used = Recognised { $reach }, used for { $used }
history-of-year = { $year }
history-discipline = Discipline
history-matter = Matter { $id }
history-matter-open = Since { $from }, under verification
history-matter-settled = Since { $from }, settled on { $to }
history-since = Since { $day }
history-member = Member: { $name }
history-answer = Judgement
history-answer-yes = Met
history-answer-no = Not met
history-vouched = Vouched as complete: { $topic }
history-enter = Add to the record
history-kind = What
history-kind-answer = The head's judgement
history-kind-known = Vouch that all up to a year is complete
history-level = Rating
history-reach = Reach
history-criterion = Criterion
history-severity = Measure
history-what = Matter
history-topic = Complete
history-year = Year
history-day = Day
history-decision = Decision number
history-initiative-id = Name or number of the initiative
history-file = File number
history-add = Record
history-entered = Recorded on this device; eligibility was judged anew.
matter-discipline = Discipline being considered
matter-inspection = Under inspection
matter-investigation = Under investigation
matter-complaint = Complaint or denunciation
matter-press = Reported by the press
error-year-unreal = Write the year with four digits, such as 2022.
error-choice-missing = Choose one from the list.
error-number-missing = Write the number or name of the paper, matter or initiative.

## Rules of awards

rules-title = Rules of awards
rules-open = Rules
rules-note = Criteria, quotas, votes and prize money by which the program judges, with their sources.
rules-basis = Legal basis
rules-notes = Notes
rules-awards = Awards
rules-name = { $decree } (from { $from })
rules-name-to = { $decree } (from { $from } to { $to })
rules-decider = Decided by { $name }
rules-quota = At most { $percent } % of { $of }
rules-quota-given = units that lead a cluster
rules-money = Prize money { $times } times the base salary
rules-vote = At least { $percent } % of all council members agree
rules-vote-open = Percentage of votes: no rule yet
refusal-rules-unreadable = The rule set cannot be read: { $why }
refusal-rules-faulty = The rule set has a fault at { $at } ({ $fault }).
refusal-already-replaced = Rule set { $id } was replaced already.
refusal-facts-unreadable = What is to be recorded cannot be read: { $why }

## Sessions of councils

nav-council = Council
council-session = Council session
council-note = The emulation and awards council: dossiers, votes, outcomes
council-all = All sessions
council-back = Back
council-back-to = Back to { $title }
council-missing = There is no such session or dossier
council-missing-words = The address may be old, or it is not for the account that is signed in.
council-none = No sessions yet
council-none-words = When a council of which you are a member is convened, its session and dossiers appear here, also without a network.
council-convene = Convene a session
council-convene-send = Convene
council-convene-note = Members are those who hold a council role of the unit on the day of the session.
council-edit = Edit the session
council-save = Save changes
council-group-open = In session
council-group-preparing = Being prepared
council-group-closed = Closed
council-due-votes =
    { $count ->
        [one] { $count } dossier waits for your vote
       *[other] { $count } dossiers wait for your vote
    }
council-due-scores =
    { $count ->
        [one] { $count } dossier waits for your score
       *[other] { $count } dossiers wait for your score
    }
council-stage-preparing = Being prepared
council-stage-open = In session
council-stage-closed = Closed
council-mode-meeting = Meeting
council-mode-circulation = In writing
council-seat-chair = Chair
council-seat-secretary = Secretary
council-seat-member = Member
council-seat-deputy = Deputy
council-seat-clerk = Convened it
council-clerk = You convened this session
council-clerk-words = Dossiers are for members of the council only. You see time, place, members, and decisions once they are published.
council-part-session = Session
council-part-rules = Rules
council-part-agenda = Agenda and scoring sheet
council-title = Title of the session
council-title-hint = Such as: Session on the titles of 2026
council-year = Year judged
council-year-hint = The year of the achievements
council-unit = Unit
council-mode = Form
council-when = Time
council-place = Place
council-agenda = Agenda
council-rules = Rule set
council-rules-hint = Percentages, prize money and criteria of this session follow this rule set.
council-rules-pick = Choose a rule set
council-rules-from = { $numbers }, from { $from }
council-rules-until = { $numbers }, from { $from } to { $to }
council-rules-unverified =
    { $count ->
        [one] { $count } point of this rule set is not verified
       *[other] { $count } points of this rule set are not verified
    }
council-rules-unverified-words = They were entered without sight of their source. Check the source before the council decides.
council-rubric = Scoring sheet
council-rubric-hint = Leave it empty when the council gives no scores.
council-rubric-add = Add a line
council-rubric-label = Criterion
council-rubric-max = Most points
council-rubric-remove = Remove the line { $label }
council-rubric-line = { $label }: up to { $max } points
council-facts = About the session
council-minutes = Minutes
council-minutes-edit = Edit the minutes
council-minutes-hint = What was discussed and concluded.
council-next-preparing = Take up dossiers, note who is there, then open the session.
council-next-open = Members read, score and vote. Close the session when the votes are counted.
council-next-closed = The session is closed. Next: prepare and publish the decision.
council-open = Open the session
council-open-title = Open the session?
council-open-words = From now on members score and vote; title, time and rule set can no longer be changed.
council-present = Present:
council-quorum = { $present } of { $all } members, { $needed } needed
council-quorum-reached = Quorum reached
council-quorum-missing = No quorum yet
council-no-quorum = The quorum is not reached
council-no-quorum-words = It can be opened all the same, but a vote without a quorum does not pass.
council-close = Close the session
council-close-title = Close the session?
council-close-words = Votes that come later are late and do not count. What came before can still be counted. It cannot be opened again.
council-close-left =
    { $count ->
        [one] { $count } dossier has no outcome
       *[other] { $count } dossiers have no outcome
    }
council-close-left-words = Without a count they do not come into a decision of this session.
council-members = Members
council-members-unknown = Members appear when the server has taken the session.
council-there = Present
council-away = Absent
council-proxy = { $name } stands in (authority { $paper })
council-proxy-name = Name a deputy
council-proxy-end = End the authority
council-proxy-of = Deputy of { $name }
council-proxy-who = Deputy
council-proxy-missing = Choose the deputy.
council-paper = Written authority
council-paper-hint = Number and day of the paper
council-paper-missing = Give number and day of the paper.
council-dossiers = Dossiers
council-dossiers-count =
    { $count ->
        [one] { $count } dossier
       *[other] { $count } dossiers
    }
council-dossiers-none = No dossiers yet. The secretary takes up appraised nominations; they appear here in order.
council-filter = Filter dossiers
council-filter-all = All
council-filter-due = Wait for my vote
council-filter-unscored = Not scored by me
council-filter-counted = Counted
council-filter-none = No such dossier.
council-order = Order
council-order-taken = As they were taken up
council-order-unseen = Not scored and not voted on first
council-scored = Scored
council-unscored = Not scored
council-take-up = Take up dossiers
council-take-up-words = A dossier is kept as it is now; later edits of the nomination do not change it. The nominee and the author take no part in it.
council-take-up-all = Also those that were sent and not yet appraised
council-take-up-which = Nominations
council-appraised = appraised
council-not-appraised = not appraised
council-dossier-at = Dossier { $at } of { $all } (keys J, K or arrows)
council-neighbours = The dossiers before and after
council-before = Previous
council-after = Next
council-frozen = Dossier
council-frozen-on = as it was taken up on { $day }
council-case-dropped = Taken out of the session
council-case-decided = Decided
council-leaving = You declared that you take no part
council-leaving-words = The declaration waits to be sent. When the server takes it, the dossier leaves this device.
council-recused = Recused
council-recused-none = Nobody.
council-same-unit = Of the nominee's unit: { $names }. Whether they recuse themselves is for them and the council to judge.
council-recuse-own = I take no part in this dossier
council-recuse-other = Declare for somebody else
council-recuse-person = Member
council-recuse-person-missing = Choose the member.
council-recuse-ground = Ground
council-recuse-words = In words
council-recuse-words-missing = Say why.
council-recuse-send = Confirm
council-recuse-warning = You will no longer see this dossier
council-recuse-warning-other = They will no longer see this dossier
council-recuse-warning-words = Dossier, discussion, votes and outcome leave their screens and devices; their score is deleted. It cannot be undone. The number of members by which the percentage is reckoned stays the same.
council-ground-self = Is the nominee
council-ground-nominator = Wrote the nomination
council-ground-kinship = Kinship
council-ground-same-unit = Same unit
council-ground-other = Other
council-scores = Scores
council-scores-hidden = Others' scores appear once you gave yours, so that nobody follows anybody.
council-score-sum = your sum: { $sum }
council-score-max = Up to { $max } points
council-score-range = Give 0 to { $max } points.
council-score-words = Remarks
council-score-give = Give this score
council-score-change = Give the changed score
council-score-closed = Scores are given while the session is open and before the vote.
council-score-average = Average { $average } points of { $count } members
council-notes = Discussion
council-notes-none = No notes yet. All who take part in this dossier read what is written here.
council-note-words = A note
council-note-add = Add the note
council-vote = Vote
council-vote-none = No vote yet
council-vote-not-yet = The vote opens after the session does.
council-vote-not-open = Secretary or chair have not opened the vote on this dossier.
council-vote-over = There is no vote on this dossier any more.
council-vote-opening = Opening the vote waits to be sent
council-vote-opening-words = Members can vote when the server has taken it.
council-vote-open = Vote open
council-vote-due = Waits for your vote
council-vote-waits = Your vote waits to be sent
council-vote-received = Your vote is with the server
council-vote-late = Your vote came late
council-vote-passed = Passed
council-vote-failed = Not passed
council-vote-annulled = The last vote was annulled
council-vote-fixed = At opening the voters, the votes needed and the ground are fixed.
council-vote-open-press = Open the vote
council-will-need = At least { $needed } yes votes of all { $base } members ({ $percent } %)
council-will-need-unknown = The council has { $base } members; the rule set has no percentage for this dossier
council-will-out =
    { $count ->
        [one] { $count } member takes no part and still counts in the total.
       *[other] { $count } members take no part and still count in the total.
    }
council-needed = { $needed } yes votes of all { $base } members are needed ({ $percent } %)
council-method = Method
council-method-confidential = Confidential ballot
council-method-hands = Show of hands
council-method-fixed = This one takes a ballot.
council-percent = Percentage of yes votes
council-percent-asked = The percentage is for the council to give
council-percent-asked-words = The law names none for this award. Give the one of the council's own rules, and its ground.
council-percent-missing = Give a percentage from 1 to 100.
council-ground = Ground of the percentage
council-ground-hint = Such as: Article 8 of the council's rules
council-ground-missing = Give the ground of the percentage.
council-opinions-count = Written opinions of absent members
council-opinions-yes = Count as votes
council-opinions-no = Do not count
council-closes = Closing time
council-closes-hint = Leave it empty when it is counted in the meeting. By the server's clock.
council-closes-unreal = Give day and time, later than now.
council-closes-at = Open until { $at }
council-warning-percent-unknown = The rule set has no percentage; who opens the vote has to give it with its ground.
council-warning-unverified = The percentage is not verified against its source.
council-warning-small-council = So few members that only all of them together reach this percentage.
council-warning-unanimity = Every member must vote yes; one absence or recusal is enough to fail.
council-warning-cannot-pass = So many take no part that it cannot pass.
council-warning-percent-by-hand = The percentage was given by who opened the vote.
council-warning-no-quorum = The quorum was not reached at opening.
council-by-hands = A show of hands; the secretary notes the figures.
council-vote-by-deputy = { $name } votes for you as your deputy.
council-vote-nobody = You have no vote on this dossier.
council-vote-for = You vote for { $name }.
council-vote-ended = The vote has ended
council-vote-ended-words = You had not voted when it ended.
council-choice-yes = Yes
council-choice-no = No
council-choice-abstain = Abstain
council-cast = Your vote
council-cast-pick = Choose one, then confirm.
council-cast-confirm = Vote: { $choice }
council-cast-again = Choose again
council-cast-keep = Keep the vote as it is
council-cast-waits = Your vote is saved on this device and waits to be sent
council-cast-waits-words = It counts only when it reaches the server before the end. Open the app with a network to send it.
council-cast-received = The server has your vote
council-cast-received-words = You can change it until the end; the last one counts.
council-cast-late = Your vote came after the end
council-cast-late-words = It is not counted and not kept; one that came before still counts. Tell the secretary if the vote should be taken again.
council-vote-change = Change my vote
council-slip = My choice and receipt
council-slip-choice = You chose: { $choice }
council-slip-elsewhere = This device has no receipt: you may have voted on another.
council-receipt = Receipt
council-receipt-words = After the count find it on the board and see that your vote was counted as you cast it. It is on this device only; whoever has it can learn your choice, so give it to nobody.
council-secrecy = What the secrecy protects
council-secrecy-hidden = Other members, secretary, chair and heads cannot see how you voted, only that you have.
council-secrecy-count = Results appear only after the count, never in part. When all vote alike, the result tells how each voted.
council-secrecy-server = Whoever runs the server could technically read votes while the vote is open.
council-secrecy-device = Whoever opens this device as you, or holds your receipt, could learn your vote.
council-turnout = Voted: { $there } of { $all }
council-turnout-paper = { $name } (in writing)
council-turnout-open = { $name }: not yet
council-turnout-words = It only tells who has voted. Nobody sees a result before the count.
council-count = Count the votes
council-count-words = Counting ends the vote. All who take part see the result and the board.
council-count-missing =
    { $count ->
        [one] { $count } vote is missing
       *[other] { $count } votes are missing
    }
council-count-missing-words = Who has not voted still counts in the total.
council-count-early = It can be counted from { $at }, or when all have voted.
council-count-waits = The end of the vote waits to be sent
council-hands = Note the hands
council-hands-present =
    { $count ->
        [one] { $count } member was there at opening.
       *[other] { $count } members were there at opening.
    }
council-hands-missing = Give all three figures; 0 where there are none.
council-hands-too-many = More than the { $present } who were there at opening.
council-hands-words = This ends the vote.
council-hands-send = Note the result
council-opinion = Note a written opinion
council-opinion-words = Copy what the absent member wrote. It appears only after the count; who notes it knows it.
council-opinion-choice = Opinion
council-opinion-choice-missing = Choose the opinion.
council-opinion-paper = Paper
council-opinion-send = Note it
council-annul = Annul this vote
council-annul-words = All that was cast is destroyed and members have to vote again. The reason is kept, and all who take part read it.
council-annul-reason = Reason
council-result = Result
council-result-coming = The result is on its way.
council-result-yes = { $yes } yes votes of all { $base } members; { $needed } needed.
council-failed-quorum = Not passed: no quorum
council-result-base = All members
council-result-electors = Voters
council-result-absent = Nothing came
council-result-needed = Votes needed
council-result-needed-words = { $needed } yes ({ $percent } %)
council-result-share = Share of yes
council-result-late = Late, not counted
council-opinions = Written opinions
council-opinions-counted = In writing (counted)
council-opinions-apart = In writing (not counted)
council-board = Board of { $count } votes
council-board-title = Board
council-board-words = Each line is a vote, in the order of receipts. Nobody can tell whose another's is.
council-board-none-here = This device has no receipt of yours.
council-board-found = Your vote is on the board.
council-board-lost = The receipt of this device is not on the board. Unless you changed your vote on another device or it came late, tell the secretary.
council-board-choice = Choice
council-board-own = Mine
council-recount = Count again on this device
council-recount-same = The count agrees with the stored result
council-recount-same-words = What was fixed at opening is unchanged; figures and outcome are as stored.
council-recount-different = The count DIFFERS from the stored result
council-recount-changed = What was fixed at opening has been changed
council-recount-report = Tell the chair and whoever runs the server before a decision is published.
council-recount-lacking = Not all that is needed is on this device
council-recount-lacking-words = Connect, wait for the exchange, then count again.
council-quota = Quotas
council-quota-use = { $award }: { $used } passed, { $allowed } allowed ({ $percent } %)
council-quota-unknown = { $award }: { $used } passed; the quota is { $percent } % of a figure that is not on this device
council-quota-over = Above the quota
council-quota-within = Within the quota
council-quota-open = To be checked
council-quota-beyond = Beyond it, by votes: { $names }
council-tied = As many votes at the cut
council-tied-choose = Choose the order
council-tied-words = Tick them one by one, the first first. The choice bears the chair's name.
council-decisions = Decisions
council-decisions-none = No decision yet.
council-decision-stage = Prepare a decision
council-decision-stage-words = It is prepared empty; what passed comes into it when it is published.
council-decision-title = Title
council-decision-title-first = On titles and awards of { $year }
council-decision-staged = Prepared
council-decision-published = Published
council-decision-revocation = Revocation
council-decision-correction = Correction
council-decision-number = No. { $number } of { $day }
council-decision-given = Awards
council-decision-name = Person or collective
council-decision-award = Award
council-decision-money = Prize money
council-decision-sum = { $count } awards; prize money { $sum } đồng in all
council-decision-open =
    { $count ->
        [one] { $count } award has no amount in the rule set and is not in the sum.
       *[other] { $count } awards have no amount in the rule set and are not in the sum.
    }
council-money = { $amount } đ
council-money-higher = paid with the higher title
council-money-unknown = no amount
council-publish = Publish the decision
council-publish-number = Number
council-publish-number-hint = Such as: 45/QĐ-THADS
council-publish-number-missing = Give the number.
council-publish-day = Day
council-publish-day-missing = Give the day, not later than today.
council-publish-signer = Signer
council-publish-signer-pick = Choose the signer
council-publish-signer-missing = Choose the signer.
council-publish-no-signer = This device knows of nobody who may sign for the unit. Ask an administrator to give that role.
council-publish-post = Post as signed
council-publish-post-hint = Such as: TRƯỞNG THI HÀNH ÁN DÂN SỰ
council-publish-post-missing = Give the post.
council-publish-place = Place
council-publish-place-hint = The place before the day
council-publish-place-missing = Give the place.
council-publish-salary = Base salary
council-publish-salary-hint = Only when the rule set has none for that day.
council-publish-which = Dossiers of this decision
council-publish-none = Choose at least one.
council-publish-elsewhere =
    { $count ->
        [one] { $count } dossier is for a higher level to decide, or lacks something, and is not in this decision.
       *[other] { $count } dossiers are for a higher level to decide, or lack something, and are not in this decision.
    }
council-publish-warning = Published, everybody sees it, and it is never changed
council-publish-warning-words = Mistakes are corrected or taken back by another decision. Unless dossiers are left out, those that passed and from which you are recused are published too.
council-summary = Summary
council-summary-words = By what is on this device; dossiers from which the reader is recused are not in it.
council-summary-recused = Recused: { $names }
council-sign-secretary = SECRETARY
council-sign-chair = CHAIR
council-score-next = Give this score and go on
council-drop = Take out of the session
council-drop-words = It is no longer judged in this session and can be taken up again. All who take part read the reason.
council-reason = Reason
council-reason-missing = Give the reason.
council-refresh = Take the members anew
council-refresh-words = When roles of the council have changed since it was convened.
error-council-title-missing = Give it a title.
error-council-year-unreal = Give a year, such as 2026.
error-council-rules-missing = Choose the rule set.
error-council-rubric-unusable = Each line needs a label and 1 to 1,000 points.
command-council-convene = Convene a session
command-council-edit = Edit a session
command-council-open = Open a session
command-council-attend = Note who is there
command-council-proxy = Name a deputy
command-council-close = Close a session
command-council-take-up = Take up a dossier
command-council-drop = Take a dossier out
command-council-recuse = Declare a recusal
command-council-note = A note
command-council-score = A score
command-council-ballot-open = Open a vote
command-council-cast = A vote
command-council-opinion = A written opinion
command-council-count = Count a vote
command-council-hands = A show of hands
command-council-ballot-annul = Annul a vote
command-council-tie = Choose among equals
command-council-stage = Prepare a decision
command-council-publish = Publish a decision
command-council-revoke = Revoke an award
command-council-correct = Correct a decision
refusal-already-counted = This vote is counted. To vote again the chair has to annul it.
refusal-already-open = The session is open already.
refusal-already-published = This decision is published. Correct or revoke by another.
refusal-already-recused = They are recused already.
refusal-already-revoked = This award is revoked already.
refusal-already-taken = This dossier is in the session already.
refusal-already-voted = They have voted, so no written opinion is noted.
refusal-ballot-annulled = This vote was annulled. Vote again when a new one opens.
refusal-ballot-changed = This was for an earlier vote; a new one is open. Look again and vote anew.
refusal-ballot-closed = The vote has ended.
refusal-ballot-required = This award takes a ballot, not a show of hands.
refusal-case-decided = This dossier is decided.
refusal-case-dropped = This dossier was taken out of the session.
refusal-closes-past = The closing time had passed when it came to the server. Give another.
refusal-council-headless = Nobody is chair or secretary of the council on that day. Ask an administrator, then convene again.
refusal-council-too-large = The council has more than 60 members. Check its roles.
refusal-day-ahead = The day is later than today.
refusal-day-before-decision = The day is before that of the decision which it changes.
refusal-deputy-is-member = The deputy is a member and has a vote already. Choose somebody else.
refusal-deputy-taken = They stand in for another member already. Choose somebody else.
refusal-entry-unknown = The decision holds no such award.
refusal-percent-ground-missing = The ground of the percentage is missing. Give it and open again.
refusal-hands-too-many = { $hands } hands are more than the { $present } who were there at opening. Check the figures.
refusal-has-deputy = A deputy votes for this member, so no written opinion is noted.
refusal-member-present = This member is present and votes themselves.
refusal-moment-unreal = There is no such moment. Give day and time.
refusal-no-ballot = There is no vote on this dossier yet.
refusal-no-rubric = This session gives no scores.
refusal-nomination-not-sent = This nomination was returned, withdrawn or decided and cannot be taken up.
refusal-nomination-unknown = There is no such nomination within the council's unit.
refusal-not-a-member = They do not sit in this session.
refusal-not-elector = They have no vote on this dossier.
refusal-not-passed = A chosen dossier did not pass or is decided. Look at the list again.
refusal-not-tied = These do not have as many votes.
refusal-nothing-changed = Nothing differs from the decision.
refusal-nothing-to-publish = Nothing passed that is the unit's to decide. Count first, or submit to the level above.
refusal-number-missing = The number is missing.
refusal-number-taken = This number is taken in that year. Give another.
refusal-opinion-given = Your written opinion is noted, so no ballot is taken. Tell the secretary if that is to change.
refusal-opinions-fixed = The law says whether written opinions count; it cannot be chosen.
refusal-own-case = You cannot take up your own nomination or one that you wrote. Ask another secretary or chair.
refusal-paper-missing = The paper's number and day are missing.
refusal-percent-fixed = The rule set has the percentage; no other can be given.
refusal-percent-unknown = The rule set has no percentage. Give one with its ground.
refusal-percent-unreal = The percentage must be from 1 to 100.
refusal-place-missing = The place is missing.
refusal-post-missing = The post is missing.
refusal-quorum-unreal = The quorum is no fraction of the council.
refusal-rubric-unusable = A line of the scoring sheet lacks its label or points.
refusal-rules-unknown = The server has no such rule set. Choose another.
refusal-salary-unreal = This is no base salary.
refusal-score-missing = Not every line was scored ({ $key } is missing).
refusal-score-out-of-range = More than the { $max } points of the line { $key }.
refusal-session-closed = The session is closed.
refusal-session-not-closed = Close the session before a decision is published.
refusal-session-not-open = The session is not open yet.
refusal-session-stage = This can be changed only while the session is prepared.
refusal-signer-unfit = The signer holds no role to sign for the unit on that day. Choose another, or ask for the role.
refusal-note-missing = The words are missing.
refusal-session-title-missing = The title of the session is missing.
refusal-decision-title-missing = The title of the decision is missing.
refusal-reason-needed = The reason is missing.
refusal-too-early = The closing time has not come and votes are missing. Count after it.
refusal-too-many-cases = The session holds 400 dossiers. Convene another for the rest.
refusal-too-many-notes = This dossier holds 200 notes. Go on in the minutes.
refusal-vote-by-ballot = This is a ballot; hands are not noted.
refusal-vote-by-hands = This is a show of hands; no ballots are cast.
refusal-vote-open = The vote is open. Do this after it is counted or annulled.
refusal-vote-unreadable = The server cannot read this vote. Open the app again and vote anew.
refusal-words-missing = The words are missing.
refusal-year-unreal = This is no year. Give it and send again.

## The course of a nomination

course-title = Where it stands
course-held-unit = with the head of the unit
course-held-office = with the standing body of the council
course-held-public = posted for comments
course-held-council = waiting for the council
course-held-done = decided
course-waits = A step waits to be sent from this device
course-endorse = Result of the unit's meeting
course-appraise = Appraise
course-post = Post for comments
course-endorsed = Meeting of { $on }: { $yes } of { $of } agreed
course-appraised = Appraised: { $there } of { $all } papers are there
course-posted = Posted for { $days } working days, until { $until }
course-posted-unverified = The year's holidays were not checked against their announcement
course-signed = { $who }, { $at }
course-decided = Awarded
course-revoked = Revoked
course-decided-detail = { $award }, decision { $number } of { $day }
course-comments = { $count } comments on the posting
course-on = Day of the meeting
course-yes = Agreed
course-of = Present
course-words = Remarks
course-sign = Sign
course-sign-appraise = Sign the appraisal
course-wrong-votes = Write how many agreed and how many were present; no more can agree than were present.
course-wrong-day = Write the day of the meeting, such as 15/11/2022.
course-papers = Mark the papers that are in the dossier.
course-days = Working days
course-post-words = Everybody with an account sees the name and the award, and may comment until the end. Working days follow the holidays of { $year }.
dossier-to-trinh = Submission
dossier-bao-cao = Report of achievements
dossier-bien-ban = Minutes of the unit's meeting
dossier-bo-phieu = Result of the vote
dossier-sang-kien = Certificate of the initiative or of excellent completion
dossier-ubnd = Opinion of the provincial people's committee
dossier-cap-uy = Opinion of the Party committee
nominations-also = Related pages
council-open-all = Council sessions
refusal-under-appraisal = The nomination is being dealt with and cannot be changed; have it returned first.
refusal-not-appraised = It must be appraised before it is posted.
refusal-posting-over = The time for comments is over.
refusal-paper-unknown = The award's dossier has no such paper.
refusal-votes-impossible = No more can agree than were present.
refusal-number-unreadable = Write a valid number.
refusal-date-future = This day has not come yet.

## Gold board

board-title = Gold board
board-open = Gold board
board-note = Awards as they were published by decisions.
board-search = Find a name, an award, a decision
board-filter = Filter
board-all = All
board-mine = Mine
board-unit = My unit
board-count = { $count } awards
board-none = No decision was published yet
board-none-words = People and collectives appear here as soon as a decision is published.
board-detail = { $award } · { $year } · decision { $number } of { $day }
board-revoked = Revoked
## Papers
paper-title = Papers
paper-words = Word files in the layout of Decree 30/2020/NĐ-CP. What is not known is left as dots.
paper-seen = { $count } dossiers that you may see
paper-invitation = Invitation
paper-nominees = List of nominees
paper-ballot = Ballot paper
paper-minutes = Minutes
paper-count = Record of the count
paper-submission = Submission
paper-decision = Decision (Word)
paper-achievements = Report of achievements
paper-done = { $file } was made.
paper-whole = Nothing is left blank. Read it before it is signed.
paper-gaps = Left blank, to be filled in: { $names }.
paper-gaps-count = { $count } places are left blank, to be filled in.
paper-gaps-more = Left blank, to be filled in: { $names } and { $count } other places.
paper-absent = The part that makes papers could not be loaded. Check the network and press again.
paper-unfit = The template of this paper is faulty. Tell the administrator.
paper-gap-number = number of the paper
paper-gap-day = day of issue
paper-gap-office-name = name of the body
paper-gap-office-code = abbreviation of the body
paper-gap-office-place = place of issue
paper-gap-office-drafter = abbreviation of the drafting unit
paper-gap-signer-post = post of the signer
paper-gap-signer-name = name of the signer
paper-gap-to = addressees
paper-gap-grounds = grounds
paper-gap-season = season
paper-gap-authority = authority
paper-gap-executors = who carries it out
paper-gap-fund = fund
paper-gap-money-total = sum of money
paper-gap-council-result = outcome of the session
paper-gap-session-start = time of the beginning
paper-gap-session-end = time of the end
paper-gap-session-place = place of the meeting
paper-gap-chair-name = chair
paper-gap-chair-post = post of the chair
paper-gap-secretary-name = secretary
paper-gap-secretary-post = post of the secretary
paper-gap-members = number of members
paper-gap-present = members present
paper-gap-attending = who attends
paper-gap-attending-name = names of who attends
paper-gap-attending-post = posts of who attends
paper-gap-absent = who is absent
paper-gap-absent-name = names of who is absent
paper-gap-absent-post = posts of who is absent
paper-gap-invited = who is invited
paper-gap-invited-name = names of who is invited
paper-gap-report = report of the standing body
paper-gap-conclusion = conclusion
paper-gap-tellers = tellers
paper-gap-ballots-issued = ballots given out
paper-gap-ballots-returned = ballots returned
paper-gap-ballots-valid = valid ballots
paper-gap-ballots-invalid = invalid ballots
paper-gap-awards-award = names of awards
paper-gap-awards-items-name = names of nominees
paper-gap-votes-award = names of awards voted on
paper-gap-award = award
paper-gap-person-born = day of birth
paper-gap-person-gender = gender
paper-gap-person-home = home
paper-gap-person-lives = residence
paper-gap-person-post = post
paper-gap-person-training = training
paper-gap-duties = duties
paper-gap-results = achievements
paper-gap-grades = yearly ratings
paper-gap-grades-decision = decisions on yearly ratings

## Posted for comments

postings-title = Posted for comments
postings-open = Posted
postings-note = People and collectives who are put forward, open for comments.
postings-none = Nothing is posted yet
postings-none-words = When the standing body posts a nomination, its name and award stand here for everybody to comment.
postings-until = comments until { $day }
postings-over = ended on { $day }
postings-own = Your comments
postings-words = Comment
postings-hint = Only whoever posted it and you can read this comment.
postings-send = Send the comment
postings-words-missing = Write the comment.
history-take-back = Take back
history-take-back-words = This entry no longer counts, but stays to be read with the reason.
history-take-back-reason = Reason
