import { LANGUAGES } from "../../words/languages.ts";
import type { Particulars } from "../../words/words.svelte.ts";
import type { ActivityLine, Event, Failure, FirmRow, Fix, Happening, Language, Login, Snapshot } from "../api.ts";
import { type Client, type CommandName, type InputOf, type OutputOf, Refusal } from "../client.ts";
import { chosenActivity, inventActivity } from "./activity.ts";
import { chosenDossiers, countsOf, inventDossiers, type MockDossier, rowOf } from "./dossiers.ts";
import { type Scene, SCENES } from "./scenes.ts";
import { agentView, inventCandidates, inventSnapshot, PAIRING_ID, TODAY } from "./snapshot.ts";
import { failure } from "./words.ts";

type Handlers = { [Name in CommandName]: (input: InputOf<Name>) => OutputOf<Name> };

/** An invented office that answers as the agent would: for tests, for pictures, and for developing in a browser. */
export class MockOffice implements Client {
  readonly #scene: Scene;
  readonly #listeners = new Set<(event: Event) => void>();
  readonly #dossiers: MockDossier[];
  /** Lines of the activity that are newer than the invented ones, oldest first. */
  readonly notes: ActivityLine[] = [];
  readonly calls: { name: CommandName; input: unknown }[] = [];
  snapshot: Snapshot;

  constructor(scene: Scene, language: Language = "fr") {
    this.#scene = scene;
    this.#dossiers = inventDossiers(scene.dossiers, scene.hasLongNames ?? false);
    this.snapshot = inventSnapshot(scene, countsOf(this.#dossiers), language);
  }

  async call<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    this.calls.push({ name, input });
    if (this.#scene.isSilent === true) {
      return new Promise(() => undefined);
    }
    // As over the real bridge, an answer never comes within the same turn.
    await Promise.resolve();
    return (this.#handlers[name] as (input: InputOf<Name>) => OutputOf<Name>)(input);
  }

  async subscribe(listener: (event: Event) => void): Promise<() => void> {
    this.#listeners.add(listener);
    await Promise.resolve();
    return () => this.#listeners.delete(listener);
  }

  /** Lets something happen. */
  tell(happening: Happening): void {
    const number = this.snapshot.number + 1;
    const asked_page = happening.kind === "page" ? { number, page: happening.page } : this.snapshot.asked_page;
    this.snapshot = { ...this.snapshot, number, asked_page };
    const event = { number, happening };
    for (const listener of this.#listeners) {
      listener(event);
    }
  }

  /** Changes how things are, and tells of it. */
  change(change: Partial<Snapshot>, what: Extract<Happening, { kind: "changed" }>["what"]): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.tell({ kind: "changed", what });
  }

  /** The login goes on. */
  loginIs(login: Login): void {
    this.snapshot = { ...this.snapshot, login };
    this.tell({ kind: "login", login });
  }

  get language(): Language {
    return this.snapshot.language;
  }

  /** A failure in the language spoken now. */
  failure(code: string, fix: Fix | null = null, particulars?: Particulars): Failure {
    return failure(this.language, code, fix, particulars);
  }

  #refuse(code: string, fix: Fix | null = null, particulars?: Particulars): never {
    throw new Refusal(this.failure(code, fix, particulars));
  }

