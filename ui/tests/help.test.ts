import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { COMPONENTS } from "../src/pages/help/components.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");

describe("what Passerelle is built with", () => {
  test("every package that is shipped is named, with its own licence", () => {
    const { dependencies } = JSON.parse(read("../package.json")) as { dependencies: Record<string, string> };
    const licences = Object.keys(dependencies).map((name) => {
      const { license } = JSON.parse(read(`../node_modules/${name}/package.json`)) as { license: string };
      return { name, licence: license };
    });
    const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);
    expect([...COMPONENTS.packages].sort(byName)).toEqual(licences.sort(byName));
  });

  test("every crate that is named is part of the program", () => {
    const lock = read("../../Cargo.lock");
    const missing = COMPONENTS.crates.filter(({ name }) => !lock.includes(`name = "${name}"\n`));
    expect(missing).toEqual([]);
  });
});
