# De vensters, in het Nederlands.

## Overal

locked-by-office = Vastgelegd door uw kantoor
cancel = Annuleren
close = Sluiten
loading = Laden…
saved = Bewaard
fault-title = Fout in het venster
fault-advice = Sluit het venster en open het opnieuw. Gebeurt het nog eens, exporteer dan de diagnose.
written-to = Bewaard in « { $file } »

## Het venster « Instellingen »

nav-label = Pagina's
nav-connection = Verbinding sociale balans
nav-dossiers = Dossiers
nav-dossiers-waiting = { $count ->
    [one] { $count } te behandelen dossier
   *[other] { $count } te behandelen dossiers
}
nav-activity = Activiteit
nav-preferences = Voorkeuren
nav-help = Hulp
agent-label = Stand van de synchronisatie
agent-next-run = Volgende synchronisatie: { $at }

sandbox-band = Zandbak
sandbox-explained = Deze computer speelt Finbox en Silverfin. Niets verlaat hem.
sandbox-next-night = Volgende nacht
sandbox-night-done = De nacht is voorbij.

crash-title = Passerelle was onverwacht gestopt
breakdown-title = Een deel van Passerelle was uitgevallen
crash-explained = Er is niets verloren en niets gaat twee keer: elke stap wordt genoteerd voor hij gezet wordt, en alles gaat verder waar het gebleven was.
crash-details = Wat het begaf
settings-notice-title = Instelling niet begrepen
policy-notice-title = Regels van uw kantoor onleesbaar
policy-notice-explained = Het bestand { $file } kan niet gelezen worden. De regels die het laatst gelezen werden, blijven gelden. Verwittig wie de computers van uw kantoor beheert.
wrong-setting-explained = De waarde van { $key } in het bestand { $file } wordt niet aanvaard. De standaardwaarde geldt. Kies er een in « Voorkeuren », of verbeter het bestand.
unknown-setting-explained = Het bestand { $file } bevat een instelling die deze versie niet kent: { $key }. Ze blijft er staan, zonder gevolg.
technical-detail = Technisch detail
notices-dismiss = Begrepen
missed-title = Nacht gemist
missed-explained = De computer stond uit of in slaapstand in de nacht van { $night }. Moet die ingehaald worden?

## « Verbinding sociale balans »

connection-intro = Verbind uw Finbox-omgeving één keer met uw Silverfin-omgeving. Daarna worden nieuwe sociale balansen elke nacht verzonden; u hoeft verder niets te doen.
source-title = Waar de sociale balansen vandaan komen
source-explained = Zeg eerst waar Passerelle de sociale balansen van uw dossiers vindt.
source-label = Bron
source-finbox = SD Worx Finbox
source-folder = Bewaakte map
source-finbox-url = Adres van Finbox
source-finbox-key = Toegangssleutel
source-finbox-key-hint = Wordt bewaard in de sleutelhanger van deze computer, nergens anders.
source-folder-path = Map
source-folder-hint = Elk bestand met een sociale balans dat in deze map komt, wordt de volgende nacht behandeld.
source-test = Verbinding testen
source-test-active = Finbox antwoordt. Er is daar al een externe verbinding actief.
source-test-inactive = Finbox antwoordt. Er is daar momenteel geen externe verbinding actief.
source-test-files = { $count ->
    [0] De map kan gelezen worden. Ze is leeg.
    [one] De map kan gelezen worden. Er zit één bestand in.
   *[other] De map kan gelezen worden. Er zitten { $count } bestanden in.
}
source-change = Wijzigen
source-now-finbox = Finbox · { $address }
source-now-folder = Bewaakte map · { $path }

step-1 = Stap 1
step-1-instruction = Kijk na of de begindatum overeenkomt met de huidige kalenderdag.
start-date = Begindatum
start-date-right = komt overeen met de huidige kalenderdag
start-date-wrong = komt niet overeen met de huidige kalenderdag ({ $today })
start-date-take-today = Datum van vandaag nemen
start-date-activated = De verbinding werd op deze datum geactiveerd.

