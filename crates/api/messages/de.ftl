# Was nur die Fenster sagen. „title-…“ benennt, „detail-…“ erzählt, „advice-…“ rät.

login-window-title = Bei Silverfin anmelden · { $host }
login-browser-done = Die Verbindung wurde hergestellt. Sie können diese Seite schließen und zu Passerelle zurückkehren.
login-browser-failed = Die Anmeldung kam nicht zustande. Kehren Sie zu Passerelle zurück, um zu sehen, warum.
login-browser-foreign = Diese Antwort gehört nicht zur laufenden Anmeldung. Nichts davon wurde übernommen. Kehren Sie zu Passerelle zurück, um fortzufahren.

title-not-paired = Computer noch nicht gekoppelt
advice-not-paired = Prüfen Sie zuerst die Kopplungskennung im Fenster „Silverfin-Link“.
title-no-login-begun = Keine Anmeldung im Gange
advice-no-login-begun = Beginnen Sie erneut mit „Silverfin-Verbindung hinzufügen“.
title-already-running = Eine Synchronisierung läuft bereits
advice-already-running = Warten Sie, bis sie beendet ist.
title-firm-unknown = Silverfin-Büro nicht verbunden
detail-firm-unknown = Das Büro { $detail } gehört nicht zu den bestehenden Verbindungen.
title-dossier-unknown = Dossier nicht gefunden
advice-dossier-unknown = Die Liste hat sich vielleicht geändert: Suchen Sie es noch einmal.
title-company-unknown = Silverfin-Akte nicht gefunden
detail-company-unknown = Die Verbindung zu Silverfin sieht keine Akte Nr. { $detail }.
title-firm-ambiguous = Mehrere Silverfin-Büros möglich
advice-firm-ambiguous = Wählen Sie die Akte in der Liste: Dort steht das Büro.
title-other-enterprise = Diese Silverfin-Akte gehört einem anderen Unternehmen
detail-other-enterprise = Sie trägt die Unternehmensnummer { $detail }.
advice-other-enterprise = Berichtigen Sie zuerst die Unternehmensnummer, in Silverfin oder in Finbox.
title-nothing-to-review = Hier ist nichts zu prüfen
advice-nothing-to-review = Die Liste hat sich vielleicht geändert.
title-undecided = Einige Rubriken sind nicht entschieden
advice-undecided = Wählen Sie für jede Rubrik einen Wert.
title-setting-managed = Von Ihrem Büro festgelegt
detail-setting-managed = Die Vorgabe Ihres Büros legt diese Einstellung fest.
advice-setting-managed = Fragen Sie, wer die Computer Ihres Büros betreut.
title-setting-invalid = Wert nicht angenommen
detail-setting-invalid = { $detail ->
    [address] Erwartet: eine Adresse, die mit https:// beginnt.
    [proxy] Erwartet: eine Adresse, die mit http:// oder https:// beginnt.
    [number] Erwartet: eine ganze Zahl innerhalb der Grenzen dieser Einstellung.
    [time] Erwartet: eine Uhrzeit, zum Beispiel 22:30.
    [file] Erwartet: eine Datei oder ein Ordner dieses Computers, lesbar und mit dem nötigen Inhalt.
   *[other] Dieser Wert hat nicht die erwartete Form.
}
title-code-unreadable = Code nicht erkannt
detail-code-unreadable = Dieser Text ist weder ein Code von Silverfin noch die Adresse der Seite, die ihn zeigt, oder er gehört zu einer anderen Anmeldung.
advice-code-unreadable = Kopieren Sie den ganzen Code oder die ganze Adresse der Seite.
title-code-lapsed = Code von Silverfin nicht angenommen
detail-code-lapsed = Er ist abgelaufen (ein Code gilt zehn Minuten), wurde schon verwendet oder gilt für ein anderes Büro als das angegebene.
advice-code-lapsed = Prüfen Sie „Silverfin-Büro:“ und beginnen Sie dann neu mit „Silverfin-Verbindung hinzufügen“.
title-firm-missing = Silverfin-Büro angeben
advice-firm-missing = Diese Anmeldung nennt das Büro nicht: Geben Sie es unter „Silverfin-Büro:“ an und beginnen Sie erneut.
title-firm-not-granted = Zugriff für ein anderes Büro erteilt
detail-firm-not-granted = Für das Büro { $detail } wurde kein Zugriff erteilt.
advice-firm-not-granted = Beginnen Sie erneut und wählen Sie dieses Büro auf der Seite von Silverfin, oder geben Sie das an, das Sie dort wählen.
title-firm-unreadable = Silverfin-Büro nicht erkannt
detail-firm-unreadable = „{ $detail }“ ist weder die Nummer eines Büros noch die Adresse einer seiner Seiten.
title-access-not-given = Kein Zugang erteilt
detail-access-not-given = Silverfin hat keinen Zugang erteilt. Das Fenster blieb offen und sagt, warum.
advice-access-not-given = Nur ein Administrator von Silverfin kann diesen Zugang erteilen. Sind Sie einer, beginnen Sie neu mit „Silverfin-Verbindung hinzufügen“; sonst fragen Sie einen.
title-login-window-closed = Anmeldefenster geschlossen
detail-login-window-closed = Das Fenster wurde vor dem Ende der Anmeldung geschlossen. Es wurde nichts geändert.
advice-login-window-closed = Beginnen Sie erneut, wann immer Sie möchten.
title-login-window-certificate = Zertifikat dem Anmeldefenster unbekannt
detail-login-window-certificate = Das Anmeldefenster kennt nur die Zertifikate dieses Computers: Die in den Einstellungen gewählte Datei gilt dafür nicht.
advice-login-window-certificate = Wählen Sie „Meinen Browser verwenden“, wenn sich Silverfin dort ohne Warnung öffnet. Andernfalls bitten Sie Ihre IT-Abteilung, das Zertifikat zu denen dieses Computers hinzuzufügen.
title-login-took-too-long = Anmeldung ohne Antwort
detail-login-took-too-long = Der Browser kam nicht mit einer Antwort zurück.
advice-login-took-too-long = Beginnen Sie erneut, oder wählen Sie „Code einfügen“.
advice-network-failed = Prüfen Sie die Internetverbindung und den Proxy und beginnen Sie dann neu.
title-desktop-refused = Von diesem Computer abgelehnt
detail-desktop-refused = Was der Computer tun sollte, ist nicht gelungen. Meldung des Systems: { $detail }
advice-desktop-refused = Versuchen Sie es noch einmal. Wiederholt es sich, exportieren Sie die Diagnose unter „Hilfe“.
title-file-unwritable = Datei kann nicht geschrieben werden
detail-file-unwritable = Das System hat das Schreiben der Datei nicht zugelassen. Meldung des Systems: { $detail }
advice-file-unwritable = Wählen Sie einen anderen Ordner.
title-not-permitted = Hier nicht erlaubt
detail-not-permitted = Dieses Fenster darf „{ $detail }“ nicht verlangen.
title-unexpected = Unerwarteter Fehler
advice-unexpected = Exportieren Sie die Diagnose und bitten Sie um Hilfe.
title-not-begun = Passerelle konnte nicht starten
detail-not-begun = Technisches Detail: { $detail }
advice-not-begun = Starten Sie den Computer neu. Wiederholt es sich, bitten Sie um Hilfe und geben Sie diese Meldung weiter.
title-service-runs = Der nächtliche Dienst von Passerelle läuft bereits
advice-service-runs = Er hält den Ordner von Passerelle auf diesem Computer. Beenden Sie ihn zuerst, oder nutzen Sie die Befehlszeile.
