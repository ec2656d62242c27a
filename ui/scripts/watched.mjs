// Pages that complain of everything, and what all of them complained of.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const failures = [];

export function fail(text) {
  failures.push(text);
  console.error(`FAILED  ${text}`);
}

/** Opens a page whose errors and warnings are failures. */
export async function watched(browser, options, name) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  // As in the desktop app.
  await page.addInitScript(() => Object.freeze(Object.prototype));
  page.on("pageerror", (error) => fail(`${name}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") fail(`${name}: ${message.text()}`);
  });
  return { context, page };
}

/** Loads an address anew, even where it differs from the last one after its "#" alone. */
export async function go(page, address) {
  await page.goto("about:blank");
  await page.goto(address);
}

/** Has axe judge a page as it is now. Says how many rules it met. */
export async function judge(page, name) {
  await page.evaluate(AXE);
  const result = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
  for (const violation of result.violations) {
    const where = violation.nodes.map((node) => node.target.join(" ")).join("; ");
    fail(`axe, ${name}: ${violation.id}: ${violation.help}: ${where}`);
  }
  return result.passes.length;
}