step-2 = Stap 2
step-2-instruction = Druk op « Externe verbinding activeren » en kopieer de « Koppelingscode ».
activate = Externe verbinding activeren
activate-needs-source = Zeg eerst waar de sociale balansen vandaan komen.
activate-needs-today = De verbinding kan alleen op de datum van vandaag geactiveerd worden: verbeter de begindatum in stap 1.
activate-only-new = Alleen balansen die na de activering gemaakt worden, worden gesynchroniseerd.
activated = De externe verbinding is geactiveerd.
active-since = Externe verbinding actief sinds { $at }
active = Externe verbinding actief
active-environment = Finbox-omgeving: { $environment }
active-in-folder = De balansen komen uit een bewaakte map; een koppelingscode is niet nodig.
pairing-id = Koppelingscode
pairing-copy = Koppelingscode kopiëren
pairing-copied = Code gekopieerd
pairing-elsewhere = De code staat op de computer die de verbinding geactiveerd heeft.
deactivate = Externe verbinding deactiveren
deactivate-title = Externe verbinding deactiveren?
deactivate-stops = Er wordt geen enkele sociale balans meer naar Silverfin verzonden, en de koppelingscode geldt niet meer.
deactivate-under-way = { $count ->
    [one] Eén balans die nog wacht, wordt niet meer verzonden.
   *[other] { $count } balansen die nog wachten, worden niet meer verzonden.
}
deactivate-until-later = Balansen die gemaakt worden vóór een nieuwe activering, worden evenmin verzonden.
deactivate-keeps = Wat al in Silverfin staat, blijft daar.
deactivate-confirm = Deactiveren
deactivated = { $stopped ->
    [0] De externe verbinding is gedeactiveerd.
    [one] De externe verbinding is gedeactiveerd. Eén balans wordt niet meer verzonden.
   *[other] De externe verbinding is gedeactiveerd. { $stopped } balansen worden niet meer verzonden.
}

step-3 = Stap 3
step-3-instruction = Klik op de knop « Naar de Silverfin-link ».
open-silverfin-link = Naar de Silverfin-link
open-silverfin-link-hint = Heeft een andere computer van het kantoor de verbinding al geactiveerd? Ga dan met zijn koppelingscode meteen naar deze stap.

connections-title = Bestaande verbindingen
connections-empty = Er is nog geen Silverfin-kantoor verbonden.
connections-firm = Silverfin-kantoor
connections-since = Verbonden op
connections-by = Gesynchroniseerd door
connections-by-this = deze computer
connections-by-none = –
connections-night = Laatste nacht
connections-night-none = nog niet
connections-night-count = { $count ->
    [0] geen nieuwe balans
    [one] één balans
   *[other] { $count } balansen
}
connections-lapsed = Opnieuw aanmelden nodig
connections-colleague = door een andere computer
connections-remove = Verwijderen
connections-remove-title = « { $firm } » verwijderen?
connections-remove-explained = Er wordt niets meer naar dit Silverfin-kantoor verzonden, en de toegang op deze computer wordt gewist. Wat al in Silverfin staat, blijft daar.
connections-remove-confirm = Verbinding verwijderen
connections-removed = De verbinding met « { $firm } » is verwijderd.
connections-actions = Acties

## Het venster « Silverfin-link »

