# Die Fenster, auf Deutsch.

## Überall

locked-by-office = Von Ihrem Büro festgelegt
cancel = Abbrechen
close = Schließen
loading = Wird geladen…
saved = Gespeichert
fault-title = Fehler im Fenster
fault-advice = Schließen Sie das Fenster und öffnen Sie es erneut. Geschieht es wieder, exportieren Sie die Diagnose.
written-to = Gespeichert in „{ $file }“

## Das Fenster „Einstellungen“

nav-label = Seiten
nav-connection = Verbindung Sozialbilanz
nav-dossiers = Akten
nav-dossiers-waiting = { $count ->
    [one] { $count } zu bearbeitende Akte
   *[other] { $count } zu bearbeitende Akten
}
nav-activity = Aktivität
nav-preferences = Einstellungen
nav-help = Hilfe
agent-label = Stand der Synchronisierung
agent-next-run = Nächste Synchronisation: { $at }

sandbox-band = Sandkasten
sandbox-explained = Dieser Computer spielt Finbox und Silverfin. Nichts verlässt ihn.
sandbox-next-night = Nächste Nacht
sandbox-night-done = Die Nacht ist vorbei.

crash-title = Passerelle war unerwartet beendet worden
breakdown-title = Ein Teil von Passerelle war ausgefallen
crash-explained = Nichts ist verloren und nichts wird zweimal übertragen: Jeder Schritt wird vermerkt, bevor er getan wird, und alles geht dort weiter, wo es war.
crash-details = Was versagt hat
settings-notice-title = Einstellung nicht verstanden
policy-notice-title = Vorgaben Ihres Büros nicht lesbar
policy-notice-explained = Die Datei { $file } kann nicht gelesen werden. Was zuletzt gelesen wurde, gilt weiter. Sagen Sie es der Person, die die Computer Ihres Büros betreut.
wrong-setting-explained = Der Wert von { $key } in der Datei { $file } wird nicht angenommen. Es gilt der Standardwert. Wählen Sie einen unter „Einstellungen“, oder berichtigen Sie die Datei.
unknown-setting-explained = Die Datei { $file } enthält eine Einstellung, die diese Version nicht kennt: { $key }. Sie bleibt dort, ohne Wirkung.
technical-detail = Technisches Detail
notices-dismiss = Verstanden
missed-title = Nacht versäumt
missed-explained = Der Computer war in der Nacht vom { $night } aus oder im Ruhezustand. Soll sie nachgeholt werden?

## „Verbindung Sozialbilanz“

connection-intro = Verbinden Sie Ihre Finbox-Umgebung einmal mit Ihrer Silverfin-Umgebung. Danach werden neue Sozialbilanzen jede Nacht übertragen; mehr haben Sie nicht zu tun.
source-title = Woher die Sozialbilanzen kommen
source-explained = Geben Sie zuerst an, wo Passerelle die Sozialbilanzen Ihrer Akten findet.
source-label = Quelle
source-finbox = SD Worx Finbox
source-folder = Überwachter Ordner
source-finbox-url = Adresse von Finbox
source-finbox-key = Zugangsschlüssel
source-finbox-key-hint = Wird im Schlüsselbund dieses Computers aufbewahrt, nirgends sonst.
source-folder-path = Ordner
source-folder-hint = Jede Sozialbilanz, die in diesen Ordner gelegt wird, wird in der folgenden Nacht bearbeitet.
source-test = Verbindung prüfen
source-test-active = Finbox antwortet. Eine externe Verbindung ist dort bereits aktiv.
source-test-inactive = Finbox antwortet. Zurzeit ist dort keine externe Verbindung aktiv.
source-test-files = { $count ->
    [0] Der Ordner kann gelesen werden. Er ist leer.
    [one] Der Ordner kann gelesen werden. Er enthält eine Datei.
   *[other] Der Ordner kann gelesen werden. Er enthält { $count } Dateien.
}
source-change = Ändern
source-now-finbox = Finbox · { $address }
source-now-folder = Überwachter Ordner · { $path }

step-1 = Schritt 1
step-1-instruction = Prüfen Sie, ob das Anfangsdatum dem heutigen Kalendertag entspricht.
start-date = Anfangsdatum
start-date-right = entspricht dem heutigen Kalendertag
start-date-wrong = entspricht nicht dem heutigen Kalendertag ({ $today })
start-date-take-today = Heutiges Datum nehmen
start-date-activated = Die Verbindung wurde an diesem Datum aktiviert.

