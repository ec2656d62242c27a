// For whom everything that moves is too much: nothing moves.

import { ACTS } from "./acts.mjs";
import { settle, VIEWS } from "./browser.mjs";
import { fail, go, watched } from "./watched.mjs";

/** Notes whatever begins to move, from the first moment on. */
function noteMovement() {
  globalThis.moved = new Set();
  const note = (event) => {
    const what = event.animationName ?? event.propertyName;
    globalThis.moved.add(`${event.type} of ${what} on ${event.target.tagName.toLowerCase()}.${event.target.className}`);
  };
  for (const type of ["transitionrun", "animationstart"]) document.addEventListener(type, note, true);
}

/** What would move, now or once something changes. */
function wouldMove() {
  const found = new Set(globalThis.moved);
  const isTime = (text) => text.split(",").some((part) => Number.parseFloat(part) > 0);
  for (const element of document.querySelectorAll("*")) {
    for (const part of [undefined, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const told = `${element.tagName.toLowerCase()}${part ?? ""}`;
      if (style.animationName !== "none" && isTime(style.animationDuration)) found.add(`animation of ${told}`);
      if (isTime(style.transitionDuration)) found.add(`transition of ${told}`);
      if (style.scrollBehavior === "smooth") found.add(`scrolling of ${told}`);
    }
  }
  for (const one of document.getAnimations()) found.add(`running: ${one.animationName ?? one.transitionProperty}`);
  return [...found];
}

async function movements({ browser, address }, reducedMotion) {
  const { context, page } = await watched(browser, { reducedMotion, viewport: { width: 960, height: 680 } }, "motion");
  await page.addInitScript(noteMovement);
  const moved = new Map();
  for (const view of [...VIEWS, ...ACTS]) {
    await go(page, address(view.page, view.scene));
    await settle(page, view.scene);
    // Buttons change their colours below the pointer, switches move their knobs.
    for (const button of (await page.locator("main button:visible:enabled").all()).slice(0, 2)) await button.hover();
    const first = page.locator("main [role=switch]:enabled").first();
    if ((await first.count()) > 0) await first.click();
    await view.act?.(page);
    const found = await page.evaluate(wouldMove);
    if (found.length > 0) moved.set(`${view.name ?? view.page} in ${view.scene}`, found);
  }
  await context.close();
  return moved;
}

export async function reducedMotion(opened) {
  const still = await movements(opened, "reduce");
  for (const [name, found] of still) fail(`reduced motion, ${name}: ${found.join("; ")}`);
  const moving = await movements(opened, "no-preference");
  if (moving.size === 0) fail("reduced motion: nothing moves for anybody, so nothing was looked at");
  console.log(
    `reduced motion: nothing moves in ${VIEWS.length + ACTS.length} pages; for others something does in ${moving.size}`,
  );
}
