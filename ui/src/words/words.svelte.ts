import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import type { Language } from "../client/api.ts";
import { LOCALES } from "./languages.ts";

/** What a message may be filled with: texts as they stand, numbers written by the language. */
export type Particulars = Record<string, FluentVariable>;

type Text = { default: string };

/** Each language in a file of its own, so that a window loads one only. The windows' words, then those of the agent. */
const TEXTS: Record<Language, () => Promise<[Text, Text]>> = {
  fr: () => Promise.all([import("../messages/fr.ftl"), import("../../../crates/agent/messages/fr.ftl")]),
  nl: () => Promise.all([import("../messages/nl.ftl"), import("../../../crates/agent/messages/nl.ftl")]),
  en: () => Promise.all([import("../messages/en.ftl"), import("../../../crates/agent/messages/en.ftl")]),
  de: () => Promise.all([import("../messages/de.ftl"), import("../../../crates/agent/messages/de.ftl")]),
};

class Words {
  #bundle = $state.raw(new FluentBundle("fr-BE"));
  #language = $state<Language>("fr");
  #zone = $state("Europe/Brussels");
  #areThere = $state(false);
  #asked: Language | undefined;
  #learning: Promise<void> = Promise.resolve();

  /** Whether there are words at all: before, nothing can be shown. */
  get areThere(): boolean {
    return this.#areThere;
  }

  /** The language spoken now. */
  get language(): Language {
    return this.#language;
  }

  /** The office's time zone, by which every time of day is written. */
  get zone(): string {
    return this.#zone;
  }

  set zone(zone: string) {
    this.#zone = zone;
  }

  /** Speaks a language from now on; what is on screen follows. */
  speak(language: Language): Promise<void> {
    if (language !== this.#asked) {
      this.#asked = language;
      this.#learning = this.#learn(language);
    }
    return this.#learning;
  }

  async #learn(language: Language): Promise<void> {
    const texts = await TEXTS[language]();
    if (this.#asked !== language) {
      return;
    }
    this.#bundle = bundleOf(
      language,
      texts.map((text) => text.default),
    );
    this.#language = language;
    this.#areThere = true;
    document.documentElement.lang = LOCALES[language];
  }

  /** A message in words. A key without a message shows itself, which a test keeps from happening. */
  text(key: string, particulars?: Particulars): string {
    const message = this.#bundle.getMessage(key);
    // A particular that is missing shows itself as well: a sentence with a gap is better than no window.
    return message?.value ? this.#bundle.formatPattern(message.value, particulars, []) : key;
  }
}

/** The messages of a language, ready to be filled in. */
export function bundleOf(language: Language, texts: string[]): FluentBundle {
  const bundle = new FluentBundle(LOCALES[language], { useIsolating: false });
  for (const text of texts) {
    bundle.addResource(new FluentResource(text));
  }
  return bundle;
}

/** The words of this window. */
export const words = new Words();

/** A message in words. */
export function t(key: string, particulars?: Particulars): string {
  return words.text(key, particulars);
}