link-title = Silverfin-link
link-step-1-instruction = Voer na het nakijken van de verbinding de koppelingscode in en klik op « Verbindings-id valideren ».
link-validate = Verbindings-id valideren
link-validated = Gevalideerd. Finbox-omgeving: { $environment }
link-validated-unnamed = De code is gevalideerd.
link-folder = De balansen komen uit een bewaakte map: deze stap is niet nodig.
link-step-2-instruction = Na de validatie kunt u zich aanmelden bij uw Silverfin-account.
link-log-in = Aanmelden bij Silverfin
link-later = Valideer eerst de koppelingscode.
link-firm = Silverfin-kantoor:
link-firm-hint = Het nummer van het kantoor of het adres van een van zijn pagina's. Mag leeg blijven: bij het aanmelden blijkt om welk kantoor het gaat.
link-add = Silverfin-verbinding toevoegen
link-browser = Mijn browser gebruiken
link-paste = De code plakken
link-other-ways = Als het aanmelden in Passerelle niet lukt:
link-client-missing-title = Toegang tot Silverfin onvolledig
link-client-missing = De client-id en het geheim die Silverfin aan uw kantoor meedeelde, voert u één keer in bij de voorkeuren.
link-begun-window = Het venster « Aanmelden bij Silverfin » staat open. Voer daar uw aanmeldgegevens van Silverfin in ({ $host }).
link-begun-browser = Het aanmelden gaat verder in uw browser, op { $host }. Kom hier terug als het gebeurd is.
link-begun-paste = Meld u aan in uw browser, op { $host }, en kopieer dan hier de code die Silverfin toont.
link-begun-title = Bezig met aanmelden
link-finishing = De toegang wordt met Silverfin uitgewisseld…
link-code = Code die Silverfin toont
link-code-send = Code valideren
link-cancel = Aanmelden afbreken
link-success = De verbinding is tot stand gebracht
link-success-explained = De synchronisatie van de sociale balansen start automatisch.
link-success-firm = Silverfin-kantoor: { $firm }
link-finish = Voltooien
link-add-another = Nog een verbinding toevoegen

## « Dossiers »

dossiers-search = Zoeken
dossiers-search-hint = Naam of nummer
dossiers-filter = Tonen
dossiers-filter-all = Alle ({ $count })
dossiers-filter-waiting = Te behandelen ({ $count })
dossiers-filter-under-way = Onderweg ({ $count })
dossiers-filter-delivered = Gesynchroniseerd ({ $count })
dossiers-filter-ended = Gestopt of vervangen ({ $count })
dossiers-order = Sorteren op
dossiers-order-urgency = Te behandelen eerst
dossiers-order-name = Naam
dossiers-order-since = Laatste wijziging
dossiers-order-year = Boekjaar
dossiers-retry-all = Alles opnieuw proberen
dossiers-retried = { $count ->
    [0] Er is niets om opnieuw te proberen.
    [one] Eén balans wordt opnieuw geprobeerd.
   *[other] { $count } balansen worden opnieuw geprobeerd.
}
dossiers-count = { $count ->
    [0] Geen enkel dossier
    [one] Eén dossier
   *[other] { $count } dossiers
}
dossiers-empty-title = Nog geen sociale balans
dossiers-empty = Zodra in de bron een nieuwe sociale balans gemaakt wordt, verschijnt het dossier hier.
dossiers-empty-inactive = Activeer eerst de externe verbinding.
dossiers-none-title = Geen enkel dossier voldoet
dossiers-none = Pas de zoekopdracht of de filter aan.
dossiers-none-clear = Alles tonen
dossiers-table = Lijst van de dossiers
dossiers-column-dossier = Dossier
dossiers-column-company = Silverfin-dossier
dossiers-column-year = Boekjaar
dossiers-column-state = Toestand, sinds
dossiers-column-advice = Te doen
dossiers-not-linked = Niet gekoppeld
dossiers-no-number = Zonder ondernemingsnummer
dossiers-nothing-to-do = –
dossiers-retry-at = Nieuwe poging op { $at }
dossiers-retry-one = Opnieuw proberen
dossiers-open = Openen in Silverfin
dossiers-review = Bekijken
dossiers-link = Koppelen

details-number = Ondernemingsnummer
details-company = Silverfin-dossier
details-year = Boekjaar
details-year-span = van { $start } tot { $end }
details-model = Model
details-model-full = Volledig
details-model-abridged = Verkort
details-model-micro = Micro
details-revision = Versie
details-revision-first = Eerste
details-revision-later = Correctie nr. { $number }
details-state = Toestand
details-since = Sinds
details-retry = Nieuwe poging
details-delivered = Nagelezen in Silverfin
details-findings = Controles
details-findings-count = { $count ->
    [0] Aan alle voldaan
    [one] Aan één controle is niet voldaan
   *[other] Aan { $count } controles is niet voldaan
}

