# Wat alleen de vensters zeggen. "title-…" benoemt, "detail-…" vertelt, "advice-…" raadt aan.

login-window-title = Aanmelden bij Silverfin · { $host }
login-browser-done = De verbinding is tot stand gebracht. U mag deze pagina sluiten en terugkeren naar Passerelle.
login-browser-failed = De aanmelding is niet gelukt. Keer terug naar Passerelle om te zien waarom.
login-browser-foreign = Dit antwoord hoort niet bij de lopende aanmelding. Er is niets overgenomen. Keer terug naar Passerelle om verder te gaan.

title-not-paired = Computer nog niet gekoppeld
advice-not-paired = Valideer eerst de koppelingscode in het venster "Silverfin-link".
title-no-login-begun = Geen aanmelding bezig
advice-no-login-begun = Begin opnieuw met "Silverfin-verbinding toevoegen".
title-already-running = Er loopt al een synchronisatie
advice-already-running = Wacht tot ze afgelopen is.
title-firm-unknown = Silverfin-kantoor niet verbonden
detail-firm-unknown = Kantoor { $detail } staat niet bij de bestaande verbindingen.
title-dossier-unknown = Dossier niet gevonden
advice-dossier-unknown = De lijst is misschien intussen veranderd: zoek het dossier opnieuw.
title-company-unknown = Silverfin-dossier niet gevonden
detail-company-unknown = De verbinding met Silverfin ziet geen dossier nr. { $detail }.
title-firm-ambiguous = Meerdere Silverfin-kantoren mogelijk
advice-firm-ambiguous = Kies het dossier in de lijst: daar staat het kantoor bij.
title-other-enterprise = Dit Silverfin-dossier is van een andere onderneming
detail-other-enterprise = Het heeft ondernemingsnummer { $detail }.
advice-other-enterprise = Verbeter eerst het ondernemingsnummer, in Silverfin of in Finbox.
title-nothing-to-review = Niets te beoordelen hier
advice-nothing-to-review = De lijst is misschien intussen veranderd.
title-undecided = Er zijn nog rubrieken te beslissen
advice-undecided = Kies voor elke rubriek een waarde.
title-setting-managed = Instelling vastgelegd door uw kantoor
detail-setting-managed = Het beleid van uw kantoor legt deze instelling vast.
advice-setting-managed = Vraag het aan wie de computers van uw kantoor beheert.
title-setting-invalid = Waarde niet aanvaard
detail-setting-invalid = { $detail ->
    [address] Verwacht: een adres dat begint met https://.
    [proxy] Verwacht: een adres dat begint met http:// of https://.
    [number] Verwacht: een geheel getal binnen de grenzen van deze instelling.
    [time] Verwacht: een tijdstip, bijvoorbeeld 22:30.
    [file] Verwacht: een bestand of een map op deze computer, die gelezen kan worden en bevat wat nodig is.
   *[other] Deze waarde heeft niet de verwachte vorm.
}
title-code-unreadable = Code niet herkend
detail-code-unreadable = Deze tekst is geen code van Silverfin en ook niet het adres van de pagina die hem toont, of hij hoort bij een andere aanmelding.
advice-code-unreadable = Kopieer de hele code, of het volledige adres van de pagina.
title-code-lapsed = Code niet aanvaard door Silverfin
detail-code-lapsed = Hij is vervallen (een code geldt tien minuten), werd al gebruikt, of geldt voor een ander kantoor dan het ingevulde.
advice-code-lapsed = Kijk "Silverfin-kantoor:" na en begin dan opnieuw met "Silverfin-verbinding toevoegen".
title-firm-missing = Silverfin-kantoor opgeven
advice-firm-missing = Deze aanmelding zegt niet welk kantoor het is: vul het in bij "Silverfin-kantoor:" en begin opnieuw.
title-firm-not-granted = Toegang verleend voor een ander kantoor
detail-firm-not-granted = Voor kantoor { $detail } is geen toegang verleend.
advice-firm-not-granted = Begin opnieuw en kies dat kantoor op de pagina van Silverfin, of vul het kantoor in dat u daar kiest.
title-firm-unreadable = Silverfin-kantoor niet herkend
detail-firm-unreadable = "{ $detail }" is geen kantoornummer en ook niet het adres van een van zijn pagina's.
title-access-not-given = Geen toegang gegeven
detail-access-not-given = Silverfin heeft geen toegang gegeven. Het venster ervan, dat open bleef, zegt waarom.
advice-access-not-given = Alleen een beheerder van Silverfin kan deze toegang geven. Bent u dat, begin dan opnieuw met "Silverfin-verbinding toevoegen"; vraag het anders aan een beheerder.
title-login-window-closed = Aanmeldvenster gesloten
detail-login-window-closed = Het venster werd gesloten voor de aanmelding klaar was. Er is niets veranderd.
advice-login-window-closed = Begin opnieuw wanneer u wilt.
title-login-window-certificate = Certificaat onbekend voor het aanmeldvenster
detail-login-window-certificate = Het aanmeldvenster kent alleen de certificaten van deze computer: het bestand uit de voorkeuren geldt er niet voor.
advice-login-window-certificate = Kies « Mijn browser gebruiken » als Silverfin daar zonder waarschuwing opent. Vraag anders uw IT-dienst om het certificaat aan die van deze computer toe te voegen.
title-login-took-too-long = Aanmelding zonder gevolg
detail-login-took-too-long = De browser is niet met een antwoord teruggekomen.
advice-login-took-too-long = Begin opnieuw, of kies "De code plakken".
advice-network-failed = Kijk de internetverbinding en de proxy na en begin dan opnieuw.
title-desktop-refused = Geweigerd door deze computer
detail-desktop-refused = Wat de computer moest doen, is niet gelukt. Bericht van het systeem: { $detail }
advice-desktop-refused = Probeer opnieuw. Gebeurt het nog eens, exporteer dan de diagnose in « Hulp ».
title-file-unwritable = Bestand kan niet geschreven worden
detail-file-unwritable = Het systeem liet niet toe het bestand te schrijven. Bericht van het systeem: { $detail }
advice-file-unwritable = Kies een andere map.
title-not-permitted = Actie hier niet toegestaan
detail-not-permitted = Dit venster mag niet om "{ $detail }" vragen.
title-unexpected = Onverwachte fout
advice-unexpected = Exporteer de diagnose en vraag hulp.
title-not-begun = Passerelle kon niet starten
detail-not-begun = Technisch detail: { $detail }
advice-not-begun = Start de computer opnieuw op. Gebeurt het nog eens, vraag dan hulp en voeg dit bericht toe.
title-service-runs = De nachtelijke dienst van Passerelle draait al
advice-service-runs = Hij gebruikt de map van Passerelle op deze computer. Stop hem eerst, of gebruik de opdrachtregel.
