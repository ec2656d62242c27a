// Made by `cargo xtask generate` from crates/api. Not edited by hand.

/**
 * The activation as the person who asked for it sees it.
 */
export type Activated = { 
/**
 * The start date.
 */
start_date: string | null, 
/**
 * Sheets made before this instant are never sent.
 */
activated_at: string, 
/**
 * "Identifiant d'appariement". Finbox only.
 */
pairing_id: string | null, };

/**
 * The activation that is current.
 */
export type Activation = { 
/**
 * Where sheets come from.
 */
source: Source, 
/**
 * The start date.
 */
start_date: string | null, 
/**
 * Sheets made before this instant are never sent. Unknown on a computer that was only paired.
 */
activated_at: string | null, 
/**
 * Whether this computer was paired. A watched folder needs no pairing.
 */
is_paired: boolean, 
/**
 * The Finbox environment that this computer is paired with.
 */
environment: string | null, };

/**
 * Which lines are wanted.
 */
export type ActivityFilter = "all" | "delivered" | "moved" | "connection" | "trouble";

/**
 * A part of the activity.
 */
export type ActivityInput = { 
/**
 * Only earlier than this line; `null` for the newest.
 */
before: number | null, 
/**
 * Which.
 */
filter: ActivityFilter, 
/**
 * Text that a line contains. May be empty.
 */
search: string, 
/**
 * Only of this dossier.
 */
dossier: string | null, 
/**
 * At most so many; 500 are the most.
 */
limit: number, };

/**
 * One thing that was done.
 */
export type ActivityLine = { 
/**
 * Its number; later ones are higher.
 */
id: number, 
/**
 * When.
 */
at: string, 
/**
 * In which run; `null` for what a person did.
 */
run: number | null, 
/**
 * The dossier that it is about.
 */
dossier: Dossier | null, 
/**
 * What kind of thing: `moved`, `stands`, `notified`, …
 */
event: string, 
/**
 * What happened, in a line.
 */
text: string, };

/**
 * One run, as a heading over its lines.
 */
export type ActivityNight = { 
/**
 * Its number; lines name it.
 */
run: number, 
/**
 * Why it took place.
 */
kind: NightKind, 
/**
 * The civil date whose night it was.
 */
night: string | null, 
/**
 * When it began.
 */
started_at: string, 
/**
 * When it ended by itself.
 */
finished_at: string | null, 
/**
 * In words: "Nuit du 24/11".
 */
text: string, };

/**
 * A part of the activity, newest first.
 */
export type ActivityPage = { 
/**
 * The lines.
 */
lines: Array<ActivityLine>, 
/**
 * The runs that the lines belong to.
 */
nights: Array<ActivityNight>, 
/**
 * Ask with this as `before` for what came earlier; `null` at the beginning.
 */
next: number | null, };

/**
 * How the agent is.
 */
export type AgentView = { 
/**
 * `up_to_date`, `working`, `waiting`, `paused`, `trouble`, `missed_night`, `not_connected`, `quitting`.
 */
headline: string, 
/**
 * The same in words.
 */
text: string, 
/**
 * When a run last ended by itself without trouble.
 */
last_success: string | null, 
/**
 * When a run next begins by itself.
 */
next_run: string | null, 
/**
 * Whether a run is under way.
 */
is_running: boolean, 
/**
 * How far it is.
 */
progress: Progress | null, 
/**
 * How many dossiers wait for the accountant.
 */
waiting: number, 
/**
 * Whether nothing runs by itself.
 */
is_paused: boolean, 
/**
 * When the pause ends by itself.
 */
paused_until: string | null, 
/**
 * A missed night that somebody has to decide on.
 */
missed_night: string | null, 
/**
 * What ails the sync as a whole.
 */
trouble: Failure | null, };

/**
 * A page of "Paramètres" that somebody wants to see: a wish, and no state that a window could read again. A window that
 * has followed a wish of this number, or of a later one, follows it no more.
 */
export type AskedPage = { 
/**
 * The number of the event that told of it.
 */
number: number, 
/**
 * Which.
 */
page: Page, };

/**
 * "Ouvrir à l'ouverture de session", as the operating system has it.
 */
export type Autostart = "on" | "off" | "unavailable";

/**
 * A client file that a dossier may be linked to.
 */
export type Candidate = { 
/**
 * Its firm's number.
 */
firm: number, 
/**
 * Its firm's name.
 */
firm_name: string, 
/**
 * Its number.
 */
company: number, 
/**
 * Its name.
 */
name: string, 
/**
 * The enterprise numbers that it has.
 */
enterprise_numbers: Array<string>, 
/**
 * What speaks for it.
 */
reason: CandidateReason, };

/**
 * What speaks for a candidate.
 */
export type CandidateReason = "same_number" | "same_number_among_others" | "similar_name" | "searched";

