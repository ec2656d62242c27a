# The windows, in English.

## Everywhere

locked-by-office = Fixed by your office
cancel = Cancel
close = Close
loading = Loading…
saved = Saved
fault-title = Fault in the window
fault-advice = Close the window and open it again. If it happens once more, export the diagnostics.
written-to = Saved in “{ $file }”

## The window “Settings”

nav-label = Pages
nav-connection = Social balance connection
nav-dossiers = Dossiers
nav-dossiers-waiting = { $count ->
    [one] { $count } dossier to handle
   *[other] { $count } dossiers to handle
}
nav-activity = Activity
nav-preferences = Preferences
nav-help = Help
agent-label = State of the synchronisation
agent-next-run = Next sync: { $at }

sandbox-band = Sandbox
sandbox-explained = This computer plays Finbox and Silverfin. Nothing leaves it.
sandbox-next-night = Next night
sandbox-night-done = The night is over.

crash-title = Passerelle had stopped unexpectedly
breakdown-title = A part of Passerelle had broken down
crash-explained = Nothing is lost and nothing is sent twice: every step is noted before it is taken, and everything goes on from where it was.
crash-details = What gave way
settings-notice-title = Setting not understood
policy-notice-title = Your office's policy cannot be read
policy-notice-explained = The file { $file } cannot be read. What it said last still counts. Tell whoever looks after your office's computers.
wrong-setting-explained = The value of { $key } in the file { $file } is not accepted. The default counts. Choose one in “Preferences”, or correct the file.
unknown-setting-explained = The file { $file } has a setting that this version does not know: { $key }. It stays there, without effect.
technical-detail = Technical detail
notices-dismiss = Understood
missed-title = Night missed
missed-explained = The computer was off or asleep in the night of { $night }. Should it be caught up?

## “Social balance connection”

connection-intro = Connect your Finbox environment to your Silverfin environment once. From then on, new social balance sheets are sent every night; there is nothing else for you to do.
source-title = Where the social balance sheets come from
source-explained = First say where Passerelle finds the social balance sheets of your dossiers.
source-label = Source
source-finbox = SD Worx Finbox
source-folder = Watched folder
source-finbox-url = Address of Finbox
source-finbox-key = Access key
source-finbox-key-hint = Kept in this computer's keyring, nowhere else.
source-folder-path = Folder
source-folder-hint = Every social balance sheet that is put into this folder is handled the following night.
source-test = Test the connection
source-test-active = Finbox answers. An external connection is active there already.
source-test-inactive = Finbox answers. No external connection is active there at present.
source-test-files = { $count ->
    [0] The folder can be read. It is empty.
    [one] The folder can be read. There is one file in it.
   *[other] The folder can be read. There are { $count } files in it.
}
source-change = Change
source-now-finbox = Finbox · { $address }
source-now-folder = Watched folder · { $path }

step-1 = Step 1
step-1-instruction = Check that the start date is the current calendar day.
start-date = Start date
start-date-right = is the current calendar day
start-date-wrong = is not the current calendar day ({ $today })
start-date-take-today = Take today's date
start-date-activated = The connection was activated on this date.

step-2 = Step 2
step-2-instruction = Press “Activate the external connection” and copy the “Pairing id”.
activate = Activate the external connection
activate-needs-source = First say where the social balance sheets come from.
activate-needs-today = The connection can be activated on today's date only: correct the start date in step 1.
activate-only-new = Only sheets made after the activation are synchronised.
activated = The external connection is activated.
active-since = External connection active since { $at }
active = External connection active
active-environment = Finbox environment: { $environment }
active-in-folder = The sheets come from a watched folder; no pairing id is needed.
pairing-id = Pairing id
pairing-copy = Copy the pairing id
pairing-copied = Id copied
pairing-elsewhere = The id is shown on the computer that activated the connection.
deactivate = Deactivate the external connection
deactivate-title = Deactivate the external connection?
deactivate-stops = No social balance sheet will be sent to Silverfin any more, and the pairing id will no longer be valid.
deactivate-under-way = { $count ->
    [one] One sheet that still waits will not be sent any more.
   *[other] { $count } sheets that still wait will not be sent any more.
}
deactivate-until-later = Sheets made before a later activation will not be sent either.
deactivate-keeps = What stands in Silverfin already stays there.
deactivate-confirm = Deactivate
deactivated = { $stopped ->
    [0] The external connection is deactivated.
    [one] The external connection is deactivated. One sheet will not be sent any more.
   *[other] The external connection is deactivated. { $stopped } sheets will not be sent any more.
}

