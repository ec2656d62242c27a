import type { Setting } from "../api.ts";

/** The settings that the windows know, with their defaults. */
const DEFAULTS: Record<string, string | null> = {
  language: "system",
  source: "finbox",
  "finbox.url": null,
  "folder.path": null,
  "silverfin.url": "https://live.getsilverfin.com",
  "silverfin.client_id": null,
  "silverfin.redirect_uri": "urn:ietf:wg:oauth:2.0:oob",
  "silverfin.scopes": "user:profile administration:read financials:read financials:write workflows:read",
  "mapping.handle": "social_balance_sheet",
  "mapping.namespace": "social_balance_integration",
  "mapping.key": "code_{rubric}",
  "mapping.file": null,
  "documents.pdf": "false",
  "documents.folder": "Bilan social",
  "ownership.personnel_costs": "propose",
  "ownership.temporary_staff": "propose",
  "ownership.training": "propose",
  "ownership.preceding_year": "propose",
  "schedule.window_start": "01:00",
  "schedule.window_end": "05:00",
  "schedule.missed_night": "catch_up",
  "notifications.level": "each",
  "notifications.quiet_start": null,
  "notifications.quiet_end": null,
  "proxy.mode": "system",
  "proxy.url": null,
  "certificates.extra_file": null,
  "agent.name": null,
};

/** Settings of which some are set, and some fixed by the office. */
export function inventSettings(set: Record<string, string>, managed: Record<string, string>): Record<string, Setting> {
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([key, fallback]) => {
      const origin = key in managed ? "managed" : key in set ? "set" : "default";
      const value = managed[key] ?? set[key] ?? fallback;
      return [key, { key, value, default: fallback, origin, kind: "" }];
    }),
  );
}