associate-title = « { $dossier } » koppelen
associate-explained = Kies het Silverfin-dossier van { $number }. Deze keuze wordt onthouden.
associate-explained-without-number = Kies het juiste Silverfin-dossier. Deze keuze wordt onthouden.
associate-search = Zoeken in alle Silverfin-dossiers
associate-search-run = Zoeken
associate-candidates = Mogelijke Silverfin-dossiers
associate-none = Geen enkel Silverfin-dossier ligt voor de hand. Zoek het op naam of nummer.
associate-none-found = Geen enkel Silverfin-dossier voldoet aan deze zoekopdracht.
associate-same-number = Heeft hetzelfde ondernemingsnummer
associate-same-number-among-others = Heeft hetzelfde ondernemingsnummer, naast een ander
associate-similar-name = Zonder nummer, maar met een gelijkaardige naam
associate-searched = Gevonden bij het zoeken
associate-done = « { $dossier } » is gekoppeld aan « { $company } ».

## « Activiteit »

activity-search = Zoeken
activity-filter = Tonen
activity-filter-all = Alles
activity-filter-delivered = Gesynchroniseerde balansen
activity-filter-moved = Veranderingen van toestand
activity-filter-connection = Verbinding en keuzes
activity-filter-trouble = Problemen
activity-export = Exporteren (CSV)
activity-more = Eerdere tonen
activity-by-hand = Tussen twee nachten
activity-began = Begonnen om { $time }
activity-span = van { $start } tot { $end }
activity-empty-title = Nog niets te melden
activity-empty = Elke nacht laat hier achter wat bekeken, verzonden en in wacht gezet werd, en waarom.
activity-none = Niets voldoet aan deze zoekopdracht.
activity-lines = { $count ->
    [one] Eén regel
   *[other] { $count } regels
}

## « Voorkeuren »

preferences-general = Algemeen
language = Taal
language-system = Die van de computer
autostart = Openen bij het aanmelden
autostart-hint = Passerelle start zonder venster, in het systeemvak.
autostart-unavailable = Op deze computer kan dat hier niet gewijzigd worden.
preferences-notifications = Meldingen
notifications-level = Meldingen
notifications-each = Elke balans
notifications-summary = Samenvatting per nacht
notifications-problems = Alleen problemen
notifications-none = Geen
notifications-hint = Alles staat hoe dan ook onder « Activiteit ».
quiet-hours = Stille uren
quiet-hint = De meldingen van die uren worden na afloop getoond. Twee lege velden: geen stille uren.
preferences-night = De nacht
night-window = Nachtvenster
night-hint = De synchronisatie gebeurt één keer per nacht, tussen die twee uren ({ $zone }).
missed-night = Na een gemiste nacht
missed-catch-up = Inhalen zodra de computer wakker is
missed-skip = Op de volgende nacht wachten
missed-ask = Mij vragen
preferences-source = Bron
preferences-silverfin = Toegang tot Silverfin
silverfin-client-id = Client-id
silverfin-secret = Geheim
silverfin-secret-hint = Zoals Silverfin ze aan uw kantoor meedeelde. Het geheim wordt bewaard in de sleutelhanger van deze computer.
silverfin-url = Adres van Silverfin
silverfin-more = Geavanceerde instellingen
silverfin-redirect = Terugkeeradres
silverfin-redirect-hint = Zoals het bij Silverfin geregistreerd is.
silverfin-scopes = Gevraagde rechten
silverfin-scopes-hint = Gescheiden door een spatie.
preferences-network = Netwerk
proxy-mode = Proxy
proxy-system = Zoals het systeem
proxy-none = Geen
proxy-manual = Adres hieronder
proxy-url = Adres van de proxy
certificates = Bijkomende certificaten
certificates-hint = Een PEM-bestand, als uw kantoor de verbindingen inspecteert.
preferences-figures = Rubrieken en overeenstemming
ownership-explained = Sommige rubrieken zijn elders beter gekend dan in de loonadministratie. Wat moet er met hun waarden gebeuren?
ownership-personnel-costs = Personeelskosten en voordelen (102x, 1033)
ownership-temporary-staff = Uitzendkrachten (150x tot 152x)
ownership-training = Opleiding (58xx)
ownership-preceding-year = Vorig boekjaar
ownership-deliver = Schrijven zoals de andere
ownership-propose = Alleen schrijven als er niets staat
ownership-leave = Nooit schrijven
mapping-handle = Sjabloon van de sociale balans
mapping-hint = De identificatie van het sjabloon van uw kantoor in Silverfin.
mapping-more = Overeenstemming met Silverfin
mapping-namespace = Naamruimte
mapping-key = Sleutel
mapping-key-hint = « {"{"}rubric{"}"} » staat voor de code van de rubriek.
mapping-file = Opgenomen overeenstemming
mapping-file-hint = De naam van een overeenstemming die uit een ingevuld sjabloon gelezen werd; ze vervangt dan de drie instellingen hierboven.
preferences-documents = Documenten
documents-pdf = De pdf bij de permanente documenten voegen
documents-pdf-hint = In het Silverfin-dossier van de klant, naast de waarden.
documents-folder = Map van de documenten
preferences-computer = Deze computer
agent-name = Naam van deze computer
agent-name-hint = Zoals uw collega's hem bij de verbindingen zien.
diagnostics-look = Alles nakijken
diagnostics-found = { $count ->
    [0] Alles is in orde.
    [one] Eén punt vraagt uw aandacht.
   *[other] { $count } punten vragen uw aandacht.
}
diagnostics-export = Diagnose exporteren
diagnostics-hint = Zonder wachtwoorden en zonder waarden van balansen; u ziet het bestand voor u het aan iemand bezorgt.