step-3 = Step 3
step-3-instruction = Click the button “Go to the Silverfin link”.
open-silverfin-link = Go to the Silverfin link
open-silverfin-link-hint = Has another computer of the office activated the connection already? Go straight to this step with its pairing id.

connections-title = Existing connections
connections-empty = No Silverfin firm is connected yet.
connections-firm = Silverfin firm
connections-since = Connected on
connections-by = Synchronised by
connections-by-this = this computer
connections-by-none = –
connections-night = Last night
connections-night-none = not yet
connections-night-count = { $count ->
    [0] no new sheet
    [one] one sheet
   *[other] { $count } sheets
}
connections-lapsed = Needs a new login
connections-colleague = by another computer
connections-remove = Remove
connections-remove-title = Remove “{ $firm }”?
connections-remove-explained = Nothing more will be sent to this Silverfin firm, and the access kept on this computer will be erased. What stands in Silverfin already stays there.
connections-remove-confirm = Remove the connection
connections-removed = The connection to “{ $firm }” is removed.
connections-actions = Actions

## The window “Silverfin link”

link-title = Silverfin link
link-step-1-instruction = After checking the connection, enter the pairing id and click “Validate the connection id”.
link-validate = Validate the connection id
link-validated = Validated. Finbox environment: { $environment }
link-validated-unnamed = The id is validated.
link-folder = The sheets come from a watched folder: this step is not needed.
link-step-2-instruction = After the validation you can log in to your Silverfin account.
link-log-in = Log in to Silverfin
link-later = First validate the pairing id.
link-firm = Silverfin firm:
link-firm-hint = The firm's number or the address of any of its pages. May stay empty: the login says which firm it is.
link-add = Add a Silverfin connection
link-browser = Use my browser
link-paste = Paste the code
link-other-ways = If logging in within Passerelle does not work:
link-client-missing-title = Access to Silverfin incomplete
link-client-missing = The client id and the secret that Silverfin gave to your office are entered once, in the preferences.
link-begun-window = The window “Log in to Silverfin” is open. Enter your Silverfin login there ({ $host }).
link-begun-browser = The login goes on in your browser, at { $host }. Come back here when it is done.
link-begun-paste = Log in with your browser, at { $host }, then copy the code that Silverfin shows to here.
link-begun-title = Login under way
link-finishing = Access is being exchanged with Silverfin…
link-code = Code shown by Silverfin
link-code-send = Validate the code
link-cancel = Give the login up
link-success = The connection has been established
link-success-explained = The synchronisation of the social balance sheets starts automatically.
link-success-firm = Silverfin firm: { $firm }
link-finish = Finish
link-add-another = Add another connection

## “Dossiers”