/**
 * A dossier whose client file is looked for.
 */
export type CandidatesInput = { 
/**
 * The dossier's id.
 */
dossier: string, 
/**
 * Text to look for among all client files; empty for those that something speaks for.
 */
search: string, };

/**
 * What may be no longer what it was.
 */
export type Changed = "connection" | "dossiers" | "activity" | "settings" | "day";

/**
 * A code, or the whole address that the login ended at.
 */
export type CodeInput = { 
/**
 * The text, as pasted.
 */
code: string, 
/**
 * "Entreprise Silverfin:", as for [`LoginInput`].
 */
firm: string, };

/**
 * What only the network knows of the connection.
 */
export type Connections = { 
/**
 * "Identifiant d'appariement", where this computer holds the access key.
 */
pairing_id: string | null, 
/**
 * "Connexions existantes", those of colleagues' computers too.
 */
firms: Array<FirmRow>, 
/**
 * Why Finbox could not be asked; the firms are then those of this computer.
 */
trouble: Failure | null, };

/**
 * What a deactivation stopped.
 */
export type Deactivated = { 
/**
 * How many sheets will not be sent any more.
 */
stopped: number, 
/**
 * Why Finbox could not be told. From here nothing is sent all the same.
 */
untold: Failure | null, };

/**
 * A dossier by its id and its name.
 */
export type Dossier = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, };

/**
 * How many dossiers are where, whatever is searched for.
 */
export type DossierCounts = { 
/**
 * All.
 */
all: number, 
/**
 * Waiting for the accountant.
 */
waiting: number, 
/**
 * Going on by themselves.
 */
under_way: number, 
/**
 * Standing in Silverfin.
 */
delivered: number, 
/**
 * Stopped or replaced.
 */
ended: number, };

/**
 * Which dossiers are wanted.
 */
export type DossierFilter = "all" | "waiting" | "under_way" | "delivered" | "ended";

/**
 * In which order.
 */
export type DossierOrder = "urgency" | "name" | "since" | "year";

/**
 * A part of the list.
 */
export type DossierPage = { 
/**
 * How many dossiers meet filter and search.
 */
total: number, 
/**
 * Where this part begins.
 */
offset: number, 
/**
 * The part.
 */
rows: Array<DossierRow>, 
/**
 * How many dossiers are where.
 */
counts: DossierCounts, };

/**
 * One dossier and financial year with its latest sheet.
 */
export type DossierRow = { 
/**
 * Names the row: the sheet's id.
 */
sheet: string, 
/**
 * The dossier.
 */
dossier: Dossier, 
/**
 * "0403.019.261".
 */
enterprise_number: string | null, 
/**
 * The Silverfin firm of the client file that it is linked to.
 */
firm: number | null, 
/**
 * The client file's number.
 */
company: number | null, 
/**
 * The client file's name.
 */
company_name: string | null, 
/**
 * The financial year's first day.
 */
year_start: string, 
/**
 * The financial year's last day.
 */
year_end: string, 
/**
 * The sheet's layout.
 */
model: Model, 
/**
 * The sheet's revision.
 */
revision: number, 
/**
 * Where it is on its way.
 */
state: SheetState, 
/**
 * The same in words.
 */
state_text: string, 
/**
 * Whether it waits for the accountant.
 */
waits_for_person: boolean, 
/**
 * Why it stands there: what happened, what to do, what can be offered.
 */
reason: Failure | null, 
/**
 * Since when.
 */
since: string, 
/**
 * When it is tried again.
 */
retry_at: string | null, 
/**
 * When it was read back and found right.
 */
delivered_at: string | null, 
/**
 * How many checks it does not meet.
 */
findings: number, 
/**
 * Whether "Ouvrir dans Silverfin" leads somewhere.
 */
has_page: boolean, };

/**
 * A part of the dossiers.
 */
export type DossiersInput = { 
/**
 * Which.
 */
filter: DossierFilter, 
/**
 * Text that a name, an enterprise number or a client file's name contains. May be empty.
 */
search: string, 
/**
 * In which order.
 */
order: DossierOrder, 
/**
 * Where the part begins.
 */
offset: number, 
/**
 * At most so many; 500 are the most.
 */
limit: number, };

/**
 * "Valider l'id de connexion": whose id it is.
 */
export type Environment = { 
/**
 * The Finbox environment's name.
 */
name: string, };

/**
 * Something that happened. Numbers follow each other; a window that misses one reads the snapshot again.
 */
export type Event = { 
/**
 * Its number.
 */
number: number, 
/**
 * What happened.
 */
happening: Happening, };

/**
 * What did not come about, for a person: never an error text of a program. The chain of causes is in the log.
 */