  readonly #handlers: Handlers = {
    snapshot: () => this.snapshot,
    check_start_date: ({ date }) => ({ today: this.snapshot.today, is_today: date === this.snapshot.today }),
    activate: ({ date }) => {
      if (date !== this.snapshot.today) this.#refuse("start_date_not_today");
      if (this.#scene.isOffline === true) this.#refuse("network_failed", null, { service: "Finbox" });
      const activated_at = `${date}T16:31:00Z`;
      this.snapshot = { ...this.snapshot, pairing_id: PAIRING_ID };
      const source = this.snapshot.settings["source"]?.value === "folder" ? "folder" : "finbox";
      const activation = { source, start_date: date, activated_at, is_paired: false, environment: null } as const;
      this.#restate({ activation }, ["connection"]);
      return { start_date: date, activated_at, pairing_id: PAIRING_ID };
    },
    copy_pairing_id: () => null,
    open_silverfin_link: () => {
      globalThis.location.hash = "#/silverfin-link";
      return null;
    },
    deactivate: () => {
      const stopped = this.snapshot.counts.waiting + this.snapshot.counts.under_way;
      this.#restate({ activation: null, pairing_id: null, firms: [] }, ["connection", "dossiers"]);
      return { stopped, untold: null };
    },
    test_source: () => {
      if (this.#scene.isOffline === true) this.#refuse("network_failed", null, { service: "Finbox" });
      if (this.snapshot.settings["source"]?.value === "folder") return { is_active: false, files: 12 };
      if (this.snapshot.secrets["finbox.access_key"] !== "present") this.#refuse("access_key_missing");
      return { is_active: this.snapshot.activation !== null, files: null };
    },
    connections: () => ({
      pairing_id: this.snapshot.pairing_id,
      firms: this.snapshot.firms,
      trouble: this.#scene.isOffline === true ? this.failure("network_failed", null, { service: "Finbox" }) : null,
    }),
    remove_connection: ({ firm }) => {
      this.#restate({ firms: this.snapshot.firms.filter((row) => row.firm !== firm) }, ["connection"]);
      return null;
    },
    validate_pairing_id: ({ pairing_id }) => {
      const id = pairing_id.trim().toUpperCase();
      if (id.startsWith("REVOKED")) this.#refuse("pairing_revoked", "open_connection");
      if (id.startsWith("OFTEN")) this.#refuse("too_many_tries", null, { until: "none" });
      if (id.replaceAll("-", "").length !== 16) this.#refuse("pairing_mistyped");
      if (id !== PAIRING_ID) this.#refuse("pairing_unknown", "open_connection");
      const before = this.snapshot.activation ?? { source: "finbox" as const, start_date: TODAY, activated_at: null };
      const name = "Fiduciaire du Canal";
      this.#restate({ activation: { ...before, is_paired: true, environment: name } }, ["connection"]);
      return { name };
    },
    begin_login: ({ way, firm }) => {
      if (this.snapshot.secrets["silverfin.client_secret"] !== "present")
        this.#refuse("client_missing", "open_preferences");
      const host = "live.getsilverfin.com";
      this.loginIs({ state: "begun", way, host });
      if (way !== "paste" && this.#scene.isSandbox === true) {
        const granted = firm === "" ? "Fiduciaire du Canal" : `Fiduciaire ${firm}`;
        setTimeout(() => {
          this.finishLogin(granted);
        }, 1200);
      }
      return null;
    },
    paste_code: ({ code }) => {
      if (code.length < 6) this.#refuse("login_refused", null, { detail: "invalid_grant" });
      this.finishLogin("Fiduciaire du Canal");
      return null;
    },
    cancel_login: () => {
      const isUnderWay = ["begun", "finishing"].includes(this.snapshot.login.state);
      this.loginIs(isUnderWay ? { state: "failed", failure: this.failure("login_cancelled") } : { state: "none" });
      return null;
    },
    close_window: () => {
      globalThis.location.hash = "#/connection";
      return null;
    },
    sync_now: () => {
      this.snapshot = {
        ...this.snapshot,
        agent: { ...this.snapshot.agent, is_running: true, progress: { done: 0, total: 9 } },
      };
      this.#restate({}, []);
      return null;
    },
    resume: () => this.#agentIs({ is_paused: false }),
    catch_up: () => this.#agentIs({ missed_night: null }),
    skip_night: () => this.#agentIs({ missed_night: null }),
    set_setting: ({ key, value }) => {
      const setting = this.snapshot.settings[key];
      if (setting === undefined || setting.origin === "managed")
        this.#refuse("settings_unreadable", null, { detail: key });
      if (key.endsWith(".url") && value !== null && !value.startsWith("https://")) {
        this.#refuse("settings_unreadable", null, { detail: `${key}: https://…` });
      }
      const changed = {
        ...setting,
        value: value ?? setting.default,
        origin: value === null ? "default" : "set",
      } as const;
      const spoken = key === "language" ? ((value === "system" ? "fr" : value) as Language) : this.language;
      const settings = { ...this.snapshot.settings, [key]: changed };
      this.#restate({ settings, language: spoken }, ["settings"]);
      return changed;
    },
    set_secret: ({ name, value }) => {
      const secrets = { ...this.snapshot.secrets, [name]: value === "" ? "missing" : "present" } as const;
      this.#restate({ secrets }, ["settings"]);
      return null;
    },
    set_autostart: ({ on }) => {
      this.#restate({ autostart: on ? "on" : "off" }, ["settings"]);
      return null;
    },
    choose_folder: () => this.#choose("folder.path", "D:\\Bureau\\Bilans sociaux"),
    choose_certificates: () => this.#choose("certificates.extra_file", "D:\\Bureau\\racine.pem"),
    dossiers: (input) => {
      const chosen = chosenDossiers(this.#dossiers, input);
      const rows = chosen
        .slice(input.offset, input.offset + input.limit)
        .map((dossier) => rowOf(dossier, this.language));
      return { total: chosen.length, offset: input.offset, rows, counts: this.snapshot.counts };
    },
    link_candidates: ({ search }) => inventCandidates(search),
    link_dossier: ({ dossier, company }) => {
      const index = this.#dossiers.findIndex((one) => `dossier-${String(one.index)}` === dossier);
      const linked = this.#dossiers[index];
      if (linked !== undefined) {
        const name =
          inventCandidates(linked.name.slice(0, 3)).find((one) => one.company === company)?.name ?? linked.name;
        this.#dossiers[index] = { ...linked, company: name, standing: { state: "fetched" } };
      }
      this.#restate({ counts: countsOf(this.#dossiers) }, ["dossiers"]);
      return null;
    },
    retry: ({ dossier }) => (dossier === null ? this.snapshot.counts.under_way : 1),
    open_in_silverfin: () => null,
    activity: (input) => {
      if (this.#scene.dossiers === 0) return { lines: [], nights: [], next: null };
      return chosenActivity(inventActivity(this.#dossiers, 3, this.language), this.notes, input);
    },
    export_activity: () => ({ file: "passerelle-activite-2026-03-03.csv" }),
    doctor: () => ({
      findings: [
        { about: "settings", state: "fine", text: "settings.json", advice: null },
        {
          about: "source",
          state: "trouble",
          text: this.failure("network_failed", null, { service: "Finbox" }).title,
          advice: null,
        },
        {
          about: "silverfin",
          state: "to_do",
          text: this.failure("client_missing").title,
          advice: this.failure("client_missing").advice,
        },
      ],
    }),
    export_diagnostics: () => ({ file: "passerelle-diagnostic-2026-03-03.zip" }),
    dismiss_notices: () => {
      this.#restate({ notices: [] }, ["day"]);
      return null;
    },
    open_page: ({ page }) => {
      globalThis.location.hash = `#/${page.replaceAll("_", "-")}`;
      return null;
    },
    next_night: () => {
      const next = new Date(`${this.snapshot.today}T12:00:00Z`);
      next.setUTCDate(next.getUTCDate() + 1);
      this.#restate({ today: next.toISOString().slice(0, 10) }, ["day", "activity"]);
      return null;
    },
  };

  /** The login succeeds. */
  finishLogin(name: string): void {
    this.loginIs({ state: "finishing" });
    const firm = 1001 + this.snapshot.firms.length;
    const row: FirmRow = {
      firm,
      name,
      connected_at: `${this.snapshot.today}T16:34:00Z`,
      is_here: true,
      login_lapsed_at: null,
      synchronised_by: null,
      delivered_last_night: null,
    };
    this.loginIs({ state: "connected", firm, name });
    this.#restate({ firms: [...this.snapshot.firms, row] }, ["connection"]);
  }

  #agentIs(change: Partial<Snapshot["agent"]>): null {
    this.snapshot = { ...this.snapshot, agent: { ...this.snapshot.agent, ...change } };
    this.#restate({}, []);
    return null;
  }

  #choose(key: string, file: string) {
    const setting = this.snapshot.settings[key];
    if (setting !== undefined) {
      const settings = { ...this.snapshot.settings, [key]: { ...setting, value: file, origin: "set" } } as const;
      this.#restate({ settings }, ["settings"]);
    }
    return { file };
  }

  /** Changes how things are, says the headline anew, and tells. */
  #restate(change: Partial<Snapshot>, what: Extract<Happening, { kind: "changed" }>["what"]): void {
    const next = { ...this.snapshot, ...change };
    this.snapshot = { ...next, agent: agentView(this.#scene, next) };
    if (what.length > 0) {
      this.tell({ kind: "changed", what });
    }
    this.tell({ kind: "agent", agent: this.snapshot.agent });
  }
}

/** The office of a scene by its name, speaking a language. */
export function mockClient(name: string, language = "fr"): MockOffice {
  const scene = SCENES[name];
  if (scene === undefined) {
    throw new Error(`there is no scene "${name}"; there are: ${Object.keys(SCENES).join(", ")}`);
  }
  return new MockOffice(
    scene,
    LANGUAGES.find((spoken) => spoken === language),
  );
}
