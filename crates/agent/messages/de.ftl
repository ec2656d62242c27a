# Deutsch. „title-…“ benennt ein Problem, „reason-…“ sagt, was geschehen ist, „fix-…“, was zu tun ist.

## Wörter

moment = { $date } um { $time }
service-finbox = Finbox
service-silverfin = Silverfin

## Zustand einer Sozialbilanz

state-announced = Angekündigt
state-fetched = Empfangen
state-unmatched = Zuzuordnen
state-waiting-workflow = Wartet auf den Workflow
state-needs-review = Zu prüfen
state-sending = Wird übertragen
state-uncertain = In Silverfin nachzusehen
state-delivered = Synchronisiert
state-refused = Abgelehnt
state-retry-at = Neuer Versuch geplant
state-superseded = Durch eine Berichtigung ersetzt
state-stopped = Mit der Verbindung beendet

## Warum eine Sozialbilanz dort steht

title-no-company = Keine Silverfin-Akte gefunden
reason-no-company = Keine Silverfin-Akte hat die Unternehmensnummer { $number }.
fix-no-company = Ordnen Sie die Akte zu, oder tragen Sie diese Nummer in der Silverfin-Akte ein.
title-several-companies = Mehrere Silverfin-Akten möglich
reason-several-companies = { $count } Silverfin-Akten haben die Unternehmensnummer { $number }.
fix-several-companies = Ordnen Sie die Akte der richtigen zu; die Wahl wird behalten.
title-no-enterprise-number = Unternehmensnummer fehlt
reason-no-enterprise-number = Weder die Akte noch die Sozialbilanz gibt eine gültige Unternehmensnummer an.
fix-no-enterprise-number = Ordnen Sie die Akte zu, oder ergänzen Sie die Unternehmensnummer in Finbox.
title-linked-company-gone = Silverfin-Akte verschwunden
reason-linked-company-gone = Die zugeordnete Silverfin-Akte (Nr. { $company }) gibt es nicht mehr, oder diese Anmeldung sieht sie nicht mehr.
fix-linked-company-gone = Ordnen Sie die Akte einer anderen Silverfin-Akte zu, oder geben Sie den Zugang wieder frei.
title-no-firm-connected = Noch keine Verbindung mit Silverfin
reason-no-firm-connected = Noch kein Silverfin-Büro ist verbunden.
fix-no-firm-connected = Fügen Sie eine Silverfin-Verbindung hinzu.
title-no-period = Zeitraum fehlt
reason-no-period = Die Silverfin-Akte hat kein Geschäftsjahr, das am { $date } endet.
fix-no-period = Legen Sie diesen Zeitraum in Silverfin an. Die Sozialbilanz folgt in der Nacht darauf.
title-year-start-differs = Anderer Beginn des Geschäftsjahres
reason-year-start-differs = Das Geschäftsjahr beginnt am { $sheet } in der Sozialbilanz und am { $silverfin } in Silverfin.
fix-year-start-differs = Berichtigen Sie die Daten des Geschäftsjahres, in Silverfin oder in der Lohnakte.
title-no-template = Workflow noch nicht geöffnet
reason-no-template = Kein offener Workflow dieses Zeitraums enthält die Vorlage „{ $handle }“.
fix-no-template = Öffnen Sie den Workflow der Sozialbilanz in Silverfin. Die Sozialbilanz folgt in der Nacht darauf.
title-workflow-archived = Workflow archiviert
reason-workflow-archived = Der Workflow „{ $workflow }“ mit der Sozialbilanz ist archiviert.
fix-workflow-archived = Öffnen Sie den Workflow in Silverfin wieder. Die Sozialbilanz folgt in der Nacht darauf.
title-workflow-completed = Workflow abgeschlossen
reason-workflow-completed = Der Workflow „{ $workflow }“ mit der Sozialbilanz ist bereits abgeschlossen.
fix-workflow-completed = Öffnen Sie den Workflow in Silverfin wieder, wenn diese Sozialbilanz noch hinein soll.
title-several-templates = Mehrere Vorlagen möglich
reason-several-templates = { $count } Vorlagen „{ $handle }“ stehen in offenen Workflows; nichts sagt, welche gemeint ist.
fix-several-templates = Lassen Sie nur einen Workflow mit dieser Vorlage offen, oder wählen Sie in den Einstellungen eine andere.
title-changed-in-silverfin = Werte in Silverfin geändert
reason-changed-in-silverfin = { $count ->
    [one] Eine Rubrik wurde in Silverfin geändert ({ $rubrics }), und die Sozialbilanz sagt etwas anderes.
   *[other] { $count } Rubriken wurden in Silverfin geändert ({ $rubrics }), und die Sozialbilanz sagt etwas anderes.
}
fix-changed-in-silverfin = Prüfen Sie die Sozialbilanz und wählen Sie den Wert, der bleibt. Inzwischen wird nichts überschrieben.
title-period-locked = Zeitraum gesperrt
reason-period-locked = Der Zeitraum ist in Silverfin gesperrt. Antwort von Silverfin: { $detail }
fix-period-locked = Entsperren Sie den Zeitraum in Silverfin und versuchen Sie es erneut.
title-write-ignored = Silverfin hat nichts übernommen
reason-write-ignored = Silverfin hat die Übertragung bestätigt, ohne die Werte zu ändern; oft ist ein gesperrter Zeitraum die Ursache.
fix-write-ignored = Prüfen Sie, ob der Zeitraum gesperrt ist, und versuchen Sie es erneut.
title-no-right = Recht fehlt in Silverfin
reason-no-right = { $scope ->
    [none] Die Anmeldung darf in dieser Akte nicht schreiben. Antwort von Silverfin: { $detail }
   *[other] Der Anmeldung fehlt das Recht „{ $scope }“. Antwort von Silverfin: { $detail }
}
fix-no-right = Bitten Sie den Administrator von Silverfin um dieses Recht und melden Sie sich neu an.
title-silverfin-refused = Von Silverfin abgelehnt
reason-silverfin-refused = Silverfin lehnt die Sozialbilanz ab (Code { $status }). Antwort von Silverfin: { $detail }
fix-silverfin-refused = Berichtigen Sie, was Silverfin meldet, und versuchen Sie es erneut.
title-unreadable-sheet = Sozialbilanz nicht lesbar
reason-unreadable-sheet = Die Sozialbilanz kann nicht gelesen werden. Technisches Detail: { $detail }
fix-unreadable-sheet = Lassen Sie die Sozialbilanz in der Quelle neu erstellen.
title-sheet-contradicts-feed = Widersprüchliche Sozialbilanz
reason-sheet-contradicts-feed = Der Inhalt der Sozialbilanz ist nicht, was die Quelle ankündigt. Technisches Detail: { $detail }
fix-sheet-contradicts-feed = Lassen Sie die Sozialbilanz in der Quelle neu erstellen.
title-network-failed = { $service } nicht erreichbar
reason-network-failed = Die Verbindung mit { $service } kam nicht zustande.
fix-network-failed = Prüfen Sie die Internetverbindung und den Proxy. Ein neuer Versuch folgt von selbst.
title-certificate-not-trusted = Zertifikat nicht vertrauenswürdig
reason-certificate-not-trusted = Dieser Computer vertraut dem Zertifikat von { $host } nicht.
fix-certificate-not-trusted = Bitten Sie Ihre IT-Abteilung, das Zertifikat hinzuzufügen, oder geben Sie es in den Einstellungen an.
title-asked-to-wait = { $service } bittet zu warten
reason-asked-to-wait = { $until ->
    [none] { $service } hat zu viele Anfragen erhalten.
   *[other] { $service } hat zu viele Anfragen erhalten und bittet, bis { $until } zu warten.
}
fix-asked-to-wait = Nichts zu tun: Ein neuer Versuch folgt von selbst.
title-service-unavailable = { $service } gestört
reason-service-unavailable = { $service } funktioniert zurzeit nicht (Code { $status }).
fix-service-unavailable = Nichts zu tun: Ein neuer Versuch folgt von selbst.
title-answer-garbled = Unverständliche Antwort
reason-answer-garbled = Die Antwort von { $service } ist nicht zu verstehen. Technisches Detail: { $detail }
fix-answer-garbled = Ein neuer Versuch folgt von selbst. Wiederholt es sich, exportieren Sie die Diagnose.
title-login-lapsed = Neue Anmeldung bei Silverfin nötig
reason-login-lapsed = Die Anmeldung bei „{ $firm }“ ist abgelaufen.
fix-login-lapsed = Melden Sie sich erneut bei Silverfin an. Inzwischen geht nichts verloren.
title-other-payroll-file-missing = Andere Lohnakte erwartet
reason-other-payroll-file-missing = Dieses Unternehmen hat eine weitere Lohnakte, „{ $dossier }“, deren Sozialbilanz noch nicht lesbar ist.
fix-other-payroll-file-missing = Nichts zu tun, wenn diese Sozialbilanz noch folgt. Lassen Sie sie sonst erstellen: Eine halbe Summe wäre falsch.
title-keyring-locked = Schlüsselbund gesperrt
reason-keyring-locked = Die Passwörter dieses Computers sind gesperrt.
fix-keyring-locked = Entsperren Sie die Sitzung oder den Schlüsselbund. Die Synchronisierung geht von selbst weiter.
title-source-unauthorised = Zugang von Finbox abgelehnt
reason-source-unauthorised = Finbox nimmt den Zugang dieses Computers nicht mehr an.
fix-source-unauthorised = Prüfen Sie den Zugangsschlüssel und die externe Verbindung unter „Verbindung Sozialbilanz“.
title-no-trustworthy-answer = Übertragung nachzusehen
reason-no-trustworthy-answer = Die Sozialbilanz wurde übertragen, aber auf die Antwort ist kein Verlass. Technisches Detail: { $detail }
fix-no-trustworthy-answer = Nichts zu tun: Die Werte werden zuerst in Silverfin zurückgelesen.

