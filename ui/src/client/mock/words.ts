import type { FluentBundle } from "@fluent/bundle";

import de from "../../../../crates/agent/messages/de.ftl?all";
import en from "../../../../crates/agent/messages/en.ftl?all";
import fr from "../../../../crates/agent/messages/fr.ftl?all";
import nl from "../../../../crates/agent/messages/nl.ftl?all";
import { bundleOf, type Particulars } from "../../words/words.svelte.ts";
import type { Failure, Fix, Language } from "../api.ts";

const BUNDLES: Record<Language, FluentBundle> = {
  fr: bundleOf("fr", [fr]),
  nl: bundleOf("nl", [nl]),
  en: bundleOf("en", [en]),
  de: bundleOf("de", [de]),
};

/** What the agent would say. */
export function say(language: Language, key: string, particulars?: Particulars): string {
  const bundle = BUNDLES[language];
  const message = bundle.getMessage(key);
  return message?.value ? bundle.formatPattern(message.value, particulars) : key;
}

/** A failure in the agent's words. */
export function failure(language: Language, code: string, fix: Fix | null, particulars?: Particulars): Failure {
  const name = code.replaceAll("_", "-");
  return {
    code,
    title: say(language, `title-${name}`, particulars),
    detail: say(language, `reason-${name}`, particulars),
    advice: say(language, `fix-${name}`, particulars),
    fix,
    dossier: null,
  };
}
