# Nederlands. Een « title-… » noemt een probleem, « reason-… » zegt wat er gebeurd is, « fix-… » wat er te doen is.

## Woorden

moment = { $date } om { $time }
service-finbox = Finbox
service-silverfin = Silverfin

## Toestand van een balans

state-announced = Aangekondigd
state-fetched = Ontvangen
state-unmatched = Te koppelen
state-waiting-workflow = Wacht op de workflow
state-needs-review = Te bekijken
state-sending = Wordt verzonden
state-uncertain = Na te kijken in Silverfin
state-delivered = Gesynchroniseerd
state-refused = Geweigerd
state-retry-at = Nieuwe poging gepland
state-superseded = Vervangen door een correctie
state-stopped = Gestopt samen met de verbinding

## Waarom een balans daar staat

title-no-company = Geen Silverfin-dossier gevonden
reason-no-company = Geen enkel Silverfin-dossier heeft ondernemingsnummer { $number }.
fix-no-company = Koppel het dossier, of noteer dit nummer in het Silverfin-dossier.
title-several-companies = Verschillende Silverfin-dossiers mogelijk
reason-several-companies = { $count } Silverfin-dossiers hebben ondernemingsnummer { $number }.
fix-several-companies = Koppel het dossier aan het juiste; die keuze wordt onthouden.
title-no-enterprise-number = Ondernemingsnummer ontbreekt
reason-no-enterprise-number = Noch het dossier, noch de balans geeft een geldig ondernemingsnummer.
fix-no-enterprise-number = Koppel het dossier, of vul het ondernemingsnummer aan in Finbox.
title-linked-company-gone = Silverfin-dossier verdwenen
reason-linked-company-gone = Het gekoppelde Silverfin-dossier (nr. { $company }) bestaat niet meer of is niet meer zichtbaar voor deze verbinding.
fix-linked-company-gone = Koppel het dossier aan een ander Silverfin-dossier, of geef opnieuw toegang.
title-no-firm-connected = Nog geen verbinding met Silverfin
reason-no-firm-connected = Er is nog geen Silverfin-kantoor verbonden.
fix-no-firm-connected = Voeg een Silverfin-verbinding toe.
title-no-period = Periode ontbreekt
reason-no-period = Het Silverfin-dossier heeft geen boekjaar dat op { $date } afsluit.
fix-no-period = Maak deze periode aan in Silverfin. De balans volgt de nacht daarna.
title-year-start-differs = Ander begin van het boekjaar
reason-year-start-differs = Het boekjaar begint op { $sheet } in de sociale balans en op { $silverfin } in Silverfin.
fix-year-start-differs = Verbeter de datums van het boekjaar, in Silverfin of in het loondossier.
title-no-template = Workflow nog niet geopend
reason-no-template = Geen enkele open workflow van deze periode bevat het sjabloon « { $handle } ».
fix-no-template = Open de workflow van de sociale balans in Silverfin. De balans volgt de nacht daarna.
title-workflow-archived = Workflow gearchiveerd
reason-workflow-archived = De workflow « { $workflow } », met de sociale balans, is gearchiveerd.
fix-workflow-archived = Heropen de workflow in Silverfin. De balans volgt de nacht daarna.
title-workflow-completed = Workflow afgerond
reason-workflow-completed = De workflow « { $workflow } », met de sociale balans, is al afgerond.
fix-workflow-completed = Heropen de workflow in Silverfin als deze balans er nog in moet.
title-several-templates = Verschillende sjablonen mogelijk
reason-several-templates = { $count } sjablonen « { $handle } » staan in open workflows; niets zegt welk het juiste is.
fix-several-templates = Laat maar één workflow met dit sjabloon open, of kies een ander sjabloon in de voorkeuren.
title-changed-in-silverfin = Waarden gewijzigd in Silverfin
reason-changed-in-silverfin = { $count ->
    [one] Eén rubriek werd in Silverfin gewijzigd ({ $rubrics }), en de balans zegt iets anders.
   *[other] { $count } rubrieken werden in Silverfin gewijzigd ({ $rubrics }), en de balans zegt iets anders.
}
fix-changed-in-silverfin = Bekijk de balans en kies welke waarde blijft. Intussen wordt niets overschreven.
title-period-locked = Periode vergrendeld
reason-period-locked = De periode is vergrendeld in Silverfin. Antwoord van Silverfin: { $detail }
fix-period-locked = Ontgrendel de periode in Silverfin en probeer opnieuw.
title-write-ignored = Silverfin nam niets over
reason-write-ignored = Silverfin bevestigde de verzending zonder de waarden te wijzigen; vaak is een vergrendelde periode de oorzaak.
fix-write-ignored = Kijk na of de periode niet vergrendeld is en probeer opnieuw.
title-no-right = Recht ontbreekt in Silverfin
reason-no-right = { $scope ->
    [none] De verbinding mag niet in dit dossier schrijven. Antwoord van Silverfin: { $detail }
   *[other] De verbinding mist het recht « { $scope } ». Antwoord van Silverfin: { $detail }
}
fix-no-right = Vraag dit recht aan de beheerder van Silverfin en meld u opnieuw aan.
title-silverfin-refused = Geweigerd door Silverfin
reason-silverfin-refused = Silverfin weigert de balans (code { $status }). Antwoord van Silverfin: { $detail }
fix-silverfin-refused = Verbeter wat Silverfin meldt en probeer opnieuw.
title-unreadable-sheet = Balans onleesbaar
reason-unreadable-sheet = De sociale balans kan niet gelezen worden. Technisch detail: { $detail }
fix-unreadable-sheet = Laat de sociale balans opnieuw aanmaken in de bron.
title-sheet-contradicts-feed = Balans spreekt zichzelf tegen
reason-sheet-contradicts-feed = De inhoud van de balans stemt niet overeen met wat de bron aankondigt. Technisch detail: { $detail }
fix-sheet-contradicts-feed = Laat de sociale balans opnieuw aanmaken in de bron.
title-network-failed = { $service } onbereikbaar
reason-network-failed = Er kon geen verbinding gemaakt worden met { $service }.
fix-network-failed = Kijk de internetverbinding en de proxy na. Een nieuwe poging volgt vanzelf.
title-certificate-not-trusted = Certificaat niet vertrouwd
reason-certificate-not-trusted = Deze computer vertrouwt het certificaat van { $host } niet.
fix-certificate-not-trusted = Vraag uw IT-dienst het certificaat toe te voegen, of geef het op in de voorkeuren.
title-asked-to-wait = { $service } vraagt om te wachten
reason-asked-to-wait = { $until ->
    [none] { $service } kreeg te veel vragen.
   *[other] { $service } kreeg te veel vragen en vraagt om te wachten tot { $until }.
}
fix-asked-to-wait = Niets te doen: een nieuwe poging volgt vanzelf.
title-service-unavailable = { $service } buiten dienst
reason-service-unavailable = { $service } werkt op dit ogenblik niet (code { $status }).
fix-service-unavailable = Niets te doen: een nieuwe poging volgt vanzelf.
title-answer-garbled = Onbegrijpelijk antwoord
reason-answer-garbled = Het antwoord van { $service } is niet te begrijpen. Technisch detail: { $detail }
fix-answer-garbled = Een nieuwe poging volgt vanzelf. Exporteer de diagnose als dit zich herhaalt.
title-login-lapsed = Opnieuw aanmelden bij Silverfin
reason-login-lapsed = De aanmelding bij « { $firm } » is vervallen.
fix-login-lapsed = Meld u opnieuw aan bij Silverfin. Intussen gaat niets verloren.
title-other-payroll-file-missing = Ander loondossier verwacht
reason-other-payroll-file-missing = Deze onderneming heeft nog een loondossier, « { $dossier } », waarvan de balans nog niet leesbaar is.
fix-other-payroll-file-missing = Niets te doen als die balans nog volgt. Laat ze anders aanmaken: een halve som zou fout zijn.
title-keyring-locked = Sleutelbos vergrendeld
reason-keyring-locked = De wachtwoorden van deze computer zijn vergrendeld.
fix-keyring-locked = Ontgrendel de sessie of de sleutelbos. De synchronisatie gaat vanzelf verder.
title-source-unauthorised = Toegang geweigerd door Finbox
reason-source-unauthorised = Finbox aanvaardt de toegang van deze computer niet meer.
fix-source-unauthorised = Kijk de toegangssleutel en de externe verbinding na in « Verbinding sociale balans ».
title-no-trustworthy-answer = Verzending na te kijken
reason-no-trustworthy-answer = De balans werd verzonden, maar het antwoord is niet betrouwbaar. Technisch detail: { $detail }
fix-no-trustworthy-answer = Niets te doen: de waarden worden eerst teruggelezen in Silverfin.

