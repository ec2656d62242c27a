import type { ActivityFilter, ActivityInput, ActivityLine, ActivityNight, ActivityPage, Language } from "../api.ts";
import { type MockDossier, rowOf } from "./dossiers.ts";
import { say } from "./words.ts";

/** What an invented office did over some nights, newest first. */
export function inventActivity(dossiers: MockDossier[], nights: number, language: Language): ActivityPage {
  const lines: ActivityLine[] = [];
  const runs: ActivityNight[] = [];
  let id = 100_000;
  const add = (
    at: string,
    run: number | null,
    event: string,
    text: string,
    dossier: ActivityLine["dossier"] = null,
  ) => {
    id -= 1;
    lines.push({ id, at, run, dossier, event, text });
  };
  for (let night = 0; night < nights; night += 1) {
    const day = 3 - night;
    const run = 40 - night;
    const isCaughtUp = night === 1;
    const began = new Date(Date.UTC(2026, 2, day, isCaughtUp ? 7 : 1, 14));
    const at = (minutes: number) => new Date(began.getTime() + minutes * 60_000).toISOString();
    const date = `${String(began.getUTCDate()).padStart(2, "0")}/${String(began.getUTCMonth() + 1).padStart(2, "0")}`;
    runs.push({
      run,
      kind: isCaughtUp ? "catch_up" : "scheduled",
      night: began.toISOString().slice(0, 10),
      started_at: at(0),
      finished_at: at(3),
      text: say(language, isCaughtUp ? "run-catch-up" : "run-scheduled", { night: date }),
    });
    for (const dossier of dossiers.slice(night * 6, night * 6 + 9).toReversed()) {
      const row = rowOf(dossier, language);
      if (row.state === "delivered") {
        const particulars = { written: 42, right: 3, kept: 0 };
        add(at(2), run, "stands", say(language, "activity-stands", particulars), row.dossier);
      }
      const text =
        row.reason?.detail === undefined || row.reason.detail === null
          ? say(language, "activity-moved", { to: row.state_text })
          : say(language, "activity-moved-because", { to: row.state_text, reason: row.reason.detail });
      add(at(1), run, "moved", text, row.dossier);
    }
  }
  const firm = { firm: "Fiduciaire du Canal" };
  add("2026-03-01T16:34:00Z", null, "firm_connected", say(language, "activity-firm-connected", firm));
  add("2026-03-01T16:32:00Z", null, "paired", say(language, "activity-paired", { environment: "Fiduciaire du Canal" }));
  add("2026-03-01T16:31:00Z", null, "activated", say(language, "activity-activated"));
  return { lines, nights: runs, next: null };
}

/** Which kinds of lines each filter lets through. */
const SHOWN: Record<Exclude<ActivityFilter, "all">, string[]> = {
  delivered: ["stands"],
  moved: ["moved"],
  connection: ["activated", "paired", "firm_connected"],
  trouble: ["login_lapsed"],
};

/** The part of the activity that is asked for. */
export function chosenActivity(whole: ActivityPage, notes: ActivityLine[], input: ActivityInput): ActivityPage {
  const { before, filter, search, limit } = input;
  const isWanted = (line: ActivityLine) =>
    (before === null || line.id < before) &&
    (filter === "all" || SHOWN[filter].includes(line.event)) &&
    `${line.dossier?.name ?? ""} ${line.text}`.toLowerCase().includes(search.toLowerCase());
  const found = [...notes.toReversed(), ...whole.lines].filter(isWanted);
  const next = found.length > limit ? (found[limit - 1]?.id ?? null) : null;
  return { lines: found.slice(0, limit), nights: whole.nights, next };
}