step-2 = Schritt 2
step-2-instruction = Drücken Sie auf „Externe Verbindung aktivieren“ und kopieren Sie die „Kopplungskennung“.
activate = Externe Verbindung aktivieren
activate-needs-source = Geben Sie zuerst an, woher die Sozialbilanzen kommen.
activate-needs-today = Die Verbindung kann nur am heutigen Datum aktiviert werden: Berichtigen Sie das Anfangsdatum in Schritt 1.
activate-only-new = Nur Sozialbilanzen, die nach der Aktivierung erstellt werden, werden synchronisiert.
activated = Die externe Verbindung ist aktiviert.
active-since = Externe Verbindung aktiv seit { $at }
active = Externe Verbindung aktiv
active-environment = Finbox-Umgebung: { $environment }
active-in-folder = Die Sozialbilanzen kommen aus einem überwachten Ordner; eine Kopplungskennung ist nicht nötig.
pairing-id = Kopplungskennung
pairing-copy = Kopplungskennung kopieren
pairing-copied = Kennung kopiert
pairing-elsewhere = Die Kennung steht auf dem Computer, der die Verbindung aktiviert hat.
deactivate = Externe Verbindung deaktivieren
deactivate-title = Externe Verbindung deaktivieren?
deactivate-stops = Es wird keine Sozialbilanz mehr an Silverfin übertragen, und die Kopplungskennung gilt nicht mehr.
deactivate-under-way = { $count ->
    [one] Eine Sozialbilanz, die noch wartet, wird nicht mehr übertragen.
   *[other] { $count } Sozialbilanzen, die noch warten, werden nicht mehr übertragen.
}
deactivate-until-later = Sozialbilanzen, die vor einer späteren Aktivierung erstellt werden, werden ebenfalls nicht übertragen.
deactivate-keeps = Was bereits in Silverfin steht, bleibt dort.
deactivate-confirm = Deaktivieren
deactivated = { $stopped ->
    [0] Die externe Verbindung ist deaktiviert.
    [one] Die externe Verbindung ist deaktiviert. Eine Sozialbilanz wird nicht mehr übertragen.
   *[other] Die externe Verbindung ist deaktiviert. { $stopped } Sozialbilanzen werden nicht mehr übertragen.
}

step-3 = Schritt 3
step-3-instruction = Klicken Sie auf die Schaltfläche „Zum Silverfin-Link“.
open-silverfin-link = Zum Silverfin-Link
open-silverfin-link-hint = Hat ein anderer Computer des Büros die Verbindung schon aktiviert? Gehen Sie mit dessen Kopplungskennung gleich zu diesem Schritt.

connections-title = Bestehende Verbindungen
connections-empty = Noch ist kein Silverfin-Büro verbunden.
connections-firm = Silverfin-Büro
connections-since = Verbunden am
connections-by = Synchronisiert von
connections-by-this = diesem Computer
connections-by-none = –
connections-night = Letzte Nacht
connections-night-none = noch nicht
connections-night-count = { $count ->
    [0] keine neue Sozialbilanz
    [one] eine Sozialbilanz
   *[other] { $count } Sozialbilanzen
}
connections-lapsed = Neue Anmeldung nötig
connections-colleague = durch einen anderen Computer
connections-remove = Entfernen
connections-remove-title = „{ $firm }“ entfernen?
connections-remove-explained = An dieses Silverfin-Büro wird nichts mehr übertragen, und der Zugang auf diesem Computer wird gelöscht. Was bereits in Silverfin steht, bleibt dort.
connections-remove-confirm = Verbindung entfernen
connections-removed = Die Verbindung zu „{ $firm }“ ist entfernt.
connections-actions = Aktionen

## Das Fenster „Silverfin-Link“

