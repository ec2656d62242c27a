/** The messages of what the agent names by code. Written out, so that every key in use can be found in the sources. */

import type { Fix } from "../client/api.ts";

export const FIX_LABELS: Record<Fix, string> = {
  link_dossier: "action-link-dossier",
  open_in_silverfin: "action-open-in-silverfin",
  retry: "action-retry",
  review: "action-review",
  log_in: "action-log-in",
  open_connection: "action-open-connection",
  open_preferences: "action-open-preferences",
  export_diagnostics: "action-export-diagnostics",
};

export type Mood = "well" | "at-work" | "yours" | "resting" | "away";

/** Told by shape as well as by colour. */
const MOODS: Record<string, Mood> = {
  quitting: "at-work",
  working: "at-work",
  trouble: "away",
  not_connected: "away",
  paused: "resting",
  missed_night: "yours",
  waiting: "yours",
  up_to_date: "well",
};

/** How a headline feels; one that is not known is none to worry about. */
export function moodOf(headline: string): Mood {
  return MOODS[headline] ?? "well";
}
