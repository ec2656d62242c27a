import { expect, test } from "vitest";

import { type MockOffice, mockClient } from "../src/client/mock/mock.ts";
import { ActivityList } from "../src/state/activity-list.svelte.ts";
import { Office } from "../src/state/office.svelte.ts";
import { asked } from "./support.ts";

const ALL = { filter: "all", search: "" } as const;

/** So many lines are written after those that are there. */
function note(office: MockOffice, lines: number): void {
  for (let line = 0; line < lines; line += 1) {
    const number = office.notes.length + 1;
    const text = `Ligne ${String(number)}`;
    office.notes.push({
      id: 200_000 + number,
      at: "2026-03-03T10:00:00Z",
      run: null,
      dossier: null,
      event: "moved",
      text,
    });
  }
}

async function opened(lines: number) {
  const office = mockClient("connected");
  note(office, lines);
  const list = new ActivityList(new Office(office));
  await list.ask(ALL);
  return { office, list };
}

test("what is looked for is found behind any number of other lines", async () => {
  const { list } = await opened(1_000);
  expect(list.lines?.some((line) => line.event === "activated")).toBe(false);
  await list.ask({ filter: "connection", search: "" });
  expect(list.lines?.map((line) => line.event)).toEqual(["firm_connected", "paired", "activated"]);
  expect(list.next).toBeNull();
});

test("news take nothing away from a long list, and bring no more than themselves", async () => {
  const { office, list } = await opened(1_000);
  while (list.next !== null) {
    await list.more();
  }
  const whole = list.lines?.length ?? 0;
  const before = asked(office, "activity").length;
  note(office, 300);
  await list.refresh();
  expect(list.lines).toHaveLength(whole + 300);
  expect(list.lines?.[0]?.text).toBe("Ligne 1300");
  expect(new Set(list.lines?.map((line) => line.id)).size).toBe(whole + 300);
  expect(list.next).toBeNull();
  expect(asked(office, "activity").length - before).toBe(2);
});

test("of several wishes at once each begins from what the one before it left", async () => {
  const { office, list } = await opened(1_000);
  note(office, 1);
  await Promise.all([list.more(), list.refresh(), list.refresh(), list.more()]);
  expect(list.lines).toHaveLength(601);
  await Promise.all([list.refresh(), list.more(), list.ask({ filter: "connection", search: "" }), list.more()]);
  expect(list.lines?.map((line) => line.event)).toEqual(["firm_connected", "paired", "activated"]);
});

test("in another language as many lines are read as were there", async () => {
  const { list } = await opened(1_000);
  await list.more();
  await list.ask(ALL);
  expect(list.lines).toHaveLength(400);
});
