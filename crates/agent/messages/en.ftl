# English. A "title-…" names a problem, "reason-…" says what happened, "fix-…" what to do.

## Words

moment = { $date } at { $time }
service-finbox = Finbox
service-silverfin = Silverfin

## States of a sheet

state-announced = Announced
state-fetched = Received
state-unmatched = To be linked
state-waiting-workflow = Waiting for the workflow
state-needs-review = To be reviewed
state-sending = Being sent
state-uncertain = To be checked in Silverfin
state-delivered = Synchronised
state-refused = Refused
state-retry-at = Will be tried again
state-superseded = Replaced by a correction
state-stopped = Stopped with the connection

## Why a sheet stands there

title-no-company = No Silverfin file found
reason-no-company = No Silverfin file has the enterprise number { $number }.
fix-no-company = Link the dossier, or note this number in the Silverfin file.
title-several-companies = Several Silverfin files possible
reason-several-companies = { $count } Silverfin files have the enterprise number { $number }.
fix-several-companies = Link the dossier to the right one; the choice is remembered.
title-no-enterprise-number = Enterprise number missing
reason-no-enterprise-number = Neither the dossier nor the sheet gives a valid enterprise number.
fix-no-enterprise-number = Link the dossier, or complete the enterprise number in Finbox.
title-linked-company-gone = Silverfin file gone
reason-linked-company-gone = The linked Silverfin file (no. { $company }) no longer exists, or this login no longer sees it.
fix-linked-company-gone = Link the dossier to another Silverfin file, or give access to this one again.
title-no-firm-connected = Not connected to Silverfin yet
reason-no-firm-connected = No Silverfin firm is connected yet.
fix-no-firm-connected = Add a Silverfin connection.
title-no-period = Period missing
reason-no-period = The Silverfin file has no financial year that closes on { $date }.
fix-no-period = Create this period in Silverfin. The sheet follows the night after.
title-year-start-differs = Financial year starts differently
reason-year-start-differs = The financial year starts on { $sheet } in the social balance sheet and on { $silverfin } in Silverfin.
fix-year-start-differs = Correct the dates of the financial year, in Silverfin or in the payroll file.
title-no-template = Workflow not open yet
reason-no-template = No open workflow of this period has the template “{ $handle }”.
fix-no-template = Open the workflow of the social balance sheet in Silverfin. The sheet follows the night after.
title-workflow-archived = Workflow archived
reason-workflow-archived = The workflow “{ $workflow }”, with the social balance sheet, is archived.
fix-workflow-archived = Reopen the workflow in Silverfin. The sheet follows the night after.
title-workflow-completed = Workflow completed
reason-workflow-completed = The workflow “{ $workflow }”, with the social balance sheet, is completed already.
fix-workflow-completed = Reopen the workflow in Silverfin if this sheet still has to go in.
title-several-templates = Several templates possible
reason-several-templates = { $count } templates “{ $handle }” are in open workflows; nothing tells which is meant.
fix-several-templates = Leave only one workflow with this template open, or choose another template in the preferences.
title-changed-in-silverfin = Values changed in Silverfin
reason-changed-in-silverfin = { $count ->
    [one] One rubric was changed in Silverfin ({ $rubrics }), and the sheet says otherwise.
   *[other] { $count } rubrics were changed in Silverfin ({ $rubrics }), and the sheet says otherwise.
}
fix-changed-in-silverfin = Review the sheet and choose the value to keep. Nothing is overwritten meanwhile.
title-period-locked = Period locked
reason-period-locked = The period is locked in Silverfin. Silverfin's answer: { $detail }
fix-period-locked = Unlock the period in Silverfin, then try again.
title-write-ignored = Silverfin took nothing over
reason-write-ignored = Silverfin confirmed the delivery without changing the values; a locked period often does that.
fix-write-ignored = Check that the period is not locked, then try again.
title-no-right = Right missing in Silverfin
reason-no-right = { $scope ->
    [none] The login has no right to write in this file. Silverfin's answer: { $detail }
   *[other] The login lacks the right “{ $scope }”. Silverfin's answer: { $detail }
}
fix-no-right = Ask Silverfin's administrator for this right, then log in again.
title-silverfin-refused = Refused by Silverfin
reason-silverfin-refused = Silverfin refuses the sheet (code { $status }). Silverfin's answer: { $detail }
fix-silverfin-refused = Correct what Silverfin reports, then try again.
title-unreadable-sheet = Sheet unreadable
reason-unreadable-sheet = The social balance sheet cannot be read. Technical detail: { $detail }
fix-unreadable-sheet = Have the social balance sheet made again in the source.
title-sheet-contradicts-feed = Sheet contradicts itself
reason-sheet-contradicts-feed = The sheet's content is not what the source announces. Technical detail: { $detail }
fix-sheet-contradicts-feed = Have the social balance sheet made again in the source.
title-network-failed = { $service } not reachable
reason-network-failed = No connection to { $service } could be made.
fix-network-failed = Check the internet connection and the proxy. Another try follows by itself.
title-certificate-not-trusted = Certificate not trusted
reason-certificate-not-trusted = This computer does not trust the certificate of { $host }.
fix-certificate-not-trusted = Ask your IT department to add the certificate, or name it in the preferences.
title-asked-to-wait = { $service } asks to wait
reason-asked-to-wait = { $until ->
    [none] { $service } got too many requests.
   *[other] { $service } got too many requests and asks to wait until { $until }.
}
fix-asked-to-wait = Nothing to do: another try follows by itself.
title-service-unavailable = { $service } out of order
reason-service-unavailable = { $service } does not work at the moment (code { $status }).
fix-service-unavailable = Nothing to do: another try follows by itself.
title-answer-garbled = Answer not understood
reason-answer-garbled = The answer of { $service } cannot be understood. Technical detail: { $detail }
fix-answer-garbled = Another try follows by itself. If this repeats itself, export the diagnostics.
title-login-lapsed = Log in to Silverfin again
reason-login-lapsed = The login to “{ $firm }” has lapsed.
fix-login-lapsed = Log in to Silverfin again. Nothing is lost meanwhile.
title-other-payroll-file-missing = Other payroll file awaited
reason-other-payroll-file-missing = This enterprise has another payroll file, “{ $dossier }”, whose sheet cannot be read yet.
fix-other-payroll-file-missing = Nothing to do if that sheet still follows. Otherwise have it made: half a sum would be wrong.
title-keyring-locked = Keyring locked
reason-keyring-locked = The passwords of this computer are locked.
fix-keyring-locked = Unlock the session or the keyring. The synchronisation goes on by itself.
title-source-unauthorised = Access refused by Finbox
reason-source-unauthorised = Finbox no longer accepts this computer's access.
fix-source-unauthorised = Check the access key and the external connection in “Social balance connection”.
title-no-trustworthy-answer = Delivery to be checked
reason-no-trustworthy-answer = The sheet was sent, but the answer cannot be trusted. Technical detail: { $detail }
fix-no-trustworthy-answer = Nothing to do: the values are read back in Silverfin first.