link-title = Silverfin-Link
link-step-1-instruction = Geben Sie nach der Prüfung der Verbindung die Kopplungskennung ein und klicken Sie auf „Verbindungskennung bestätigen“.
link-validate = Verbindungskennung bestätigen
link-validated = Bestätigt. Finbox-Umgebung: { $environment }
link-validated-unnamed = Die Kennung ist bestätigt.
link-folder = Die Sozialbilanzen kommen aus einem überwachten Ordner: Dieser Schritt ist nicht nötig.
link-step-2-instruction = Nach der Bestätigung können Sie sich bei Ihrem Silverfin-Konto anmelden.
link-log-in = Bei Silverfin anmelden
link-later = Bestätigen Sie zuerst die Kopplungskennung.
link-firm = Silverfin-Büro:
link-firm-hint = Die Nummer des Büros oder die Adresse einer seiner Seiten. Darf leer bleiben: Die Anmeldung zeigt, um welches Büro es geht.
link-add = Silverfin-Verbindung hinzufügen
link-browser = Meinen Browser verwenden
link-paste = Code einfügen
link-other-ways = Falls die Anmeldung in Passerelle nicht gelingt:
link-client-missing-title = Zugang zu Silverfin unvollständig
link-client-missing = Die Client-ID und das Geheimnis, die Silverfin Ihrem Büro mitgeteilt hat, geben Sie einmal in den Einstellungen ein.
link-begun-window = Das Fenster „Bei Silverfin anmelden“ ist offen. Geben Sie dort Ihre Anmeldedaten von Silverfin ein ({ $host }).
link-begun-browser = Die Anmeldung geht in Ihrem Browser weiter, auf { $host }. Kommen Sie danach hierher zurück.
link-begun-paste = Melden Sie sich in Ihrem Browser an, auf { $host }, und kopieren Sie dann den Code hierher, den Silverfin anzeigt.
link-begun-title = Anmeldung läuft
link-finishing = Der Zugang wird mit Silverfin ausgetauscht…
link-code = Von Silverfin angezeigter Code
link-code-send = Code bestätigen
link-cancel = Anmeldung abbrechen
link-success = Die Verbindung wurde erfolgreich hergestellt
link-success-explained = Die Synchronisierung der Sozialbilanzen beginnt automatisch.
link-success-firm = Silverfin-Büro: { $firm }
link-finish = Fertig
link-add-another = Weitere Verbindung hinzufügen

## „Akten“

dossiers-search = Suchen
dossiers-search-hint = Name oder Nummer
dossiers-filter = Anzeigen
dossiers-filter-all = Alle ({ $count })
dossiers-filter-waiting = Zu bearbeiten ({ $count })
dossiers-filter-under-way = Unterwegs ({ $count })
dossiers-filter-delivered = Synchronisiert ({ $count })
dossiers-filter-ended = Beendet oder ersetzt ({ $count })
dossiers-order = Sortieren nach
dossiers-order-urgency = Zu bearbeiten zuerst
dossiers-order-name = Name
dossiers-order-since = Letzte Änderung
dossiers-order-year = Geschäftsjahr
dossiers-retry-all = Alle erneut versuchen
dossiers-retried = { $count ->
    [0] Es gibt nichts erneut zu versuchen.
    [one] Eine Sozialbilanz wird erneut versucht.
   *[other] { $count } Sozialbilanzen werden erneut versucht.
}
dossiers-count = { $count ->
    [0] Keine Akte
    [one] Eine Akte
   *[other] { $count } Akten
}
dossiers-empty-title = Noch keine Sozialbilanz
dossiers-empty = Sobald in der Quelle eine neue Sozialbilanz erstellt wird, erscheint ihre Akte hier.
dossiers-empty-inactive = Aktivieren Sie zuerst die externe Verbindung.
dossiers-none-title = Keine Akte gefunden
dossiers-none = Ändern Sie die Suche oder den Filter.
dossiers-none-clear = Alle anzeigen
dossiers-table = Liste der Akten
dossiers-column-dossier = Akte
dossiers-column-company = Silverfin-Akte
dossiers-column-year = Jahr
dossiers-column-state = Stand, seit
dossiers-column-advice = Zu tun
dossiers-not-linked = Nicht zugeordnet
dossiers-no-number = Ohne Unternehmensnummer
dossiers-nothing-to-do = –
dossiers-retry-at = Neuer Versuch am { $at }
dossiers-retry-one = Erneut versuchen
dossiers-open = In Silverfin öffnen
dossiers-review = Prüfen
dossiers-link = Zuordnen

details-number = Unternehmensnummer
details-company = Silverfin-Akte
details-year = Geschäftsjahr
details-year-span = vom { $start } bis { $end }
details-model = Modell
details-model-full = Vollständig
details-model-abridged = Verkürzt
details-model-micro = Mikro
details-revision = Fassung
details-revision-first = Erste
details-revision-later = Berichtigung Nr. { $number }
details-state = Stand
details-since = Seit
details-retry = Neuer Versuch
details-delivered = In Silverfin nachgelesen
details-findings = Prüfungen
details-findings-count = { $count ->
    [0] Alle erfüllt
    [one] Eine Prüfung ist nicht erfüllt
   *[other] { $count } Prüfungen sind nicht erfüllt
}

