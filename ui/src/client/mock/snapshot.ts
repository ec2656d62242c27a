import type { Candidate, DossierCounts, FirmRow, Language, Snapshot } from "../api.ts";
import type { Scene } from "./scenes.ts";
import { inventSettings } from "./settings.ts";
import { failure, say } from "./words.ts";

export const TODAY = "2026-03-03";
export const PAIRING_ID = "SZKN-MQ47-RYTK-2C52";
const COMPUTER = "PC-BUREAU-3";

/** How things are when a window opens. */
export function inventSnapshot(scene: Scene, counts: DossierCounts, language: Language): Snapshot {
  const set: Record<string, string> = {};
  if (scene.isSourceKnown && scene.isFolder !== true) set["finbox.url"] = "https://finbox.example/api";
  if (scene.isFolder === true) Object.assign(set, { source: "folder", "folder.path": "D:\\Bureau\\Bilans sociaux" });
  if (scene.isSourceKnown) set["silverfin.client_id"] = "7f0c2f6d9d2b4e6e";
  const managed: Record<string, string> =
    scene.isManaged === true
      ? {
          "finbox.url": "https://finbox.example/api",
          "proxy.mode": "manual",
          "proxy.url": "http://proxy.bureau.example:8080",
          "notifications.level": "summary",
          "certificates.extra_file": "C:\\ProgramData\\Bureau\\racine.pem",
        }
      : {};
  const snapshot: Snapshot = {
    number: 1,
    version: "0.1.0",
    language,
    today: TODAY,
    time_zone: "Europe/Brussels",
    computer: COMPUTER,
    sandbox: scene.isSandbox === true ? { can_advance: true } : null,
    agent: {
      headline: "up_to_date",
      text: "",
      last_success: scene.isActive ? "2026-03-03T01:17:00Z" : null,
      next_run: scene.isActive ? "2026-03-04T01:14:00Z" : null,
      is_running: scene.isWorking === true,
      progress: scene.isWorking === true ? { done: 12, total: 50 } : null,
      waiting: 0,
      is_paused: scene.isPaused === true,
      paused_until: null,
      missed_night: scene.isNightMissed === true ? "2026-03-02" : null,
      trouble: null,
    },
    activation: scene.isActive
      ? {
          source: scene.isFolder === true ? "folder" : "finbox",
          start_date: "2026-03-01",
          activated_at: "2026-03-01T16:31:00Z",
          is_paired: scene.isPaired,
          environment: scene.isPaired && scene.isFolder !== true ? "Fiduciaire du Canal" : null,
        }
      : null,
    pairing_id: scene.isActive ? PAIRING_ID : null,
    firms: inventFirms(scene),
    login: { state: "none" },
    counts: counts,
    settings: inventSettings(set, managed),
    secrets: {
      "finbox.access_key": scene.isSourceKnown ? "present" : "missing",
      "silverfin.client_secret": scene.isSourceKnown ? "present" : "missing",
    },
    autostart: "off",
    notices:
      scene.hasCrashed === true
        ? [{ kind: "unclean_end", panic: "crates/agent/src/run/deliver.rs:118: index out of bounds" }]
        : [],
    asked_page: null,
  };
  return { ...snapshot, agent: agentView(scene, snapshot) };
}

/** How the agent is, in the words of the language spoken now. */
export function agentView(scene: Scene, snapshot: Snapshot): Snapshot["agent"] {
  const { agent, counts, language } = snapshot;
  const base = { ...agent, waiting: counts.waiting };
  if (scene.isOffline === true) {
    const trouble = failure(language, "network_failed", null, { service: "Finbox" });
    return { ...base, headline: "trouble", text: say(language, "tray-trouble", { title: trouble.title }), trouble };
  }
  if (agent.progress !== null) {
    return { ...base, headline: "working", text: say(language, "tray-working-of", { ...agent.progress }) };
  }
  if (snapshot.activation === null) {
    return { ...base, headline: "not_connected", text: say(language, "tray-not-connected") };
  }
  if (agent.is_paused) {
    return { ...base, headline: "paused", text: say(language, "tray-paused") };
  }
  if (agent.missed_night !== null) {
    return { ...base, headline: "missed_night", text: say(language, "tray-missed-night", { night: "02/03" }) };
  }
  if (counts.waiting > 0) {
    return { ...base, headline: "waiting", text: say(language, "tray-waiting", { count: counts.waiting }) };
  }
  const last = say(language, "moment", { date: "03/03", time: "02:17" });
  return { ...base, headline: "up_to_date", text: say(language, "tray-up-to-date", { last }) };
}

function inventFirms(scene: Scene): FirmRow[] {
  const firms: FirmRow[] = [
    {
      firm: 1001,
      name: "Fiduciaire du Canal",
      connected_at: "2026-03-01T16:34:00Z",
      is_here: true,
      login_lapsed_at: null,
      synchronised_by: COMPUTER,
      delivered_last_night: 31,
    },
    {
      firm: 1029,
      name:
        scene.hasLongNames === true
          ? "Kantoor De Linde, Accountants en Belastingadviseurs van de Zeven Bronnen en Omstreken BV"
          : "Kantoor De Linde",
      connected_at: "2026-03-01T16:38:00Z",
      is_here: true,
      login_lapsed_at: null,
      synchronised_by: "PC-BUREAU-1",
      delivered_last_night: 2,
    },
  ];
  return firms.slice(0, scene.firms);
}

/** Client files that a dossier may be linked to. */
export function inventCandidates(search: string): Candidate[] {
  const all: Candidate[] = [
    {
      firm: 1001,
      firm_name: "Fiduciaire du Canal",
      company: 7001,
      name: "Boulangerie du Moulin Vert",
      enterprise_numbers: [],
      reason: "similar_name",
    },
    {
      firm: 1001,
      firm_name: "Fiduciaire du Canal",
      company: 7002,
      name: "Moulin Vert Immobilière SRL",
      enterprise_numbers: ["0199.000.097"],
      reason: "searched",
    },
  ];
  return search === "" ? all.slice(0, 1) : all.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
}