## What stands in the way of the connection

title-access-key-missing = Access key missing
reason-access-key-missing = The access key of Finbox has not been entered yet.
fix-access-key-missing = Enter the access key.
title-finbox-address-missing = Address of Finbox missing
reason-finbox-address-missing = The address of Finbox has not been entered yet.
fix-finbox-address-missing = Enter the address, or choose a watched folder as the source.
title-folder-missing = Watched folder missing
reason-folder-missing = No folder to watch has been chosen.
fix-folder-missing = Choose the folder that the social balance sheets are put into.
title-folder-unusable = Watched folder not usable
reason-folder-unusable = The folder { $folder } cannot be used. Technical detail: { $detail }
fix-folder-unusable = Check that the folder exists and that you may write in it.
title-not-active = External connection not active
reason-not-active = The external connection is not activated.
fix-not-active = Activate the external connection.
title-start-date-not-today = Wrong start date
reason-start-date-not-today = The start date is not the current calendar day.
fix-start-date-not-today = Take today's date.
title-pairing-mistyped = Pairing id mistyped
reason-pairing-mistyped = There is a typing error in this pairing id.
fix-pairing-mistyped = Copy it again rather than typing it.
title-pairing-unknown = Pairing id unknown
reason-pairing-unknown = Finbox does not know this pairing id.
fix-pairing-unknown = Copy the id that is shown after the activation.
title-pairing-revoked = Pairing id revoked
reason-pairing-revoked = This id is no longer valid: the external connection was deactivated since.
fix-pairing-revoked = Activate the external connection again and copy the new id.
title-too-many-tries = Too many tries
reason-too-many-tries = { $until ->
    [none] Too many wrong ids were tried.
   *[other] Too many wrong ids were tried. Finbox asks to wait until { $until }.
}
fix-too-many-tries = Wait a moment, then try again.
title-lease-held = Synchronised by another computer
reason-lease-held = “{ $holder }” synchronises this connection until { $until }.
fix-lease-held = Nothing to do: this computer takes over if the other stops.
title-client-missing = Access to Silverfin incomplete
reason-client-missing = Your office's client id or secret has not been entered yet.
fix-client-missing = Enter both as Silverfin gave them to your office.
title-client-unknown = Access to Silverfin refused
reason-client-unknown = Silverfin does not know this client id with this secret.
fix-client-unknown = Check the client id and the secret.
title-login-cancelled = Login cancelled
reason-login-cancelled = The login to Silverfin was broken off before its end.
fix-login-cancelled = Begin again whenever you like.
title-login-refused = Login refused
reason-login-refused = Silverfin refused the login. Technical detail: { $detail }
fix-login-refused = Begin again, and accept the request for access.
title-wrong-firm = Another Silverfin firm
reason-wrong-firm = Access was granted to firm { $granted }, not to { $wanted }.
fix-wrong-firm = Keep this connection if it is the right one, or begin again with the other firm.
title-not-administrator = Administrator rights needed
reason-not-administrator = Your Silverfin account cannot grant this access.
fix-not-administrator = Ask an administrator of Silverfin to make the connection.
title-keyring-missing = No keyring
reason-keyring-missing = This computer has no keyring to keep passwords in. Technical detail: { $detail }
fix-keyring-missing = Open a session with a keyring, or choose the vault in a file explicitly.
title-secret-damaged = Password not usable
reason-secret-damaged = What the keyring keeps for Passerelle cannot be used. Technical detail: { $detail }
fix-secret-damaged = Enter it again.
title-settings-unreadable = Settings unreadable
reason-settings-unreadable = The settings cannot be read. Technical detail: { $detail }
fix-settings-unreadable = Correct the file, or delete it to return to the defaults.
title-policy-unreadable = Office policy unreadable
reason-policy-unreadable = The policy that your office sets cannot be read. Technical detail: { $detail }
fix-policy-unreadable = Tell your IT department.
title-mapping-unusable = Mapping not usable
reason-mapping-unusable = The mapping between rubrics and Silverfin cannot be used. Technical detail: { $detail }
fix-mapping-unusable = Choose another mapping, or record it again.
title-journal-unusable = Journal not usable
reason-journal-unusable = Passerelle's journal cannot be used. Technical detail: { $detail }
fix-journal-unusable = Export the diagnostics. Nothing is sent meanwhile.
title-disk-full = Disk full
reason-disk-full = There is no room left on the disk where Passerelle keeps its journal.
fix-disk-full = Make room. Nothing is lost: the sync goes on by itself afterwards.
title-home-read-only = Passerelle's folder is write-protected
reason-home-read-only = Passerelle cannot write in its folder. Technical detail: { $detail }
fix-home-read-only = Give this account the right to write in that folder. Nothing is sent meanwhile.

