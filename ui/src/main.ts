import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";

import { mount } from "svelte";

import App from "./App.svelte";
import type { Client } from "./client/client.ts";
import { isInPasserelle, tauriClient } from "./client/tauri.ts";

/** Outside Passerelle, while developing, an invented office answers. */
async function findClient(): Promise<Client> {
  if (!isInPasserelle() && (import.meta.env.DEV || import.meta.env.MODE === "mock")) {
    const { mockClient } = await import("./client/mock/mock.ts");
    const wishes = new URLSearchParams(globalThis.location.search);
    return mockClient(wishes.get("scene") ?? "connected", wishes.get("language") ?? "fr");
  }
  return tauriClient;
}

const target = document.querySelector("#window");
if (target !== null) {
  mount(App, { target, props: { client: await findClient() } });
}
