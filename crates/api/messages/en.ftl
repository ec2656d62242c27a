# What only the windows say. "title-…" names, "detail-…" tells, "advice-…" advises.

login-window-title = Log in to Silverfin · { $host }
login-browser-done = The connection was established. You may close this page and return to Passerelle.
login-browser-failed = The login did not come about. Return to Passerelle to see why.
login-browser-foreign = This answer does not belong to the login under way. Nothing was taken from it. Return to Passerelle to go on.

title-not-paired = This computer is not paired yet
advice-not-paired = First validate the pairing id in the window "Silverfin link".
title-no-login-begun = No login under way
advice-no-login-begun = Begin again with "Add a Silverfin connection".
title-already-running = A synchronisation is under way already
advice-already-running = Wait until it has ended.
title-firm-unknown = Silverfin firm not connected
detail-firm-unknown = Firm { $detail } is not among the existing connections.
title-dossier-unknown = Dossier not found
advice-dossier-unknown = The list may have changed meanwhile: search for it again.
title-company-unknown = Silverfin client file not found
detail-company-unknown = The connection to Silverfin sees no client file { $detail }.
title-firm-ambiguous = Several Silverfin firms possible
advice-firm-ambiguous = Choose the client file in the list: it says the firm.
title-other-enterprise = This client file is another enterprise's
detail-other-enterprise = It has the enterprise number { $detail }.
advice-other-enterprise = Correct the enterprise number first, in Silverfin or in Finbox.
title-nothing-to-review = Nothing to examine here
advice-nothing-to-review = The list may have changed meanwhile.
title-undecided = Some rubrics are not decided
advice-undecided = Choose a value for each rubric.
title-setting-managed = Fixed by your office
detail-setting-managed = Your office's policy fixes this setting.
advice-setting-managed = Ask whoever looks after your office's computers.
title-setting-invalid = Value not accepted
detail-setting-invalid = { $detail ->
    [address] Expected: an address that begins with https://.
    [proxy] Expected: an address that begins with http:// or https://.
    [number] Expected: a whole number within the bounds of this setting.
    [time] Expected: a time of day, such as 22:30.
    [file] Expected: a file or folder of this computer that can be read and holds what is needed.
   *[other] This value is not of the expected form.
}
title-code-unreadable = Code not recognised
detail-code-unreadable = This text is neither a code of Silverfin nor the address of the page that shows it, or it belongs to another login.
advice-code-unreadable = Copy the whole code, or the whole address of the page.
title-code-lapsed = Code not accepted by Silverfin
detail-code-lapsed = It has lapsed (a code is good for ten minutes), was used already, or is for another firm than the one entered.
advice-code-lapsed = Check "Silverfin firm:", then begin again with "Add a Silverfin connection".
title-firm-missing = Say which Silverfin firm
advice-firm-missing = This login does not say the firm: enter it in "Silverfin firm:", then begin again.
title-firm-not-granted = Access granted for another firm
detail-firm-not-granted = No access was granted for firm { $detail }.
advice-firm-not-granted = Begin again and choose that firm on Silverfin's page, or enter the one that you choose there.
title-firm-unreadable = Silverfin firm not recognised
detail-firm-unreadable = "{ $detail }" is neither a firm's number nor the address of one of its pages.
title-access-not-given = Access not given
detail-access-not-given = Silverfin gave no access. Its window, which stayed open, says why.
advice-access-not-given = Only an administrator of Silverfin can give this access. If you are one, begin again with "Add a Silverfin connection"; otherwise ask one.
title-login-window-closed = Login window closed
detail-login-window-closed = The window was closed before the login had ended. Nothing was changed.
advice-login-window-closed = Begin again whenever you like.
title-login-window-certificate = Certificate unknown to the login window
detail-login-window-certificate = The login window knows the certificates of this computer alone: the file chosen in the preferences does not count for it.
advice-login-window-certificate = Choose “Use my browser” if Silverfin opens there without a warning. Otherwise ask your IT department to add the certificate to those of this computer.
title-login-took-too-long = Login without an answer
detail-login-took-too-long = The browser did not come back with an answer.
advice-login-took-too-long = Begin again, or choose "Paste the code".
advice-network-failed = Check the internet connection and the proxy, then begin again.
title-desktop-refused = Refused by this computer
detail-desktop-refused = What the computer was to do did not come about. The system says: { $detail }
advice-desktop-refused = Try again. If it happens again, export the diagnostics in “Help”.
title-file-unwritable = File cannot be written
detail-file-unwritable = The system did not let the file be written. The system says: { $detail }
advice-file-unwritable = Choose another folder.
title-not-permitted = Not allowed here
detail-not-permitted = This window may not ask for "{ $detail }".
title-unexpected = Unexpected error
advice-unexpected = Export the diagnostics and ask for help.
title-not-begun = Passerelle could not start
detail-not-begun = Technical detail: { $detail }
advice-not-begun = Restart the computer. If it happens again, ask for help and pass this message on.
title-service-runs = Passerelle's nightly service is running already
advice-service-runs = It holds Passerelle's folder on this computer. Stop it first, or use the command line.