secret-present = Ingevoerd
secret-missing = Nog niet ingevoerd
secret-unknown = De sleutelhanger is vergrendeld of ontbreekt
secret-save = Bewaren
secret-replace = Vervangen
path-choose = Kiezen…
path-clear = Wissen
path-none = Geen
span-from = van
span-to = tot
span-half = Eén tijdstip alleen telt niet: vul ook het andere in.

## « Hulp »

help-steps-title = De verbinding maken
help-step-1 = Open « Verbinding sociale balans ».
help-step-2 = Stap 1: kijk na of de begindatum overeenkomt met de huidige kalenderdag.
help-step-3 = Stap 2: druk op « Externe verbinding activeren » en kopieer de « Koppelingscode ».
help-step-4 = Stap 3: klik op de knop « Naar de Silverfin-link ».
help-step-5 = Voer de koppelingscode in en klik op « Verbindings-id valideren ».
help-step-6 = Klik op « Silverfin-verbinding toevoegen » en voer uw aanmeldgegevens van Silverfin in. Zodra u zich aanmeldt, is de verbinding gemaakt.
help-faq-title = Veelgestelde vragen
help-question-1 = Kan ik de verbinding deactiveren als dat nodig is?
help-answer-1 = Ja, wanneer u wilt: klik op « Externe verbinding deactiveren » onder « Verbinding sociale balans ». Vanaf dat ogenblik wordt van deze computer niets meer verzonden.
help-question-2 = Wanneer gebeurt de automatische synchronisatie?
help-answer-2 = Elke nacht, tussen { $from } en { $to }. Passerelle gaat na of er voor een dossier een nieuwe sociale balans is en stuurt ze naar het overeenkomstige dossier in Silverfin. Stond de computer uit, dan wordt de nacht ingehaald zoals u het in de voorkeuren koos.
help-question-3 = Kan ik de synchronisatie van de sociale balans zelf starten?
help-answer-3 = Ja. « Nu synchroniseren », links onder in dit venster en in het systeemvak, doet meteen wat de volgende nacht zou doen.
help-question-4 = Worden bestaande sociale balansen na de activering van mijn verbinding ook opgehaald?
help-answer-4 = Nee. Alleen balansen die na de activering van uw verbinding gemaakt worden, worden met Silverfin gesynchroniseerd. Een nieuwe activering begint van voren af aan.
help-question-5 = Werkt de synchronisatie ook voor Silverfin-workflows die nog niet open zijn?
help-answer-5 = Nee, een Silverfin-workflow moet open zijn. De balans wacht, het dossier zegt het, en Passerelle probeert elke nacht opnieuw tot de workflow open is.
help-about-title = Over
help-version = Passerelle { $version }
help-licence = Vrije software onder de openbare licentie van de Europese Unie (EUPL 1.2).
help-components = Gebouwd met vrije software
help-unofficial = Passerelle is geen product van SD Worx of van Silverfin.
