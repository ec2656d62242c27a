import type { Page } from "../client/api.ts";

const ADDRESSES: Record<Page, string> = {
  connection: "#/connection",
  dossiers: "#/dossiers",
  activity: "#/activity",
  preferences: "#/preferences",
  help: "#/help",
  silverfin_link: "#/silverfin-link",
};

/** The address of a page inside its window. */
export function addressOf(page: Page): string {
  return ADDRESSES[page];
}

/** The page of an address; the first one where the address names none. */
export function pageOf(hash: string): Page {
  const [path] = hash.split("?");
  const pages = Object.keys(ADDRESSES) as Page[];
  return pages.find((page) => ADDRESSES[page] === path) ?? "connection";
}

/** The page that a window is opened on: `?window=settings&page=dossiers`, `?window=silverfin-link`. */
export function pageAtStart({ search, hash }: Pick<Location, "search" | "hash">): Page {
  if (hash !== "") {
    return pageOf(hash);
  }
  const wishes = new URLSearchParams(search);
  return wishes.get("window") === "silverfin-link" ? "silverfin_link" : pageOf(`#/${wishes.get("page") ?? ""}`);
}

/** Where this window is. The address is the truth, so that back and forward work. */
class Route {
  page = $state<Page>(pageAtStart(globalThis.location));

  /** Follows the address from now on. */
  follow(): () => void {
    const update = () => {
      this.page = pageOf(globalThis.location.hash);
    };
    globalThis.addEventListener("hashchange", update);
    globalThis.history.replaceState(null, "", addressOf(this.page));
    return () => {
      globalThis.removeEventListener("hashchange", update);
    };
  }

  /** Goes to a page of this window. */
  go(page: Page): void {
    globalThis.location.hash = addressOf(page);
    this.page = page;
  }
}

export const route = new Route();
