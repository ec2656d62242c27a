import type { Failure, Fix, Page } from "../client/api.ts";
import { t } from "../words/words.svelte.ts";
import type { Office } from "./office.svelte.ts";
import { route } from "./route.svelte.ts";

/** What a click on the button of a failure does; nothing where there is no way from here. */
export function fixFor(fix: Fix, failure: Failure, office: Office): (() => void) | undefined {
  const dossier = failure.dossier?.id ?? null;
  const go = (page: Page) => () => {
    goTo(page, office);
  };
  switch (fix) {
    case "open_connection":
      return go("connection");
    case "open_preferences":
      return go("preferences");
    case "log_in":
      return go("silverfin_link");
    case "export_diagnostics":
      return route.page === "silverfin_link" ? undefined : () => void saveDiagnostics(office);
    case "retry":
      return route.page === "silverfin_link" ? undefined : () => void office.attempt("retry", { dossier });
    // The sheet's row has what these need; from elsewhere the way leads there.
    case "open_in_silverfin":
    case "link_dossier":
    case "review":
      return go("dossiers");
  }
}

/** Goes to a page, in this window or in the other. */
export function goTo(page: Page, office: Office): void {
  const isOfLink = page === "silverfin_link";
  const isInLink = route.page === "silverfin_link";
  if (isOfLink === isInLink) {
    route.go(page);
  } else {
    void office.attempt("open_page", { page });
  }
}

async function saveDiagnostics(office: Office): Promise<void> {
  const file = (await office.attempt("export_diagnostics", null))?.file ?? null;
  if (file !== null) {
    office.announce(t("written-to", { file }));
  }
}
