import type { Snapshot } from "../client/api.ts";

/** Whether it is known where sheets come from. A locked keyring may hold the key, so it does not count as missing. */
export function isSourceKnown({ settings, secrets }: Snapshot): boolean {
  if (settings["source"]?.value === "folder") {
    return Boolean(settings["folder.path"]?.value);
  }
  return Boolean(settings["finbox.url"]?.value) && secrets["finbox.access_key"] !== "missing";
}

/** Whether the office's access to Silverfin was entered. */
export function isSilverfinClientKnown({ settings, secrets }: Snapshot): boolean {
  return Boolean(settings["silverfin.client_id"]?.value) && secrets["silverfin.client_secret"] !== "missing";
}