## What a button offers

action-link-dossier = Link
action-open-in-silverfin = Open in Silverfin
action-retry = Try again
action-review = Review
action-log-in = Log in to Silverfin
action-open-connection = Open “Social balance connection”
action-open-preferences = Open “Preferences”
action-export-diagnostics = Export diagnostics

## Tray

tray-up-to-date = Up to date · last synchronised { $last }
tray-never-synced = Up to date · nothing synchronised yet
tray-working = Synchronising…
tray-working-of = Synchronising… { $done } of { $total }
tray-waiting = { $count ->
    [one] One dossier waits for your decision
   *[other] { $count } dossiers wait for your decision
}
tray-trouble = { $title }
tray-trouble-retry = { $title } · next try { $at }
tray-missed-night = The night of { $night } was missed
tray-paused = Paused until you resume
tray-paused-until = Paused until { $until }
tray-not-connected = Not connected
tray-quitting = Passerelle is closing…
tray-last-success = Last synchronised { $last }
tray-sync-now = Synchronise now
tray-pause = Pause
tray-pause-half-an-hour = 30 minutes
tray-pause-until-tomorrow = Until tomorrow
tray-pause-until-resumed = Until I resume
tray-resume = Resume
tray-catch-up = Catch up the night of { $night }
tray-skip-night = Do not catch it up
tray-dossiers = Dossiers to handle ({ $count })…
tray-settings = Settings…
tray-quit = Quit Passerelle

