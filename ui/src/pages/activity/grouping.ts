import type { ActivityLine, ActivityNight } from "../../client/api.ts";

/** The lines of one run, or those between two runs, newest first. */
export interface ActivityGroup {
  /** Names the group in the list. */
  id: string;
  /** The run; nothing for what a person did between two. */
  night: ActivityNight | undefined;
  lines: ActivityLine[];
}

/** Puts lines that follow each other in one run under one heading. */
export function grouped(lines: ActivityLine[], nights: Map<number, ActivityNight>): ActivityGroup[] {
  const groups: ActivityGroup[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const lastRun = last?.lines[0]?.run;
    if (last !== undefined && lastRun === line.run) {
      last.lines.push(line);
    } else {
      const night = line.run === null ? undefined : nights.get(line.run);
      groups.push({ id: `${String(line.run)}-${String(line.id)}`, night, lines: [line] });
    }
  }
  return groups;
}

export type ActivityFilter = "all" | "delivered" | "moved" | "connection" | "trouble";

/** Which kinds of lines each filter lets through. */
const SHOWN: Record<Exclude<ActivityFilter, "all">, ReadonlySet<string>> = {
  delivered: new Set(["stands", "left_out", "document_stored"]),
  moved: new Set(["moved"]),
  connection: new Set([
    "activated",
    "paired",
    "deactivated",
    "firm_connected",
    "firm_removed",
    "linked",
    "link_dropped",
    "decided",
    "retry_asked",
  ]),
  trouble: new Set(["login_lapsed", "unreadable_entry", "run_troubled", "document_given_up", "crashed", "standby"]),
};

/** Whether a filter lets a line through. */
export function isShown(line: ActivityLine, filter: ActivityFilter): boolean {
  return filter === "all" || SHOWN[filter].has(line.event);
}