dossiers-search = Search
dossiers-search-hint = Name or number
dossiers-filter = Show
dossiers-filter-all = All ({ $count })
dossiers-filter-waiting = To handle ({ $count })
dossiers-filter-under-way = Under way ({ $count })
dossiers-filter-delivered = Synchronised ({ $count })
dossiers-filter-ended = Stopped or replaced ({ $count })
dossiers-order = Sort by
dossiers-order-urgency = To handle first
dossiers-order-name = Name
dossiers-order-since = Latest change
dossiers-order-year = Financial year
dossiers-retry-all = Try all again
dossiers-retried = { $count ->
    [0] There is nothing to try again.
    [one] One sheet is tried again.
   *[other] { $count } sheets are tried again.
}
dossiers-count = { $count ->
    [0] No dossier
    [one] One dossier
   *[other] { $count } dossiers
}
dossiers-empty-title = No social balance sheet yet
dossiers-empty = As soon as a new social balance sheet is made in the source, its dossier appears here.
dossiers-empty-inactive = First activate the external connection.
dossiers-none-title = No dossier found
dossiers-none = Change the search or the filter.
dossiers-none-clear = Show all
dossiers-table = List of dossiers
dossiers-column-dossier = Dossier
dossiers-column-company = Silverfin file
dossiers-column-year = Year
dossiers-column-state = State, since
dossiers-column-advice = To do
dossiers-not-linked = Not linked
dossiers-no-number = No enterprise number
dossiers-nothing-to-do = –
dossiers-retry-at = Next try on { $at }
dossiers-retry-one = Try again
dossiers-open = Open in Silverfin
dossiers-review = Review
dossiers-link = Link

details-number = Enterprise number
details-company = Silverfin file
details-year = Financial year
details-year-span = from { $start } to { $end }
details-model = Layout
details-model-full = Full
details-model-abridged = Abridged
details-model-micro = Micro
details-revision = Version
details-revision-first = First
details-revision-later = Correction no. { $number }
details-state = State
details-since = Since
details-retry = Next try
details-delivered = Read back in Silverfin
details-findings = Checks
details-findings-count = { $count ->
    [0] All met
    [one] One check is not met
   *[other] { $count } checks are not met
}

associate-title = Link “{ $dossier }”
associate-explained = Choose the Silverfin file of { $number }. The choice will be remembered.
associate-explained-without-number = Choose the right Silverfin file. The choice will be remembered.
associate-search = Search all Silverfin files
associate-search-run = Search
associate-candidates = Possible Silverfin files
associate-none = No Silverfin file suggests itself. Look for it by name or number.
associate-none-found = No Silverfin file matches this search.
associate-same-number = Has the same enterprise number
associate-same-number-among-others = Has the same enterprise number beside another
associate-similar-name = Without a number, but with a similar name
associate-searched = Found by the search
associate-done = “{ $dossier }” is linked to “{ $company }”.

## “Activity”

activity-search = Search
activity-filter = Show
activity-filter-all = Everything
activity-filter-delivered = Synchronised sheets
activity-filter-moved = Changes of state
activity-filter-connection = Connection and choices
activity-filter-trouble = Problems
activity-export = Export (CSV)
activity-more = Show what came earlier
activity-by-hand = Between two nights
activity-began = Begun at { $time }
activity-span = from { $start } to { $end }
activity-empty-title = Nothing to report yet
activity-empty = Every night leaves here what was looked at, sent and put on hold, and why.
activity-none = Nothing matches this search.
activity-lines = { $count ->
    [one] One line
   *[other] { $count } lines
}

## “Preferences”

