import { beforeEach } from "vitest";

import { route } from "../src/state/route.svelte.ts";
import { words } from "../src/words/words.svelte.ts";

beforeEach(async () => {
  globalThis.history.replaceState(null, "", "#/connection");
  route.page = "connection";
  words.zone = "Europe/Brussels";
  await words.speak("fr");
});