## Was der Verbindung im Weg steht

title-access-key-missing = Zugangsschlüssel fehlt
reason-access-key-missing = Der Zugangsschlüssel von Finbox wurde noch nicht eingegeben.
fix-access-key-missing = Geben Sie den Zugangsschlüssel ein.
title-finbox-address-missing = Adresse von Finbox fehlt
reason-finbox-address-missing = Die Adresse von Finbox wurde noch nicht eingegeben.
fix-finbox-address-missing = Geben Sie die Adresse ein, oder wählen Sie einen überwachten Ordner als Quelle.
title-folder-missing = Überwachter Ordner fehlt
reason-folder-missing = Es wurde noch kein zu überwachender Ordner gewählt.
fix-folder-missing = Wählen Sie den Ordner, in den die Sozialbilanzen gelegt werden.
title-folder-unusable = Überwachter Ordner nicht nutzbar
reason-folder-unusable = Der Ordner { $folder } kann nicht genutzt werden. Technisches Detail: { $detail }
fix-folder-unusable = Prüfen Sie, ob es den Ordner gibt und ob Sie darin schreiben dürfen.
title-not-active = Externe Verbindung nicht aktiv
reason-not-active = Die externe Verbindung ist nicht aktiviert.
fix-not-active = Aktivieren Sie die externe Verbindung.
title-start-date-not-today = Falsches Startdatum
reason-start-date-not-today = Das Startdatum ist nicht der heutige Kalendertag.
fix-start-date-not-today = Nehmen Sie das heutige Datum.
title-pairing-mistyped = Kopplungskennung vertippt
reason-pairing-mistyped = Diese Kopplungskennung enthält einen Tippfehler.
fix-pairing-mistyped = Kopieren Sie sie erneut, statt sie abzutippen.
title-pairing-unknown = Kopplungskennung unbekannt
reason-pairing-unknown = Finbox kennt diese Kopplungskennung nicht.
fix-pairing-unknown = Kopieren Sie die Kennung, die nach der Aktivierung erscheint.
title-pairing-revoked = Kopplungskennung widerrufen
reason-pairing-revoked = Diese Kennung gilt nicht mehr: Die externe Verbindung wurde inzwischen deaktiviert.
fix-pairing-revoked = Aktivieren Sie die externe Verbindung erneut und kopieren Sie die neue Kennung.
title-too-many-tries = Zu viele Versuche
reason-too-many-tries = { $until ->
    [none] Zu viele falsche Kennungen wurden versucht.
   *[other] Zu viele falsche Kennungen wurden versucht. Finbox bittet, bis { $until } zu warten.
}
fix-too-many-tries = Warten Sie einen Moment und versuchen Sie es erneut.
title-lease-held = Von einem anderen Computer synchronisiert
reason-lease-held = „{ $holder }“ synchronisiert diese Verbindung bis { $until }.
fix-lease-held = Nichts zu tun: Dieser Computer übernimmt, wenn der andere aufhört.
title-client-missing = Zugang zu Silverfin unvollständig
reason-client-missing = Client-ID oder Geheimnis Ihres Büros wurde noch nicht eingegeben.
fix-client-missing = Geben Sie beide so ein, wie Silverfin sie Ihrem Büro mitgeteilt hat.
title-client-unknown = Zugang zu Silverfin abgelehnt
reason-client-unknown = Silverfin kennt diese Client-ID mit diesem Geheimnis nicht.
fix-client-unknown = Prüfen Sie Client-ID und Geheimnis.
title-login-cancelled = Anmeldung abgebrochen
reason-login-cancelled = Die Anmeldung bei Silverfin wurde vor dem Ende abgebrochen.
fix-login-cancelled = Beginnen Sie neu, wann Sie möchten.
title-login-refused = Anmeldung abgelehnt
reason-login-refused = Silverfin hat die Anmeldung abgelehnt. Technisches Detail: { $detail }
fix-login-refused = Beginnen Sie neu, und nehmen Sie die Bitte um Zugang an.
title-wrong-firm = Anderes Silverfin-Büro
reason-wrong-firm = Der Zugang wurde dem Büro { $granted } gewährt, nicht { $wanted }.
fix-wrong-firm = Behalten Sie diese Verbindung, wenn sie die richtige ist, oder beginnen Sie mit dem anderen Büro neu.
title-not-administrator = Administratorrechte nötig
reason-not-administrator = Ihr Silverfin-Konto kann diesen Zugang nicht gewähren.
fix-not-administrator = Bitten Sie einen Administrator von Silverfin, die Verbindung herzustellen.
title-keyring-missing = Kein Schlüsselbund
reason-keyring-missing = Dieser Computer hat keinen Schlüsselbund, um Passwörter aufzubewahren. Technisches Detail: { $detail }
fix-keyring-missing = Öffnen Sie eine Sitzung mit Schlüsselbund, oder wählen Sie ausdrücklich den Tresor in einer Datei.
title-secret-damaged = Passwort nicht nutzbar
reason-secret-damaged = Was der Schlüsselbund für Passerelle aufbewahrt, kann nicht genutzt werden. Technisches Detail: { $detail }
fix-secret-damaged = Geben Sie es erneut ein.
title-settings-unreadable = Einstellungen nicht lesbar
reason-settings-unreadable = Die Einstellungen können nicht gelesen werden. Technisches Detail: { $detail }
fix-settings-unreadable = Berichtigen Sie die Datei, oder löschen Sie sie, um zu den Vorgaben zurückzukehren.
title-policy-unreadable = Vorgaben des Büros nicht lesbar
reason-policy-unreadable = Die Vorgaben Ihres Büros können nicht gelesen werden. Technisches Detail: { $detail }
fix-policy-unreadable = Benachrichtigen Sie Ihre IT-Abteilung.
title-mapping-unusable = Zuordnung nicht nutzbar
reason-mapping-unusable = Die Zuordnung zwischen Rubriken und Silverfin kann nicht genutzt werden. Technisches Detail: { $detail }
fix-mapping-unusable = Wählen Sie eine andere Zuordnung, oder zeichnen Sie sie neu auf.
title-journal-unusable = Journal nicht nutzbar
reason-journal-unusable = Das Journal von Passerelle kann nicht genutzt werden. Technisches Detail: { $detail }
fix-journal-unusable = Exportieren Sie die Diagnose. Inzwischen wird nichts übertragen.
title-disk-full = Datenträger voll
reason-disk-full = Auf dem Datenträger, auf dem Passerelle sein Journal führt, ist kein Platz mehr.
fix-disk-full = Schaffen Sie Platz. Nichts geht verloren: die Übertragung läuft danach von selbst weiter.
title-home-read-only = Ordner von Passerelle schreibgeschützt
reason-home-read-only = Passerelle kann nicht in seinen Ordner schreiben. Technisches Detail: { $detail }
fix-home-read-only = Geben Sie diesem Konto das Recht, in diesem Ordner zu schreiben. Inzwischen wird nichts übertragen.