export type Failure = { 
/**
 * The stable code: `pairing_unknown`.
 */
code: string, 
/**
 * In a few words, in the person's language.
 */
title: string, 
/**
 * What happened, where the title does not say it all.
 */
detail: string | null, 
/**
 * What to do, in words.
 */
advice: string | null, 
/**
 * What to do, as something to click.
 */
fix: Fix | null, 
/**
 * The dossier that it is about.
 */
dossier: Dossier | null, };

/**
 * One thing that was looked at.
 */
export type Finding = { 
/**
 * What: `home`, `settings`, `secrets`, `source`, `silverfin`, `mapping`, `journal`, `connection`, `firms`, `network`.
 */
about: string, 
/**
 * How it stands.
 */
state: FindingState, 
/**
 * In words.
 */
text: string, 
/**
 * What to do.
 */
advice: string | null, };

/**
 * How one thing stands that a connection needs.
 */
export type FindingState = "fine" | "to_do" | "trouble";

/**
 * Everything that was looked at, from near to far.
 */
export type Findings = { 
/**
 * Thing by thing.
 */
findings: Array<Finding>, };

/**
 * A Silverfin firm.
 */
export type FirmInput = { 
/**
 * Its number.
 */
firm: number, };

/**
 * One line of "Connexions existantes".
 */
export type FirmRow = { 
/**
 * "Entreprise Silverfin": its number.
 */
firm: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Since when.
 */
connected_at: string, 
/**
 * Whether this computer is logged in to it.
 */
is_here: boolean, 
/**
 * Since when somebody has to log in again here.
 */
login_lapsed_at: string | null, 
/**
 * The computer that synchronises it at present, where that is known.
 */
synchronised_by: string | null, 
/**
 * How many sheets the last night delivered there; `null` before the first night.
 */
delivered_last_night: number | null, };

/**
 * What a window can offer.
 */
export type Fix = "link_dossier" | "open_in_silverfin" | "retry" | "review" | "log_in" | "open_connection" | "open_preferences" | "export_diagnostics";

/**
 * What happened.
 */
export type Happening = { "kind": "agent", 
/**
 * How it is.
 */
agent: AgentView, } | { "kind": "login", 
/**
 * Where it is.
 */
login: Login, } | { "kind": "changed", 
/**
 * What.
 */
what: Array<Changed>, } | { "kind": "page", 
/**
 * Which.
 */
page: Page, };

/**
 * The languages that the windows speak.
 */
export type Language = "fr" | "nl" | "en" | "de";

/**
 * A link.
 */
export type LinkInput = { 
/**
 * The dossier's id.
 */
dossier: string, 
/**
 * The client file's firm.
 */
firm: number, 
/**
 * The client file.
 */
company: number, };

/**
 * Where a login to Silverfin is.
 */
export type Login = { "state": "none" } | { "state": "begun", 
/**
 * How.
 */
way: LoginWay, 
/**
 * Silverfin's host.
 */
host: string, } | { "state": "finishing" } | { "state": "connected", 
/**
 * The firm that was granted, by number.
 */
firm: number, 
/**
 * Its name.
 */
name: string, } | { "state": "failed", 
/**
 * Why.
 */
failure: Failure, };

/**
 * How to log in, and to which firm.
 */
export type LoginInput = { 
/**
 * How.
 */
way: LoginWay, 
/**
 * "Entreprise Silverfin:": a firm's number or the address of any of its pages. May be empty.
 */
firm: string, };

/**
 * How somebody logs in to Silverfin.
 */
export type LoginWay = "window" | "browser" | "paste";

/**
 * The layout of the social balance.
 */
export type Model = "full" | "abridged" | "micro";

/**
 * A night.
 */
export type NightInput = { 
/**
 * The civil date whose night it is.
 */
night: string, };

/**
 * Why a run took place.
 */
export type NightKind = "scheduled" | "catch_up" | "retry" | "manual";

/**
 * Something that a person should hear at a start.
 */
export type Notice = { "kind": "unclean_end", 
/**
 * What broke down, where that was written down.
 */
panic: string | null, } | { "kind": "breakdown", 
/**
 * What.
 */
panic: string, } | { "kind": "unknown_setting", 
/**
 * The file.
 */
file: string, 
/**
 * The key.
 */
key: string, } | { "kind": "wrong_setting", 
/**
 * The file.
 */
file: string, 
/**
 * The key.
 */
key: string, 
/**
 * What is wrong, in technical terms.
 */
detail: string, } | { "kind": "policy_unreadable", 
/**
 * The file.
 */
file: string, 
/**
 * What is wrong, in technical terms.
 */
detail: string, };

/**
 * Where a setting's value comes from.
 */
export type Origin = "default" | "set" | "managed";

/**
 * A place in the windows.
 */
export type Page = "connection" | "dossiers" | "activity" | "preferences" | "help" | "silverfin_link";

/**
 * A page.
 */
