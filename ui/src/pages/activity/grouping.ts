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
export function grouped(lines: ActivityLine[], nights: ReadonlyMap<number, ActivityNight>): ActivityGroup[] {
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