## Was eine Schaltfläche anbietet

action-link-dossier = Zuordnen
action-open-in-silverfin = In Silverfin öffnen
action-retry = Erneut versuchen
action-review = Prüfen
action-log-in = Bei Silverfin anmelden
action-open-connection = „Verbindung Sozialbilanz“ öffnen
action-open-preferences = „Einstellungen“ öffnen
action-export-diagnostics = Diagnose exportieren

## Infobereich

tray-up-to-date = Aktuell · letzte Synchronisierung { $last }
tray-never-synced = Aktuell · noch keine Synchronisierung
tray-working = Synchronisierung läuft…
tray-working-of = Synchronisierung läuft… { $done } von { $total }
tray-waiting = { $count ->
    [one] Eine Akte wartet auf Ihre Entscheidung
   *[other] { $count } Akten warten auf Ihre Entscheidung
}
tray-trouble = { $title }
tray-trouble-retry = { $title } · neuer Versuch { $at }
tray-missed-night = Die Nacht vom { $night } wurde versäumt
tray-paused = Angehalten, bis Sie fortsetzen
tray-paused-until = Angehalten bis { $until }
tray-not-connected = Keine Verbindung
tray-quitting = Passerelle wird beendet…
tray-last-success = Letzte Synchronisierung { $last }
tray-sync-now = Jetzt synchronisieren
tray-pause = Anhalten
tray-pause-half-an-hour = 30 Minuten
tray-pause-until-tomorrow = Bis morgen
tray-pause-until-resumed = Bis ich fortsetze
tray-resume = Fortsetzen
tray-catch-up = Die Nacht vom { $night } nachholen
tray-skip-night = Nicht nachholen
tray-dossiers = Zu bearbeitende Akten ({ $count })…
tray-settings = Einstellungen…
tray-quit = Passerelle beenden

