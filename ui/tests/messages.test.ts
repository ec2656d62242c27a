import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/words/languages.ts";
import { bundleOf } from "../src/words/words.svelte.ts";

const SOURCES = join(import.meta.dirname, "../src");
const AGENT = join(import.meta.dirname, "../../crates/agent/messages");
const API = join(import.meta.dirname, "../../crates/api/messages");

function read(folder: string, language: string): string {
  return readFileSync(join(folder, `${language}.ftl`), "utf8");
}

/** The keys of a text, with the names of what each is filled with. */
function messagesOf(text: string): Map<string, string> {
  const resource = new FluentResource(text);
  return new Map(
    resource.body.map((message) => {
      const names = new Set(JSON.stringify(message).match(/"type":"var","name":"[^"]+"/g) ?? []);
      return [message.id, [...names].sort().join(" ")];
    }),
  );
}

/** Every text between quotation marks in the sources: a key in use is one of them. */
function literals(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(SOURCES, { recursive: true, encoding: "utf8" })) {
    if (!/\.(svelte|ts)$/.test(name) || name.includes("generated") || name.includes("mock")) continue;
    for (const [, text = ""] of readFileSync(join(SOURCES, name), "utf8").matchAll(/"([a-z][\w-]*)"/g)) {
      found.add(text);
    }
  }
  return found;
}

/** Every key that the sources ask for by name. */
function askedFor(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(SOURCES, { recursive: true, encoding: "utf8" })) {
    if (!/\.(svelte|ts)$/.test(name) || name.includes("generated") || name.includes("mock")) continue;
    const source = readFileSync(join(SOURCES, name), "utf8");
    for (const [, key = ""] of source.matchAll(/\bt\("([^"]+)"/g)) found.add(key);
  }
  return found;
}

describe("messages", () => {
  const french = messagesOf(read(join(SOURCES, "messages"), "fr"));
  const agent = messagesOf(read(AGENT, "fr"));

  test.each(LANGUAGES)("%s says everything that French says, with the same particulars", (language) => {
    expect(messagesOf(read(join(SOURCES, "messages"), language))).toEqual(french);
  });

  test.each(LANGUAGES)("%s quotes buttons, fields and windows as they are named", (language) => {
    const texts = [join(SOURCES, "messages"), AGENT, API].map((folder) => read(folder, language));
    const lines = texts.flatMap((text) => text.split("\n")).filter((line) => !line.startsWith("#"));
    const labels = new Set(lines.map((line) => line.split(" = ")[1]?.trim()));
    // The button of Silverfin's own page.
    labels.add("Se connecter").add("Aanmelden").add("Log in").add("Anmelden");
    const quoted = lines.flatMap((line) => [...line.matchAll(/«\s([^»{]+)\s»|„([^“{]+)“|“([^”{]+)”|"([^"{}]+)"/g)]);
    const wrong = quoted.map(([, ...found]) => found.find((text) => text !== undefined)?.trim());
    expect(quoted.length).toBeGreaterThan(10);
    expect(wrong.filter((text) => !labels.has(text))).toEqual([]);
  });

  test.each(LANGUAGES)("%s is read to its end", (language) => {
    const text = read(join(SOURCES, "messages"), language);
    const begun = text.split("\n").filter((line) => /^[a-z][\w-]* *=/.test(line)).length;
    expect(messagesOf(text).size).toBe(begun);
    expect(bundleOf(language, []).addResource(new FluentResource(text))).toEqual([]);
  });

  test("no key of the windows is also one of the agent", () => {
    expect([...french.keys()].filter((key) => agent.has(key))).toEqual([]);
  });

  test("every message that is asked for is there", () => {
    const missing = [...askedFor()].filter((key) => !french.has(key) && !agent.has(key));
    expect(missing).toEqual([]);
  });

  test("every message of the windows is used", () => {
    const used = literals();
    expect([...french.keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  test("what the windows take from the agent reaches them", async () => {
    const { fluent } = await import("../build/fluent.ts");
    const transform = fluent().transform as (source: string, id: string) => { code: string };
    const text = JSON.parse(
      transform(read(AGENT, "fr"), "/crates/agent/messages/fr.ftl").code.replace(/^export default |;$/g, ""),
    ) as string;
    const shared = messagesOf(text);
    const used = literals();
    const wanted = [...agent.keys()].filter((key) => /^(action|tray)-/.test(key) && used.has(key));
    expect(wanted.length).toBeGreaterThan(8);
    expect(wanted.filter((key) => !shared.has(key))).toEqual([]);
    expect([...shared.keys()].filter((key) => key.startsWith("reason-"))).toEqual([]);
  });
});
