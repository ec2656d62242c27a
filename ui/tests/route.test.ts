import { expect, test } from "vitest";

import { addressOf, pageAtStart, pageOf } from "../src/state/route.svelte.ts";

test.each([
  ["?window=settings&page=dossiers", "", "dossiers"],
  ["?window=settings", "", "connection"],
  ["?window=settings&page=elsewhere", "", "connection"],
  ["?window=silverfin-link", "", "silverfin_link"],
  ["", "", "connection"],
  // A window that was reloaded stays where it was.
  ["?window=settings&page=dossiers", "#/help", "help"],
] as const)("%s%s opens on %s", (search, hash, page) => {
  expect(pageAtStart({ search, hash })).toBe(page);
});

test("every page has an address that leads to it", () => {
  for (const page of ["connection", "dossiers", "activity", "preferences", "help", "silverfin_link"] as const) {
    expect(pageOf(addressOf(page))).toBe(page);
  }
});
