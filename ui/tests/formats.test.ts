import { describe, expect, test } from "vitest";

import {
  dateText,
  dayText,
  momentText,
  nearMomentText,
  nightText,
  numberText,
  timeText,
} from "../src/words/formats.ts";
import type { Language } from "../src/client/api.ts";
import { t, words } from "../src/words/words.svelte.ts";

describe("formats", () => {
  test.each<[Language, string, string, string, string]>([
    ["fr", "24/11/2026", "24/11/2026 à 02:14", "24/11 à 02:14", "10 000"],
    ["nl", "24/11/2026", "24/11/2026 om 02:14", "24/11 om 02:14", "10.000"],
    ["en", "24/11/2026", "24/11/2026 at 02:14", "24/11 at 02:14", "10,000"],
    ["de", "24.11.2026", "24.11.2026 um 02:14", "24.11. um 02:14", "10.000"],
  ])("%s", async (language, day, moment, near, number) => {
    await words.speak(language);
    expect(dayText("2026-11-24")).toBe(day);
    expect(momentText("2026-11-24T01:14:00Z")).toBe(moment);
    expect(nearMomentText("2026-11-24T01:14:00Z")).toBe(near);
    expect(numberText(10_000).replaceAll(/\s/g, " ")).toBe(number);
  });

  test("times are those of the office's clocks, in winter and in summer", () => {
    expect(timeText("2026-01-15T23:30:00Z")).toBe("00:30");
    expect(dateText("2026-01-15T23:30:00Z")).toBe("16/01/2026");
    expect(timeText("2026-07-15T22:30:00Z")).toBe("00:30");
    words.zone = "UTC";
    expect(timeText("2026-07-15T22:30:00Z")).toBe("22:30");
  });

  test("a night is a day of the calendar, wherever the window stands", () => {
    words.zone = "Pacific/Auckland";
    expect(nightText("2026-11-24")).toBe("24/11");
  });

  test("plurals follow the language, and numbers in sentences, too", async () => {
    expect(t("dossiers-count", { count: 1 })).toBe("Un dossier");
    expect(t("dossiers-count", { count: 10_000 }).replaceAll(/\s/g, " ")).toBe("10 000 dossiers");
    await words.speak("nl");
    expect(t("dossiers-count", { count: 10_000 })).toBe("10.000 dossiers");
    await words.speak("de");
    expect(t("dossiers-count", { count: 0 })).toBe("Keine Akte");
  });
});
