// A headless Chromium that looks at the windows over the invented office.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";
import { preview } from "vite";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

/** That of the desktop app, but for the bridge to the program, which is not here. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * Serves what `vite build --mode mock` made, and opens a browser on it. Dates and times in fields are written as the
 * browser's language does, where it has that language (on Debian: chromium-l10n).
 */
export async function openBrowser(language = "fr") {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) {
    throw new Error("there is no Chromium here; on Debian: apt-get install chromium, or name one in CHROMIUM");
  }
  const server = await preview({
    build: { outDir: "dist-mock" },
    preview: { host: "127.0.0.1", port: 0, headers: { "Content-Security-Policy": POLICY } },
    logLevel: "warn",
  });
  const browser = await chromium.launch({
    executablePath,
    args: ARGUMENTS,
    env: { ...process.env, LANGUAGE: language },
  });
  const base = server.resolvedUrls?.local[0] ?? "";
  return {
    browser,
    /** The address of a page in a scene. */
    address: (page, scene) => `${base}?scene=${scene}#/${page}`,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Every page, in the scenes in which it looks different. */
export const VIEWS = [
  { page: "connection", scene: "first-start" },
  { page: "connection", scene: "ready" },
  { page: "connection", scene: "activated" },
  { page: "connection", scene: "connected" },
  { page: "connection", scene: "sandbox" },
  { page: "connection", scene: "offline" },
  { page: "connection", scene: "crash" },
  { page: "connection", scene: "folder" },
  { page: "connection", scene: "long" },
  { page: "connection", scene: "loading" },
  { page: "dossiers", scene: "connected" },
  { page: "dossiers", scene: "many" },
  { page: "dossiers", scene: "empty" },
  { page: "dossiers", scene: "first-start" },
  { page: "dossiers", scene: "long" },
  { page: "dossiers", scene: "working" },
  { page: "activity", scene: "connected" },
  { page: "activity", scene: "empty" },
  { page: "activity", scene: "missed" },
  { page: "preferences", scene: "connected" },
  { page: "preferences", scene: "managed" },
  { page: "preferences", scene: "first-start" },
  { page: "help", scene: "paused" },
  { page: "silverfin-link", scene: "activated" },
  { page: "silverfin-link", scene: "connected" },
  { page: "silverfin-link", scene: "first-start" },
  { page: "silverfin-link", scene: "folder" },
];

/** Waits until a page shows what it has to show. */
export async function settle(page, scene) {
  if (scene === "loading") {
    await page.waitForSelector("main.waiting");
    return;
  }
  await page.waitForSelector("main:not(.waiting) h1");
  // The invented office answers within a moment; then two frames: one to show it, one to measure it.
  await page.evaluate(
    () =>
      new Promise((done) =>
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined))), 60),
      ),
  );
}
