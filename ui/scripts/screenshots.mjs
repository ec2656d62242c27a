// Photographs every page: light and dark, French and Dutch, wide and narrow, and at 200 %.
// A word on the command line takes only the pictures whose name contains it.

import { mkdirSync, rmSync } from "node:fs";

import { ACTS } from "./acts.mjs";
import { openBrowser, settle, VIEWS } from "./browser.mjs";

const folder = new URL("../screenshots/", import.meta.url).pathname;
const only = process.argv[2] ?? "";

const LOOKS = [
  { name: "fr-light-960", width: 960, height: 680, colours: "light", language: "fr" },
  { name: "fr-dark-960", width: 960, height: 680, colours: "dark", language: "fr" },
  { name: "nl-light-960", width: 960, height: 680, colours: "light", language: "nl" },
  { name: "nl-dark-720", width: 720, height: 520, colours: "dark", language: "nl" },
  { name: "fr-light-720", width: 720, height: 520, colours: "light", language: "fr" },
  { name: "de-light-960", width: 960, height: 680, colours: "light", language: "de" },
  // A window of 960 by 680 in which everything is twice as large.
  { name: "fr-light-200", width: 480, height: 340, colours: "light", language: "fr", scale: 2 },
  { name: "fr-forced-960", width: 960, height: 680, colours: "light", language: "fr", forced: true },
];

const { browser, address, close } = await openBrowser();
if (only === "") {
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(folder, { recursive: true });
let taken = 0;
try {
  for (const look of LOOKS) {
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.colours,
      locale: `${look.language}-BE`,
      forcedColors: look.forced ? "active" : "none",
      deviceScaleFactor: look.scale ?? 1,
    });
    const page = await context.newPage();
    const views = [...VIEWS.map((view) => ({ ...view, name: `${view.page}-${view.scene}`, act: undefined })), ...ACTS];
    for (const view of views) {
      const name = `${view.name}-${look.name}`;
      if (!name.includes(only)) continue;
      await page.goto("about:blank");
      await page.goto(address(view.page, view.scene).replace("#", `&language=${look.language}#`));
      await settle(page, view.scene);
      await view.act?.(page);
      await settle(page, view.scene);
      await page.screenshot({ path: `${folder}${name}.png` });
      taken += 1;
    }
    await context.close();
  }
} finally {
  await close();
}
console.log(`${taken} pictures in ui/screenshots`);
