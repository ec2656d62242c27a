// What only a real browser can tell: accessibility by axe in every page and look, the guide by keyboard alone with the
// focus always in sight, nothing cut off in small windows, long lists without a stutter, nothing against the policy
// that the windows are shown under, everything told in the person's own colours, nothing moving for whom that is too much.

import { ACTS } from "./acts.mjs";
import { openBrowser, settle, VIEWS } from "./browser.mjs";
import { forcedColours } from "./forced-colours.mjs";
import { reducedMotion } from "./reduced-motion.mjs";
import { fail, failures, go, judge, watched } from "./watched.mjs";

async function accessibility({ browser, address }) {
  const looks = [
    { name: "light", colorScheme: "light", viewport: { width: 960, height: 680 } },
    { name: "dark", colorScheme: "dark", viewport: { width: 960, height: 680 } },
    { name: "200 %", colorScheme: "light", viewport: { width: 480, height: 340 } },
  ];
  let rules = 0;
  for (const { name, ...options } of looks) {
    const { context, page } = await watched(browser, options, name);
    for (const view of [...VIEWS, ...ACTS]) {
      await go(page, address(view.page, view.scene));
      await settle(page, view.scene);
      if (view.act !== undefined) {
        await view.act(page);
        // Colours fade in.
        await page.waitForTimeout(200);
      }
      rules += await judge(page, `${view.name ?? view.page} in ${view.scene}, ${name}`);
    }
    await context.close();
  }
  console.log(`axe: ${VIEWS.length + ACTS.length} pages in ${looks.length} looks, ${rules} rules met`);
}

async function nothingCutOff({ browser, address }) {
  const sizes = [
    { width: 960, height: 680 },
    { width: 720, height: 520 },
    { width: 480, height: 340 },
    { width: 360, height: 260 },
  ];
  for (const viewport of sizes) {
    // German has the longest words.
    for (const language of viewport.width === 960 ? ["fr"] : ["fr", "de"]) {
      const name = `${viewport.width} px, ${language}`;
      const { context, page } = await watched(browser, { viewport }, name);
      for (const view of VIEWS) {
        await go(page, address(view.page, view.scene).replace("#", `&language=${language}#`));
        await settle(page, view.scene);
        const cut = await page.evaluate(() => {
          const found = [];
          for (const element of document.querySelectorAll("button, label, h1, h2, input, select, p")) {
            if (element.closest(".viewport, .unseen, .scroll") || element.classList.contains("unseen")) continue;
            const box = element.getBoundingClientRect();
            if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) {
              found.push(`${element.tagName.toLowerCase()} "${element.textContent.trim().slice(0, 40)}"`);
            }
          }
          if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
          return found;
        });
        if (cut.length > 0) fail(`cut off, ${view.page} in ${view.scene}, ${name}: ${cut.join("; ")}`);
      }
      await context.close();
    }
  }
  console.log(`nothing cut off: ${VIEWS.length} pages in ${sizes.length} sizes`);
}

/** Moves the focus on with Tab until it is where the name says, and sees that it can be seen on the way. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return { name: "", isSeen: true };
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
      return {
        name: label.trim().replace(/\s+/g, " "),
        isSeen:
          style.outlineStyle !== "none" &&
          Number.parseFloat(style.outlineWidth) >= 2 &&
          box.bottom > 0 &&
          box.top < innerHeight,
      };
    });
    if (!at.isSeen) fail(`keyboard: the focus on "${at.name}" cannot be seen`);
    if (at.name === name) return;
  }
  throw new Error(`keyboard: "${name}" is not reached with Tab`);
}

async function guideByKeyboard({ browser, address }) {
  const { context, page } = await watched(browser, { viewport: { width: 960, height: 680 } }, "keyboard");
  await go(page, address("connection", "sandbox"));
  await settle(page, "sandbox");
  const press = async (name, key = "Enter") => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await press("Activer la connexion externe");
  await page.waitForSelector("text=Connexion externe active depuis");
  await press("Copier l'identifiant d'appariement");
  await page.waitForSelector("text=Identifiant copié");
  await press("Accéder au lien Silverfin", "Space");
  await page.waitForSelector("h1:has-text('Lien Silverfin')");
  await tabTo(page, "Identifiant d'appariement");
  await page.keyboard.type("SZKN-MQ47-RYTK-2C52");
  await press("Valider l'id de connexion");
  await page.waitForSelector("text=Environnement Finbox : Fiduciaire du Canal");
  await press("Ajouter une connexion Silverfin");
  await page.waitForSelector("h1:has-text('La connexion a été établie avec succès')");
  await press("Terminer");
  await page.waitForSelector("h1:has-text('Connexion bilan social')");
  await press("Désactiver la connexion externe");
  await page.waitForSelector("dialog[open]");
  const isInside = await page.evaluate(() => document.activeElement?.closest("dialog") !== null);
  if (!isInside) fail("keyboard: an open dialog does not take the focus");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  const back = await page.evaluate(() => document.activeElement?.textContent?.trim());
  if (back !== "Désactiver la connexion externe") fail(`keyboard: after the dialog the focus is on "${back}"`);
  await press("Désactiver la connexion externe");
  await press("Désactiver");
  await page.waitForSelector("text=La connexion externe est désactivée");
  await context.close();
  console.log("keyboard: the guide from the first step to the deactivation");
}

async function longList({ browser, address }) {
  const { context, page } = await watched(browser, { viewport: { width: 960, height: 680 } }, "long list");
  await go(page, address("dossiers", "many"));
  await settle(page, "many");
  const { heights, longest, mean, rows, last } = await page.evaluate(async () => {
    const viewport = document.querySelector(".viewport");
    const end = viewport.scrollHeight - viewport.clientHeight;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const times = [];
    for (let step = 1; step <= 120; step += 1) {
      const begun = performance.now();
      // Small steps first, as with a wheel, then leaps, as with the bar.
      viewport.scrollTop = step <= 60 ? step * 120 : (end * (step - 60)) / 60;
      await frame();
      await frame();
      times.push((performance.now() - begun) / 2);
    }
    await new Promise((done) => setTimeout(done, 100));
    const lines = [...document.querySelectorAll("tr[aria-rowindex]")];
    const heights = lines.slice(1).map((line) => Math.round(line.getBoundingClientRect().height));
    return {
      heights: [...new Set(heights)],
      longest: Math.max(...times),
      mean: times.reduce((sum, time) => sum + time, 0) / times.length,
      rows: lines.length,
      last: lines.at(-1)?.getAttribute("aria-rowindex"),
    };
  });
  if (longest > 100) fail(`long list: a frame took ${longest.toFixed(0)} ms`);
  if (last !== "10001") fail(`long list: the last line is ${last}, not 10001`);
  if (heights.length !== 1) fail(`long list: lines are ${heights.join(", ")} px high, not all the same`);
  if (rows > 60) fail(`long list: ${rows} lines are drawn`);
  console.log(
    `long list: 10 000 rows, ${rows} drawn, ${mean.toFixed(0)} ms for a frame, ${longest.toFixed(0)} ms at the worst`,
  );
  await context.close();
}

const opened = await openBrowser();
try {
  await guideByKeyboard(opened);
  await longList(opened);
  await accessibility(opened);
  await nothingCutOff(opened);
  await forcedColours(opened);
  await reducedMotion(opened);
} finally {
  await opened.close();
}
if (failures.length > 0) {
  console.error(`${failures.length} failures`);
  process.exitCode = 1;
}
