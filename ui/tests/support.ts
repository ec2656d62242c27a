import { render, waitFor } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";

import { expect } from "vitest";

import App from "../src/App.svelte";
import type { Page } from "../src/client/api.ts";
import { type MockOffice, mockClient } from "../src/client/mock/mock.ts";
import { addressOf, route } from "../src/state/route.svelte.ts";

/** Opens a window on a page, over an invented office. */
export async function openWindow(page: Page, scene: string, language = "fr") {
  globalThis.history.replaceState(null, "", addressOf(page));
  route.page = page;
  const office: MockOffice = mockClient(scene, language);
  render(App, { client: office });
  await waitFor(() => {
    expect(document.querySelector("main.waiting") === null).toBe(scene !== "loading");
  });
  return { office, user: userEvent.setup() };
}

/** What a window asked the agent for, by name. */
export function asked(office: MockOffice, name: string): unknown[] {
  return office.calls.filter((call) => call.name === name).map((call) => call.input);
}