## Notifications

notice-synced-title = Social balance sheet synchronised
notice-synced-body = { $dossier } · financial year { $year } · { $firm }
notice-rest-body = { $count ->
    [one] … and one more sheet
   *[other] … and { $count } more sheets
}
notice-summary-title = Social balance sheets synchronised
notice-summary-body = { $count ->
    [one] One social balance sheet was synchronised.
   *[other] { $count } social balance sheets were synchronised.
}
notice-problem-body = { $dossier }: { $detail }
notice-problem-others = { $count ->
    [one] … and one more dossier
   *[other] … and { $count } more dossiers
}
notice-missed-night-title = Night missed
notice-missed-night-body = The computer was off or asleep in the night of { $night }. Should it be caught up?

## Activity

run-scheduled = Night of { $night }
run-catch-up = Night of { $night }, caught up
run-manual = Synchronisation asked for
run-retry = Another try
activity-activated = External connection activated
activity-paired = Computer paired with “{ $environment }”
activity-deactivated = { $count ->
    [0] External connection deactivated
    [one] External connection deactivated; one sheet will not be sent any more
   *[other] External connection deactivated; { $count } sheets will not be sent any more
}
activity-firm-connected = Connected to Silverfin: “{ $firm }”
activity-firm-removed = Silverfin connection removed: “{ $firm }”
activity-login-lapsed = Login to “{ $firm }” lapsed
activity-before-activation = { $count ->
    [one] One sheet from before the activation is not sent
   *[other] { $count } sheets from before the activation are not sent
}
activity-unreadable-entry = Announcement not understood. Technical detail: { $detail }
activity-standby = “{ $holder }” synchronises “{ $firm }” already
activity-moved = { $to }
activity-moved-because = { $to }: { $reason }
activity-stands = Rubrics written: { $written } · right already: { $right } · left as they were: { $kept }
activity-left-out-without-place = Not sent, as the template has no place for it: { $rubrics }
activity-left-out-of-sum = Not added up, as another payroll file's layout does not have it: { $rubrics }
activity-decided = { $count ->
    [one] Decision taken for one rubric
   *[other] Decision taken for { $count } rubrics
}
activity-retry-asked = Another try asked for
activity-linked-by-number = Linked to “{ $company }” by the enterprise number
activity-linked-by-person = Linked to “{ $company }”
activity-link-dropped = Link dropped: it led nowhere any more
activity-document-stored = PDF added to the permanent documents
activity-document-given-up = PDF not added: { $detail }
activity-run-troubled = { $reason }
activity-notified = Notification: { $title } – { $body }
activity-crashed = Passerelle had stopped unexpectedly; nothing is lost
