// In the person's own colours, which leave hardly any of ours: what is told by a mark, a frame or a switch is still told.

import { join } from "node:path";

import { ACTS } from "./acts.mjs";
import { settle, VIEWS } from "./browser.mjs";
import { fail, go, judge, watched } from "./watched.mjs";

/** By how much what draws a shape must stand out from what lies behind it (WCAG 1.4.11). */
const LEAST_CONTRAST = 3;

/** Where pictures go; without one, none are taken. */
const folder = process.env.PASSERELLE_PICTURES;

/** Everything in a page that cannot be made out, and how each mark looks but for its colours. */
function lookAround(leastContrast) {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parts = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  /** A colour as it is seen upon a ground. */
  const upon = (colour, ground) => {
    const [red, green, blue, cover] = parts(colour);
    return [red, green, blue].map((part, index) => (part * cover + ground[index] * (255 - cover)) / 255);
  };
  const light = (colour) => {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const standsOut = (colour, ground) => {
    const [darker, lighter] = [light(upon(colour, ground)), light(ground)].sort((one, other) => one - other);
    return (lighter + 0.05) / (darker + 0.05) >= leastContrast;
  };
  /** What an element is painted on, and what it paints itself. */
  const behind = (element) => (element.parentElement === null ? [255, 255, 255] : within(element.parentElement));
  const within = (element) => upon(getComputedStyle(element).backgroundColor, behind(element));
  const told = (element) => {
    const words = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
    return `${element.tagName.toLowerCase()} "${words.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  const seen = (selector) =>
    [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true }));

  const faults = [];
  const looked = { frames: 0, switches: 0, marks: 0, rings: 0 };
  const isFramed = (style) => style.borderTopStyle !== "none" && Number.parseFloat(style.borderTopWidth) >= 1;

  // A dossier's name is a button that looks like what it names.
  for (const element of seen(
    "button:not(.name), input:not([type=checkbox], [type=radio]), select, textarea, dialog, .badge",
  )) {
    const style = getComputedStyle(element);
    looked.frames += 1;
    if (!isFramed(style) || !standsOut(style.borderTopColor, behind(element))) {
      faults.push(`the border of ${told(element)} cannot be seen`);
    }
  }

  for (const element of seen("[role=switch]")) {
    const style = getComputedStyle(element);
    const knob = getComputedStyle(element, "::after");
    looked.switches += 1;
    if (!isFramed(style) || !standsOut(style.borderTopColor, behind(element))) {
      faults.push(`the border of ${told(element)} cannot be seen`);
    }
    if (!standsOut(knob.backgroundColor, within(element))) faults.push(`the knob of ${told(element)} cannot be seen`);
    const middle = Number.parseFloat(knob.left) + Number.parseFloat(knob.width) / 2;
    if (middle > element.clientWidth / 2 !== element.checked) faults.push(`${told(element)} looks like its opposite`);
  }

  for (const element of seen("input[type=radio]:checked")) {
    const { appearance, backgroundImage } = getComputedStyle(element);
    if (appearance === "none" && backgroundImage === "none")
      faults.push(`nothing shows that ${told(element)} is chosen`);
  }

  const marks = [];
  for (const element of seen(".state .mark, .lamp, .step h2 .mark")) {
    const style = getComputedStyle(element);
    const ground = behind(element);
    const isFilled = standsOut(style.backgroundColor, ground);
    looked.marks += 1;
    const isDrawn = Number.parseFloat(style.borderLeftWidth) >= 1 && standsOut(style.borderLeftColor, ground);
    if (!isFilled && !isDrawn) {
      faults.push(`a mark cannot be seen: ${element.className}`);
    }
    const kind = [...element.classList]
      .filter((name) => !name.startsWith("svelte-"))
      .sort()
      .join(" ");
    const filling = isFilled ? "filled" : style.backgroundImage === "none" ? "hollow" : "half";
    const { borderTopLeftRadius: corner, borderTopWidth, borderLeftWidth, rotate, height } = style;
    const sign = element.querySelector("svg") === null ? "" : "signed";
    marks.push([kind, [filling, corner, borderTopWidth, borderLeftWidth, rotate, height, sign].join(" ")]);
  }

  for (const element of seen("nav a[aria-current]")) {
    if (!standsOut(getComputedStyle(element, "::before").backgroundColor, behind(element))) {
      faults.push(`nothing shows that ${told(element)} is where one is`);
    }
  }

  // Whoever pressed a key last sees where the keyboard is.
  const around = document.querySelector("dialog[open]") ?? document;
  for (const element of around.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) continue;
    element.focus();
    if (document.activeElement !== element) continue;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    looked.rings += 1;
    if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 2 || !standsOut(outlineColor, behind(element))) {
      faults.push(`no frame shows that the keyboard is at ${told(element)}`);
    }
  }
  return { faults, looked, marks };
}

export async function forcedColours({ browser, address }) {
  const all = { frames: 0, switches: 0, marks: 0, rings: 0 };
  let rules = 0;
  for (const colorScheme of ["light", "dark"]) {
    const looks = new Map();
    const options = { colorScheme, forcedColors: "active", viewport: { width: 960, height: 680 } };
    const { context, page } = await watched(browser, options, `forced colours, ${colorScheme}`);
    for (const view of [...VIEWS, ...ACTS]) {
      const name = `${view.name ?? view.page} in ${view.scene}, forced colours, ${colorScheme}`;
      await go(page, address(view.page, view.scene));
      await settle(page, view.scene);
      await view.act?.(page);
      if (folder !== undefined) {
        await page.screenshot({
          path: join(folder, `forced-${view.name ?? `${view.page}-${view.scene}`}-${colorScheme}.png`),
        });
      }
      rules += await judge(page, name);
      await page.keyboard.press("Tab");
      const { faults, looked, marks } = await page.evaluate(lookAround, LEAST_CONTRAST);
      for (const fault of faults) fail(`${name}: ${fault}`);
      for (const part of Object.keys(all)) all[part] += looked[part];
      for (const [kind, look] of marks) looks.set(kind, look);
    }
    const kinds = new Map();
    for (const [kind, look] of looks) {
      const family = kind.includes("lamp") ? "lamp" : "mark";
      const other = kinds.get(`${family} ${look}`);
      if (other !== undefined) fail(`forced colours, ${colorScheme}: "${kind}" looks like "${other}": ${look}`);
      kinds.set(`${family} ${look}`, kind);
    }
    await context.close();
  }
  for (const [part, count] of Object.entries(all)) {
    if (count === 0) fail(`forced colours: no ${part} were looked at`);
  }
  console.log(
    `forced colours: ${VIEWS.length + ACTS.length} pages in 2 looks, ${all.frames} borders, ${all.switches} switches, ` +
      `${all.marks} marks, ${all.rings} places of the keyboard, ${rules} rules met`,
  );
}