## Wat de verbinding in de weg staat

title-access-key-missing = Toegangssleutel ontbreekt
reason-access-key-missing = De toegangssleutel van Finbox werd nog niet ingevoerd.
fix-access-key-missing = Voer de toegangssleutel in.
title-finbox-address-missing = Adres van Finbox ontbreekt
reason-finbox-address-missing = Het adres van Finbox werd nog niet ingevoerd.
fix-finbox-address-missing = Voer het adres in, of kies een bewaakte map als bron.
title-folder-missing = Bewaakte map ontbreekt
reason-folder-missing = Er werd nog geen map gekozen om te bewaken.
fix-folder-missing = Kies de map waarin de sociale balansen komen.
title-folder-unusable = Bewaakte map onbruikbaar
reason-folder-unusable = De map { $folder } kan niet gebruikt worden. Technisch detail: { $detail }
fix-folder-unusable = Kijk na of de map bestaat en of u erin mag schrijven.
title-not-active = Externe verbinding niet actief
reason-not-active = De externe verbinding is niet geactiveerd.
fix-not-active = Activeer de externe verbinding.
title-start-date-not-today = Verkeerde startdatum
reason-start-date-not-today = De startdatum is niet de huidige kalenderdag.
fix-start-date-not-today = Neem de datum van vandaag.
title-pairing-mistyped = Koppelingscode verkeerd getypt
reason-pairing-mistyped = In deze koppelingscode zit een typefout.
fix-pairing-mistyped = Kopieer ze opnieuw in plaats van ze over te typen.
title-pairing-unknown = Koppelingscode onbekend
reason-pairing-unknown = Finbox kent deze koppelingscode niet.
fix-pairing-unknown = Kopieer de code die na de activering verschijnt.
title-pairing-revoked = Koppelingscode ingetrokken
reason-pairing-revoked = Deze code geldt niet meer: de externe verbinding werd intussen gedeactiveerd.
fix-pairing-revoked = Activeer de externe verbinding opnieuw en kopieer de nieuwe code.
title-too-many-tries = Te veel pogingen
reason-too-many-tries = { $until ->
    [none] Er werden te veel verkeerde codes geprobeerd.
   *[other] Er werden te veel verkeerde codes geprobeerd. Finbox vraagt om te wachten tot { $until }.
}
fix-too-many-tries = Wacht even en probeer dan opnieuw.
title-lease-held = Gesynchroniseerd door een andere computer
reason-lease-held = « { $holder } » synchroniseert deze verbinding tot { $until }.
fix-lease-held = Niets te doen: deze computer neemt over als de andere stopt.
title-client-missing = Toegang tot Silverfin onvolledig
reason-client-missing = De client-id of het geheim van uw kantoor werd nog niet ingevoerd.
fix-client-missing = Voer beide in zoals Silverfin ze aan uw kantoor meedeelde.
title-client-unknown = Toegang tot Silverfin geweigerd
reason-client-unknown = Silverfin kent deze client-id met dit geheim niet.
fix-client-unknown = Kijk de client-id en het geheim na.
title-login-cancelled = Aanmelding afgebroken
reason-login-cancelled = De aanmelding bij Silverfin werd voor het einde afgebroken.
fix-login-cancelled = Begin opnieuw wanneer u wilt.
title-login-refused = Aanmelding geweigerd
reason-login-refused = Silverfin weigerde de aanmelding. Technisch detail: { $detail }
fix-login-refused = Begin opnieuw en aanvaard de vraag om toegang.
title-wrong-firm = Ander Silverfin-kantoor
reason-wrong-firm = De toegang werd gegeven aan kantoor { $granted }, niet aan { $wanted }.
fix-wrong-firm = Behoud deze verbinding als ze de juiste is, of begin opnieuw met het andere kantoor.
title-not-administrator = Beheerdersrechten nodig
reason-not-administrator = Uw Silverfin-account kan deze toegang niet geven.
fix-not-administrator = Vraag een beheerder van Silverfin om de verbinding te maken.
title-keyring-missing = Geen sleutelbos
reason-keyring-missing = Deze computer heeft geen sleutelbos om wachtwoorden in te bewaren. Technisch detail: { $detail }
fix-keyring-missing = Open een sessie met sleutelbos, of kies uitdrukkelijk de kluis in een bestand.
title-secret-damaged = Wachtwoord onbruikbaar
reason-secret-damaged = Wat de sleutelbos voor Passerelle bewaart, kan niet gebruikt worden. Technisch detail: { $detail }
fix-secret-damaged = Voer het opnieuw in.
title-settings-unreadable = Instellingen onleesbaar
reason-settings-unreadable = De instellingen kunnen niet gelezen worden. Technisch detail: { $detail }
fix-settings-unreadable = Verbeter het bestand, of verwijder het om naar de standaardwaarden terug te keren.
title-policy-unreadable = Regels van het kantoor onleesbaar
reason-policy-unreadable = De regels die uw kantoor oplegt, kunnen niet gelezen worden. Technisch detail: { $detail }
fix-policy-unreadable = Verwittig uw IT-dienst.
title-mapping-unusable = Overeenkomst onbruikbaar
reason-mapping-unusable = De overeenkomst tussen rubrieken en Silverfin kan niet gebruikt worden. Technisch detail: { $detail }
fix-mapping-unusable = Kies een andere overeenkomst, of leg ze opnieuw vast.
title-journal-unusable = Logboek onbruikbaar
reason-journal-unusable = Het logboek van Passerelle kan niet gebruikt worden. Technisch detail: { $detail }
fix-journal-unusable = Exporteer de diagnose. Intussen wordt niets verzonden.
title-disk-full = Schijf vol
reason-disk-full = Er is geen plaats meer op de schijf waar Passerelle zijn logboek bijhoudt.
fix-disk-full = Maak plaats vrij. Er gaat niets verloren: de verzending gaat daarna vanzelf verder.
title-home-read-only = Map van Passerelle beveiligd
reason-home-read-only = Passerelle kan niet in zijn map schrijven. Technisch detail: { $detail }
fix-home-read-only = Geef dit account het recht om in die map te schrijven. Intussen wordt niets verzonden.