preferences-general = General
language = Language
language-system = The computer's
autostart = Open when I log in
autostart-hint = Passerelle starts without a window, in the tray.
autostart-unavailable = This computer does not let it be changed from here.
preferences-notifications = Notifications
notifications-level = Notifications
notifications-each = Each sheet
notifications-summary = Summary per night
notifications-problems = Problems only
notifications-none = None
notifications-hint = Everything stands under “Activity” in any case.
quiet-hours = Quiet hours
quiet-hint = Notifications of these hours are shown at their end. Two empty fields: no quiet hours.
preferences-night = The night
night-window = Nightly window
night-hint = The synchronisation takes place once a night, between these two times ({ $zone }).
missed-night = After a missed night
missed-catch-up = Catch up when the computer wakes
missed-skip = Wait for the next night
missed-ask = Ask me
preferences-source = Source
preferences-silverfin = Access to Silverfin
silverfin-client-id = Client id
silverfin-secret = Secret
silverfin-secret-hint = As Silverfin gave them to your office. The secret is kept in this computer's keyring.
silverfin-url = Address of Silverfin
silverfin-more = Advanced settings
silverfin-redirect = Return address
silverfin-redirect-hint = As it is registered with Silverfin.
silverfin-scopes = Rights asked for
silverfin-scopes-hint = Separated by blanks.
preferences-network = Network
proxy-mode = Proxy
proxy-system = As the system does
proxy-none = None
proxy-manual = Address below
proxy-url = Address of the proxy
certificates = Extra certificates
certificates-hint = A PEM file, if your office inspects connections.
preferences-figures = Rubrics and mapping
ownership-explained = Some rubrics are better known elsewhere than in the payroll. What should happen to their values?
ownership-personnel-costs = Personnel costs and benefits (102x, 1033)
ownership-temporary-staff = Temporary staff (150x to 152x)
ownership-training = Training (58xx)
ownership-preceding-year = Preceding year
ownership-deliver = Write like the others
ownership-propose = Write only where nothing stands
ownership-leave = Never write
mapping-handle = Template of the social balance
mapping-hint = The handle of your office's template in Silverfin.
mapping-more = Mapping to Silverfin
mapping-namespace = Namespace
mapping-key = Key
mapping-key-hint = “{"{"}rubric{"}"}” stands for the rubric's code.
mapping-file = Recorded mapping
mapping-file-hint = The name of a mapping that was read from a filled template; it then counts instead of the three settings above.
preferences-documents = Documents
documents-pdf = Add the PDF to the permanent documents
documents-pdf-hint = In the client's Silverfin file, beside the values.
documents-folder = Folder of the documents
preferences-computer = This computer
agent-name = Name of this computer
agent-name-hint = As your colleagues see it among the connections.
diagnostics-look = Check everything
diagnostics-found = { $count ->
    [0] Everything is in order.
    [one] One point needs your attention.
   *[other] { $count } points need your attention.
}
diagnostics-export = Export diagnostics
diagnostics-hint = Without passwords and without figures; you see the file before you send it to anybody.

secret-present = Entered
secret-missing = Not entered yet
secret-unknown = The keyring is locked or missing
secret-save = Save
secret-replace = Replace
path-choose = Choose…
path-clear = Clear
path-none = None
span-from = from
span-to = to
span-half = One time alone does not count: enter the other as well.

## “Help”

help-steps-title = Making the connection
help-step-1 = Open “Social balance connection”.
help-step-2 = Step 1: check that the start date is the current calendar day.
help-step-3 = Step 2: press “Activate the external connection” and copy the “Pairing id”.
help-step-4 = Step 3: click the button “Go to the Silverfin link”.
help-step-5 = Enter the pairing id and click “Validate the connection id”.
help-step-6 = Click “Add a Silverfin connection” and enter your Silverfin login. As soon as you have logged in, the connection is made.
help-faq-title = Frequently asked questions
help-question-1 = Can I deactivate the connection if need be?
help-answer-1 = Yes, whenever you like: click “Deactivate the external connection” under “Social balance connection”. From that moment nothing more is sent from this computer.
help-question-2 = When does the automatic synchronisation take place?
help-answer-2 = Every night, between { $from } and { $to }. Passerelle looks whether a new social balance sheet is there for a dossier and sends it to the matching file in Silverfin. If the computer was off, the night is caught up as your preferences say.
help-question-3 = Can I start the synchronisation myself?
help-answer-3 = Yes. “Synchronise now”, at the lower left of this window and in the tray, does at once what the next night would do.
help-question-4 = Are existing social balance sheets fetched, too, once my connection is activated?
help-answer-4 = No. Only sheets made after the activation of your connection are synchronised with Silverfin. A new activation starts anew.
help-question-5 = Does the synchronisation also work for Silverfin workflows that are not open yet?
help-answer-5 = No, a Silverfin workflow has to be open. The sheet waits, the dossier says so, and Passerelle tries again every night until the workflow is open.
help-about-title = About
help-version = Passerelle { $version }
help-licence = Free software under the European Union Public Licence (EUPL 1.2).
help-components = Built with free software
help-unofficial = Passerelle is not a product of SD Worx or of Silverfin.
