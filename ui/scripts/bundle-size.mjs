// Weighs what `vite build` made, as it would travel: each file under gzip. Fails above the budget.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = 120 * 1024;
const folder = new URL("../dist/", import.meta.url).pathname;

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((name) => join(folder, name))
  .filter((path) => statSync(path).isFile());
let whole = 0;
for (const path of files.sort()) {
  const weight = gzipSync(readFileSync(path), { level: 9 }).length;
  whole += weight;
  console.log(`${(weight / 1024).toFixed(1).padStart(7)} kB  ${relative(folder, path)}`);
}
console.log(`${(whole / 1024).toFixed(1).padStart(7)} kB  in all, of ${BUDGET / 1024} kB`);
if (whole > BUDGET) {
  console.error("The windows have grown beyond their budget.");
  process.exitCode = 1;
}
