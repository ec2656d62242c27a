/** How days, times and numbers are written: as the language does in Belgium, by the office's clocks. */

import { LOCALES } from "./languages.ts";
import { t, words } from "./words.svelte.ts";

type Form = "date" | "day" | "time";

const FORMS: Record<Form, Intl.DateTimeFormatOptions> = {
  date: { day: "2-digit", month: "2-digit", year: "numeric" },
  day: { day: "2-digit", month: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

const made = new Map<string, Intl.DateTimeFormat>();

/** Making a format is dear; ten thousand rows share four. */
function format(form: Form, zone: string): Intl.DateTimeFormat {
  const name = `${words.language} ${form} ${zone}`;
  let format = made.get(name);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(LOCALES[words.language], { ...FORMS[form], timeZone: zone });
    made.set(name, format);
  }
  return format;
}

/** A calendar day has no time and no zone: noon in UTC is that day wherever it is written in UTC. */
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** A calendar day: "24/11/2026". */
export function dayText(day: string): string {
  return format("date", "UTC").format(noon(day));
}

/** The night of a civil date, as the tray says it: "24/11". */
export function nightText(night: string): string {
  return format("day", "UTC").format(noon(night));
}

/** The day of an instant: "24/11/2026". */
export function dateText(instant: string): string {
  return format("date", words.zone).format(new Date(instant));
}

/** The time of day of an instant: "02:14". */
export function timeText(instant: string): string {
  return format("time", words.zone).format(new Date(instant));
}

/** An instant: "24/11/2026 à 02:14". */
export function momentText(instant: string): string {
  return t("moment", { date: dateText(instant), time: timeText(instant) });
}

/** An instant of these days: "24/11 à 02:14". */
export function nearMomentText(instant: string): string {
  return t("moment", { date: format("day", words.zone).format(new Date(instant)), time: timeText(instant) });
}

/** A whole number: "10 000". */
export function numberText(number: number): string {
  return new Intl.NumberFormat(LOCALES[words.language]).format(number);
}
