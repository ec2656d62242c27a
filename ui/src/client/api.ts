/** What crosses between the agent and its windows. */

export type Language = "fr" | "nl" | "en" | "de";
export type Page = "connection" | "dossiers" | "activity" | "preferences" | "help" | "silverfin_link";
export type Fix =
  | "link_dossier"
  | "open_in_silverfin"
  | "retry"
  | "review"
  | "log_in"
  | "open_connection"
  | "open_preferences"
  | "export_diagnostics";
export type Dossier = { id: string; name: string };
export type Failure = {
  code: string;
  title: string;
  detail: string | null;
  advice: string | null;
  fix: Fix | null;
  dossier: Dossier | null;
};
export type Source = "finbox" | "folder";
export type StartDate = { today: string; is_today: boolean };
export type Activation = {
  source: Source;
  start_date: string | null;
  activated_at: string | null;
  is_paired: boolean;
  environment: string | null;
};
export type Activated = { start_date: string | null; activated_at: string; pairing_id: string | null };
export type Deactivated = { stopped: number; untold: Failure | null };
export type Environment = { name: string };
export type SourceTest = { is_active: boolean; files: number | null };
export type FirmRow = {
  firm: number;
  name: string;
  connected_at: string;
  is_here: boolean;
  login_lapsed_at: string | null;
  synchronised_by: string | null;
  delivered_last_night: number | null;
};
export type Connections = { pairing_id: string | null; firms: FirmRow[]; trouble: Failure | null };
export type LoginWay = "window" | "browser" | "paste";
export type Login =
  | { state: "none" }
  | { state: "begun"; way: LoginWay; host: string }
  | { state: "finishing" }
  | { state: "connected"; firm: number; name: string }
  | { state: "failed"; failure: Failure };
export type SheetState =
  | "announced"
  | "fetched"
  | "unmatched"
  | "waiting_workflow"
  | "needs_review"
  | "sending"
  | "uncertain"
  | "delivered"
  | "refused"
  | "retry_at"
  | "superseded"
  | "stopped";
export type Model = "full" | "abridged" | "micro";
export type DossierFilter = "all" | "waiting" | "under_way" | "delivered" | "ended";
export type DossierOrder = "urgency" | "name" | "since" | "year";
export type DossierCounts = { all: number; waiting: number; under_way: number; delivered: number; ended: number };
export type DossierRow = {
  sheet: string;
  dossier: Dossier;
  enterprise_number: string | null;
  firm: number | null;
  company: number | null;
  company_name: string | null;
  year_start: string;
  year_end: string;
  model: Model;
  revision: number;
  state: SheetState;
  state_text: string;
  waits_for_person: boolean;
  reason: Failure | null;
  since: string;
  retry_at: string | null;
  delivered_at: string | null;
  findings: number;
  has_page: boolean;
};
export type DossierPage = { total: number; offset: number; rows: DossierRow[]; counts: DossierCounts };
export type CandidateReason = "same_number" | "same_number_among_others" | "similar_name" | "searched";
export type Candidate = {
  firm: number;
  firm_name: string;
  company: number;
  name: string;
  enterprise_numbers: string[];
  reason: CandidateReason;
};
export type NightKind = "scheduled" | "catch_up" | "retry" | "manual";
export type ActivityNight = {
  run: number;
  kind: NightKind;
  night: string | null;
  started_at: string;
  finished_at: string | null;
  text: string;
};
export type ActivityLine = {
  id: number;
  at: string;
  run: number | null;
  dossier: Dossier | null;
  event: string;
  text: string;
};
export type ActivityPage = { lines: ActivityLine[]; nights: ActivityNight[]; next: number | null };
export type Finding = { about: string; state: "fine" | "to_do" | "trouble"; text: string; advice: string | null };
export type Findings = { findings: Finding[] };
export type Written = { file: string | null };
export type Origin = "default" | "set" | "managed";
export type Setting = { key: string; value: string | null; default: string | null; origin: Origin; kind: string };
export type SecretState = "present" | "missing" | "unknown";
export type Autostart = "on" | "off" | "unavailable";
export type Progress = { done: number; total: number };
export type AgentView = {
  headline: string;
  text: string;
  last_success: string | null;
  next_run: string | null;
  is_running: boolean;
  progress: Progress | null;
  waiting: number;
  is_paused: boolean;
  paused_until: string | null;
  missed_night: string | null;
  trouble: Failure | null;
};
export type Notice = { kind: "unclean_end"; panic: string | null } | { kind: "settings"; text: string };
export type Sandbox = { can_advance: boolean };
export type Snapshot = {
  number: number;
  version: string;
  language: Language;
  today: string;
  time_zone: string;
  computer: string;
  sandbox: Sandbox | null;
  agent: AgentView;
  activation: Activation | null;
  pairing_id: string | null;
  firms: FirmRow[];
  login: Login;
  counts: DossierCounts;
  settings: Record<string, Setting>;
  secrets: Record<string, SecretState>;
  autostart: Autostart;
  notices: Notice[];
};
export type Changed = "connection" | "dossiers" | "activity" | "settings" | "day";
export type Happening =
  | { kind: "agent"; agent: AgentView }
  | { kind: "login"; login: Login }
  | { kind: "changed"; what: Changed[] }
  | { kind: "page"; page: Page };
export type Event = { number: number; happening: Happening };
export type PauseLength = "half_an_hour" | "until_tomorrow" | "until_resumed";
export type DossiersInput = {
  filter: DossierFilter;
  search: string;
  order: DossierOrder;
  offset: number;
  limit: number;
};
export type ActivityInput = { before: number | null; search: string; dossier: string | null; limit: number };

export type Commands = {
  snapshot: { input: null; output: Snapshot };
  check_start_date: { input: { date: string }; output: StartDate };
  activate: { input: { date: string }; output: Activated };
  copy_pairing_id: { input: null; output: null };
  open_silverfin_link: { input: null; output: null };
  deactivate: { input: null; output: Deactivated };
  test_source: { input: null; output: SourceTest };
  connections: { input: null; output: Connections };
  remove_connection: { input: { firm: number }; output: null };
  validate_pairing_id: { input: { pairing_id: string }; output: Environment };
  begin_login: { input: { way: LoginWay; firm: string }; output: null };
  paste_code: { input: { code: string; firm: string }; output: null };
  cancel_login: { input: null; output: null };
  close_window: { input: null; output: null };
  sync_now: { input: null; output: null };
  pause: { input: { length: PauseLength }; output: null };
  resume: { input: null; output: null };
  catch_up: { input: { night: string }; output: null };
  skip_night: { input: { night: string }; output: null };
  set_setting: { input: { key: string; value: string | null }; output: Setting };
  set_secret: { input: { name: string; value: string }; output: null };
  set_autostart: { input: { on: boolean }; output: null };
  choose_folder: { input: null; output: Written };
  choose_certificates: { input: null; output: Written };
  dossiers: { input: DossiersInput; output: DossierPage };
  link_candidates: { input: { dossier: string; search: string }; output: Candidate[] };
  link_dossier: { input: { dossier: string; firm: number; company: number }; output: null };
  retry: { input: { dossier: string | null }; output: number };
  open_in_silverfin: { input: { sheet: string }; output: null };
  activity: { input: ActivityInput; output: ActivityPage };
  export_activity: { input: null; output: Written };
  doctor: { input: null; output: Findings };
  export_diagnostics: { input: null; output: Written };
  dismiss_notices: { input: null; output: null };
  open_page: { input: { page: Page }; output: null };
  next_night: { input: null; output: null };
  quit: { input: null; output: null };
};
