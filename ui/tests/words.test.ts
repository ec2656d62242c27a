import { describe, expect, test, vi } from "vitest";

describe("words", () => {
  test("are there once they have come, not once they were asked for", async () => {
    vi.resetModules();
    const { words } = await import("../src/words/words.svelte.ts");
    const speaking = words.speak("nl");
    expect(words.areThere).toBe(false);
    await speaking;
    expect(words.areThere).toBe(true);
    expect(words.language).toBe("nl");
  });

  test("of several languages, the one that was asked for last is spoken", async () => {
    vi.resetModules();
    const { words } = await import("../src/words/words.svelte.ts");
    await Promise.all([words.speak("nl"), words.speak("de"), words.speak("nl")]);
    expect(words.language).toBe("nl");
  });
});
