import type { Language } from "../client/api.ts";

/** The languages that Passerelle speaks, by their ISO 639 code. French is the reference. */
export const LANGUAGES = ["fr", "nl", "en", "de"] as const satisfies readonly Language[];

/** How each language is written in Belgium, for dates and numbers; English has no Belgian form of its own. */
export const LOCALES: Record<Language, string> = { fr: "fr-BE", nl: "nl-BE", en: "en-GB", de: "de-BE" };

/** The language of a tag ("nl-BE"), or French where Passerelle does not speak it. */
export function languageOf(tag: string): Language {
  return LANGUAGES.find((language) => tag === language || tag.startsWith(`${language}-`)) ?? "fr";
}

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  fr: "Français",
  nl: "Nederlands",
  en: "English",
  de: "Deutsch",
};