associate-title = „{ $dossier }“ zuordnen
associate-explained = Wählen Sie die Silverfin-Akte von { $number }. Die Wahl wird gemerkt.
associate-explained-without-number = Wählen Sie die passende Silverfin-Akte. Die Wahl wird gemerkt.
associate-search = In allen Silverfin-Akten suchen
associate-search-run = Suchen
associate-candidates = Mögliche Silverfin-Akten
associate-none = Keine Silverfin-Akte drängt sich auf. Suchen Sie sie nach Name oder Nummer.
associate-none-found = Keine Silverfin-Akte entspricht dieser Suche.
associate-same-number = Hat dieselbe Unternehmensnummer
associate-same-number-among-others = Hat dieselbe Unternehmensnummer neben einer anderen
associate-similar-name = Ohne Nummer, aber mit ähnlichem Namen
associate-searched = Bei der Suche gefunden
associate-done = „{ $dossier }“ ist „{ $company }“ zugeordnet.

## „Aktivität“

activity-search = Suchen
activity-filter = Anzeigen
activity-filter-all = Alles
activity-filter-delivered = Synchronisierte Sozialbilanzen
activity-filter-moved = Änderungen des Stands
activity-filter-connection = Verbindung und Entscheidungen
activity-filter-trouble = Probleme
activity-export = Exportieren (CSV)
activity-more = Früheres anzeigen
activity-by-hand = Zwischen zwei Nächten
activity-began = Begonnen um { $time }
activity-span = von { $start } bis { $end }
activity-empty-title = Noch nichts zu berichten
activity-empty = Jede Nacht hinterlässt hier, was angesehen, übertragen und zurückgestellt wurde, und warum.
activity-none = Nichts entspricht dieser Suche.
activity-lines = { $count ->
    [one] Eine Zeile
   *[other] { $count } Zeilen
}

## „Einstellungen“

preferences-general = Allgemein
language = Sprache
language-system = Die des Computers
autostart = Beim Anmelden öffnen
autostart-hint = Passerelle startet ohne Fenster, im Infobereich.
autostart-unavailable = Auf diesem Computer lässt es sich hier nicht ändern.
preferences-notifications = Benachrichtigungen
notifications-level = Benachrichtigungen
notifications-each = Jede Sozialbilanz
notifications-summary = Zusammenfassung pro Nacht
notifications-problems = Nur Probleme
notifications-none = Keine
notifications-hint = Alles steht in jedem Fall unter „Aktivität“.
quiet-hours = Ruhezeit
quiet-hint = Benachrichtigungen dieser Zeit werden danach gezeigt. Zwei leere Felder: keine Ruhezeit.
preferences-night = Die Nacht
night-window = Nächtliches Zeitfenster
night-hint = Die Synchronisierung findet einmal pro Nacht zwischen diesen beiden Uhrzeiten statt ({ $zone }).
missed-night = Nach einer versäumten Nacht
missed-catch-up = Nachholen, sobald der Computer wach ist
missed-skip = Auf die nächste Nacht warten
missed-ask = Mich fragen
preferences-source = Quelle
preferences-silverfin = Zugang zu Silverfin
silverfin-client-id = Client-ID
silverfin-secret = Geheimnis
silverfin-secret-hint = So, wie Silverfin sie Ihrem Büro mitgeteilt hat. Das Geheimnis wird im Schlüsselbund dieses Computers aufbewahrt.
silverfin-url = Adresse von Silverfin
silverfin-more = Erweiterte Einstellungen
silverfin-redirect = Rückkehradresse
silverfin-redirect-hint = So, wie sie bei Silverfin eingetragen ist.
silverfin-scopes = Verlangte Rechte
silverfin-scopes-hint = Durch Leerzeichen getrennt.
preferences-network = Netzwerk
proxy-mode = Proxy
proxy-system = Wie das System
proxy-none = Keiner
proxy-manual = Adresse unten
proxy-url = Adresse des Proxys
certificates = Zusätzliche Zertifikate
certificates-hint = Eine PEM-Datei, falls Ihr Büro die Verbindungen prüft.
preferences-figures = Rubriken und Zuordnung
ownership-explained = Manche Rubriken sind anderswo besser bekannt als in der Lohnverwaltung. Was soll mit ihren Werten geschehen?
ownership-personnel-costs = Personalkosten und Vorteile (102x, 1033)
ownership-temporary-staff = Leiharbeitskräfte (150x bis 152x)
ownership-training = Ausbildung (58xx)
ownership-preceding-year = Vorjahr
ownership-deliver = Schreiben wie die anderen
ownership-propose = Nur schreiben, wo nichts steht
ownership-leave = Nie schreiben
mapping-handle = Vorlage der Sozialbilanz
mapping-hint = Die Kennung der Vorlage Ihres Büros in Silverfin.
mapping-more = Zuordnung zu Silverfin
mapping-namespace = Namensraum
mapping-key = Schlüssel
mapping-key-hint = „{"{"}rubric{"}"}“ steht für den Code der Rubrik.
mapping-file = Aufgenommene Zuordnung
mapping-file-hint = Der Name einer Zuordnung, die aus einer ausgefüllten Vorlage gelesen wurde; sie gilt dann anstelle der drei Einstellungen oben.
preferences-documents = Dokumente
documents-pdf = PDF zu den dauerhaften Dokumenten hinzufügen
documents-pdf-hint = In der Silverfin-Akte des Kunden, neben den Werten.
documents-folder = Ordner der Dokumente
preferences-computer = Dieser Computer
agent-name = Name dieses Computers
agent-name-hint = So, wie Ihre Kollegen ihn unter den Verbindungen sehen.
diagnostics-look = Alles prüfen
diagnostics-found = { $count ->
    [0] Alles ist in Ordnung.
    [one] Ein Punkt braucht Ihre Aufmerksamkeit.
   *[other] { $count } Punkte brauchen Ihre Aufmerksamkeit.
}
diagnostics-export = Diagnose exportieren
diagnostics-hint = Ohne Passwörter und ohne Werte; Sie sehen die Datei, bevor Sie sie jemandem schicken.