export type PageInput = { 
/**
 * Which.
 */
page: Page, };

/**
 * What stands in the field "Identifiant d'appariement".
 */
export type PairingInput = { 
/**
 * The text, as typed.
 */
pairing_id: string, };

/**
 * A run's way through the sheets.
 */
export type Progress = { 
/**
 * Sheets looked at so far.
 */
done: number, 
/**
 * Sheets in all.
 */
total: number, };

/**
 * What is tried again.
 */
export type RetryInput = { 
/**
 * The dossier's id; `null` for everything that was refused or waits.
 */
dossier: string | null, };

/**
 * The sandbox that plays both services.
 */
export type Sandbox = { 
/**
 * Whether its clock can be moved from here: "Nuit suivante".
 */
can_advance: boolean, };

/**
 * A secret's new content.
 */
export type SecretInput = { 
/**
 * Which: `finbox.access_key` or `silverfin.client_secret`.
 */
name: string, 
/**
 * The content; an empty text forgets the secret.
 */
value: string, };

/**
 * Whether a secret is there. Its content never comes to a window.
 */
export type SecretState = "present" | "missing" | "unknown";

/**
 * One setting.
 */
export type Setting = { 
/**
 * Its dotted name: `finbox.url`. `docs/cli.md` lists them.
 */
key: string, 
/**
 * Its value as text; `null` where nothing is set.
 */
value: string | null, 
/**
 * The default as text.
 */
default: string | null, 
/**
 * Where the value comes from.
 */
origin: Origin, 
/**
 * What may be typed: `each|summary|problems|none`.
 */
kind: string, };

/**
 * A setting's new value.
 */
export type SettingInput = { 
/**
 * Its key.
 */
key: string, 
/**
 * The value; `null` or an empty text takes it back to the default.
 */
value: string | null, };

/**
 * A sheet.
 */
export type SheetInput = { 
/**
 * Its id.
 */
sheet: string, };

/**
 * Where a sheet is on its way.
 */
export type SheetState = "announced" | "fetched" | "unmatched" | "waiting_workflow" | "needs_review" | "sending" | "uncertain" | "delivered" | "refused" | "retry_at" | "superseded" | "stopped";

/**
 * All that a window shows of how things stand, but for the long lists: read in one go when it opens.
 */
export type Snapshot = { 
/**
 * The number of the last event that this contains. Follow events from here; after a gap, read again.
 */
number: number, 
/**
 * The program's version.
 */
version: string, 
/**
 * The language to speak.
 */
language: Language, 
/**
 * The current calendar day in the office's time zone.
 */
today: string, 
/**
 * The office's time zone, by its IANA name.
 */
time_zone: string, 
/**
 * What this computer is called among the desktops of one connection.
 */
computer: string, 
/**
 * The services are the sandbox: "Bac à sable".
 */
sandbox: Sandbox | null, 
/**
 * How the agent is.
 */
agent: AgentView, 
/**
 * The activation; `null` while the external connection is not activated.
 */
activation: Activation | null, 
/**
 * "Identifiant d'appariement", where it is known without asking Finbox.
 */
pairing_id: string | null, 
/**
 * "Connexions existantes" of this computer.
 */
firms: Array<FirmRow>, 
/**
 * The login that is under way, or how the last one ended.
 */
login: Login, 
/**
 * How many dossiers are where.
 */
counts: DossierCounts, 
/**
 * Every setting, by its key.
 */
settings: { [key in string]: Setting }, 
/**
 * Whether the secrets that a person enters are there: `finbox.access_key`, `silverfin.client_secret`.
 */
secrets: { [key in string]: SecretState }, 
/**
 * "Ouvrir à l'ouverture de session".
 */
autostart: Autostart, 
/**
 * What a person should hear of the last start: not there after `dismiss_notices`.
 */
notices: Array<Notice>, 
/**
 * The page of "Paramètres" that somebody last wanted to see.
 */
asked_page: AskedPage | null, };

/**
 * Where sheets come from.
 */
export type Source = "finbox" | "folder";

/**
 * "Tester la connexion".
 */
export type SourceTest = { 
/**
 * Whether an external connection is active there already.
 */
is_active: boolean, 
/**
 * How many files lie in the watched folder.
 */
files: number | null, };

/**
 * Whether a start date is the current calendar day.
 */
export type StartDate = { 
/**
 * The day in the office's time zone.
 */
today: string, 
/**
 * Whether the date is that day.
 */
is_today: boolean, };

/**
 * A start date.
 */
export type StartDateInput = { 
/**
 * The date.
 */
date: string, };

/**
 * On or off.
 */
export type SwitchInput = { 
/**
 * On.
 */
on: boolean, };

/**
 * A file that was written where the person chose; `null` where the person chose nothing.
 */
export type Written = { 
/**
 * Its name.
 */
file: string | null, };
