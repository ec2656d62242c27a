import { expect, test } from "vitest";

import { windowOf } from "../src/components/VirtualTable.svelte";

test.each([
  // top, height, first, end
  [0, 400, 0, 16],
  [4_000, 400, 94, 116],
  [399_600, 400, 9_984, 10_000],
  // Scrolled beyond an end that has come nearer.
  [900_000, 400, 10_000, 10_000],
])("at %d of a list, a viewport of %d shows %d to %d", (top, height, first, end) => {
  expect(windowOf(top, height, 40, 10_000)).toEqual({ first, end });
});

test("a short list is shown whole, an empty one not at all", () => {
  expect(windowOf(0, 400, 40, 3)).toEqual({ first: 0, end: 3 });
  expect(windowOf(0, 400, 40, 0)).toEqual({ first: 0, end: 0 });
});