secret-present = Eingegeben
secret-missing = Noch nicht eingegeben
secret-unknown = Der Schlüsselbund ist gesperrt oder fehlt
secret-save = Speichern
secret-replace = Ersetzen
path-choose = Auswählen…
path-clear = Leeren
path-none = Keine
span-from = von
span-to = bis
span-half = Eine Uhrzeit allein zählt nicht: geben Sie auch die andere an.

## „Hilfe“

help-steps-title = Die Verbindung herstellen
help-step-1 = Öffnen Sie „Verbindung Sozialbilanz“.
help-step-2 = Schritt 1: Prüfen Sie, ob das Anfangsdatum dem heutigen Kalendertag entspricht.
help-step-3 = Schritt 2: Drücken Sie auf „Externe Verbindung aktivieren“ und kopieren Sie die „Kopplungskennung“.
help-step-4 = Schritt 3: Klicken Sie auf die Schaltfläche „Zum Silverfin-Link“.
help-step-5 = Geben Sie die Kopplungskennung ein und klicken Sie auf „Verbindungskennung bestätigen“.
help-step-6 = Klicken Sie auf „Silverfin-Verbindung hinzufügen“ und geben Sie Ihre Anmeldedaten von Silverfin ein. Sobald Sie sich angemeldet haben, ist die Verbindung hergestellt.
help-faq-title = Häufige Fragen
help-question-1 = Kann ich die Verbindung bei Bedarf deaktivieren?
help-answer-1 = Ja, wann Sie möchten: Klicken Sie auf „Externe Verbindung deaktivieren“ unter „Verbindung Sozialbilanz“. Von diesem Augenblick an wird von diesem Computer nichts mehr übertragen.
help-question-2 = Wann findet die automatische Synchronisierung statt?
help-answer-2 = Jede Nacht, zwischen { $from } und { $to }. Passerelle sieht nach, ob für eine Akte eine neue Sozialbilanz da ist, und überträgt sie in die entsprechende Akte in Silverfin. War der Computer aus, wird die Nacht so nachgeholt, wie Ihre Einstellungen es sagen.
help-question-3 = Kann ich die Synchronisierung selbst starten?
help-answer-3 = Ja. „Jetzt synchronisieren“, links unten in diesem Fenster und im Infobereich, tut sofort, was die nächste Nacht täte.
help-question-4 = Werden bestehende Sozialbilanzen nach der Aktivierung meiner Verbindung ebenfalls abgeholt?
help-answer-4 = Nein. Nur Sozialbilanzen, die nach der Aktivierung Ihrer Verbindung erstellt werden, werden mit Silverfin synchronisiert. Eine neue Aktivierung beginnt von vorn.
help-question-5 = Funktioniert die Synchronisierung auch für Silverfin-Workflows, die noch nicht offen sind?
help-answer-5 = Nein, ein Silverfin-Workflow muss offen sein. Die Sozialbilanz wartet, die Akte sagt es, und Passerelle versucht es jede Nacht erneut, bis der Workflow offen ist.
help-about-title = Über
help-version = Passerelle { $version }
help-licence = Freie Software unter der Open-Source-Lizenz für die Europäische Union (EUPL 1.2).
help-components = Mit freier Software gebaut
help-unofficial = Passerelle ist kein Produkt von SD Worx oder Silverfin.