## Benachrichtigungen

notice-synced-title = Sozialbilanz synchronisiert
notice-synced-body = { $dossier } · Geschäftsjahr { $year } · { $firm }
notice-rest-body = { $count ->
    [one] … und eine weitere Sozialbilanz
   *[other] … und { $count } weitere Sozialbilanzen
}
notice-summary-title = Sozialbilanzen synchronisiert
notice-summary-body = { $count ->
    [one] Eine Sozialbilanz wurde synchronisiert.
   *[other] { $count } Sozialbilanzen wurden synchronisiert.
}
notice-problem-body = { $dossier }: { $detail }
notice-problem-others = { $count ->
    [one] … und eine weitere Akte
   *[other] … und { $count } weitere Akten
}
notice-missed-night-title = Nacht versäumt
notice-missed-night-body = Der Computer war in der Nacht vom { $night } aus oder im Ruhezustand. Soll sie nachgeholt werden?

## Aktivität

run-scheduled = Nacht vom { $night }
run-catch-up = Nacht vom { $night }, nachgeholt
run-manual = Verlangte Synchronisierung
run-retry = Neuer Versuch
activity-activated = Externe Verbindung aktiviert
activity-paired = Computer mit „{ $environment }“ gekoppelt
activity-deactivated = { $count ->
    [0] Externe Verbindung deaktiviert
    [one] Externe Verbindung deaktiviert; eine Sozialbilanz wird nicht mehr übertragen
   *[other] Externe Verbindung deaktiviert; { $count } Sozialbilanzen werden nicht mehr übertragen
}
activity-firm-connected = Mit Silverfin verbunden: „{ $firm }“
activity-firm-removed = Silverfin-Verbindung entfernt: „{ $firm }“
activity-login-lapsed = Anmeldung bei „{ $firm }“ abgelaufen
activity-before-activation = { $count ->
    [one] Eine Sozialbilanz von vor der Aktivierung wird nicht übertragen
   *[other] { $count } Sozialbilanzen von vor der Aktivierung werden nicht übertragen
}
activity-unreadable-entry = Ankündigung nicht verständlich. Technisches Detail: { $detail }
activity-standby = „{ $holder }“ synchronisiert „{ $firm }“ bereits
activity-moved = { $to }
activity-moved-because = { $to }: { $reason }
activity-stands = Rubriken geschrieben: { $written } · schon richtig: { $right } · unverändert gelassen: { $kept }
activity-left-out-without-place = Nicht übermittelt, da die Vorlage keinen Platz dafür hat: { $rubrics }
activity-left-out-of-sum = Nicht zusammengezählt, da das Modell einer anderen Lohnakte es nicht hat: { $rubrics }
activity-decided = { $count ->
    [one] Entscheidung für eine Rubrik getroffen
   *[other] Entscheidung für { $count } Rubriken getroffen
}
activity-retry-asked = Neuer Versuch verlangt
activity-linked-by-number = Über die Unternehmensnummer „{ $company }“ zugeordnet
activity-linked-by-person = „{ $company }“ zugeordnet
activity-link-dropped = Zuordnung entfernt: Sie führte nirgendwohin mehr
activity-document-stored = PDF zu den dauerhaften Dokumenten hinzugefügt
activity-document-given-up = PDF nicht hinzugefügt: { $detail }
activity-run-troubled = { $reason }
activity-notified = Benachrichtigung: { $title } – { $body }
activity-crashed = Passerelle war unerwartet beendet worden; nichts ist verloren