## Wat een knop aanbiedt

action-link-dossier = Koppelen
action-open-in-silverfin = Openen in Silverfin
action-retry = Opnieuw proberen
action-review = Bekijken
action-log-in = Aanmelden bij Silverfin
action-open-connection = « Verbinding sociale balans » openen
action-open-preferences = « Voorkeuren » openen
action-export-diagnostics = Diagnose exporteren

## Systeemvak

tray-up-to-date = Bijgewerkt · laatste synchronisatie { $last }
tray-never-synced = Bijgewerkt · nog geen synchronisatie
tray-working = Bezig met synchroniseren…
tray-working-of = Bezig met synchroniseren… { $done } van { $total }
tray-waiting = { $count ->
    [one] Eén dossier wacht op uw beslissing
   *[other] { $count } dossiers wachten op uw beslissing
}
tray-trouble = { $title }
tray-trouble-retry = { $title } · nieuwe poging { $at }
tray-missed-night = De nacht van { $night } werd gemist
tray-paused = Gepauzeerd tot u hervat
tray-paused-until = Gepauzeerd tot { $until }
tray-not-connected = Geen verbinding
tray-quitting = Passerelle wordt afgesloten…
tray-last-success = Laatste synchronisatie { $last }
tray-sync-now = Nu synchroniseren
tray-pause = Pauzeren
tray-pause-half-an-hour = 30 minuten
tray-pause-until-tomorrow = Tot morgen
tray-pause-until-resumed = Tot ik hervat
tray-resume = Hervatten
tray-catch-up = De nacht van { $night } inhalen
tray-skip-night = Niet inhalen
tray-dossiers = Te behandelen dossiers ({ $count })…
tray-settings = Instellingen…
tray-quit = Passerelle afsluiten

## Meldingen

notice-synced-title = Sociale balans gesynchroniseerd
notice-synced-body = { $dossier } · boekjaar { $year } · { $firm }
notice-rest-body = { $count ->
    [one] … en nog één balans
   *[other] … en nog { $count } balansen
}
notice-summary-title = Sociale balansen gesynchroniseerd
notice-summary-body = { $count ->
    [one] Eén sociale balans werd gesynchroniseerd.
   *[other] { $count } sociale balansen werden gesynchroniseerd.
}
notice-problem-body = { $dossier }: { $detail }
notice-problem-others = { $count ->
    [one] … en nog één dossier
   *[other] … en nog { $count } dossiers
}
notice-missed-night-title = Nacht gemist
notice-missed-night-body = De computer stond uit of in slaapstand in de nacht van { $night }. Moet die ingehaald worden?

## Activiteit

run-scheduled = Nacht van { $night }
run-catch-up = Nacht van { $night }, ingehaald
run-manual = Gevraagde synchronisatie
run-retry = Nieuwe poging
activity-activated = Externe verbinding geactiveerd
activity-paired = Computer gekoppeld met « { $environment } »
activity-deactivated = { $count ->
    [0] Externe verbinding gedeactiveerd
    [one] Externe verbinding gedeactiveerd; één balans wordt niet meer verzonden
   *[other] Externe verbinding gedeactiveerd; { $count } balansen worden niet meer verzonden
}
activity-firm-connected = Verbonden met Silverfin: « { $firm } »
activity-firm-removed = Silverfin-verbinding verwijderd: « { $firm } »
activity-login-lapsed = Aanmelding bij « { $firm } » vervallen
activity-before-activation = { $count ->
    [one] Eén balans van vóór de activering wordt niet verzonden
   *[other] { $count } balansen van vóór de activering worden niet verzonden
}
activity-unreadable-entry = Onbegrijpelijke aankondiging. Technisch detail: { $detail }
activity-standby = « { $holder } » synchroniseert « { $firm } » al
activity-moved = { $to }
activity-moved-because = { $to }: { $reason }
activity-stands = Rubrieken geschreven: { $written } · al juist: { $right } · ongemoeid gelaten: { $kept }
activity-left-out-without-place = Niet doorgestuurd, want het sjabloon heeft er geen plaats voor: { $rubrics }
activity-left-out-of-sum = Niet opgeteld, want het model van een ander loondossier heeft het niet: { $rubrics }
activity-decided = { $count ->
    [one] Beslissing genomen voor één rubriek
   *[other] Beslissing genomen voor { $count } rubrieken
}
activity-retry-asked = Nieuwe poging gevraagd
activity-linked-by-number = Via het ondernemingsnummer gekoppeld aan « { $company } »
activity-linked-by-person = Gekoppeld aan « { $company } »
activity-link-dropped = Koppeling verwijderd: ze leidde nergens meer naartoe
activity-document-stored = Pdf toegevoegd aan de permanente documenten
activity-document-given-up = Pdf niet toegevoegd: { $detail }
activity-run-troubled = { $reason }
activity-notified = Melding: { $title } – { $body }
activity-crashed = Passerelle was onverwacht gestopt; niets is verloren
