import { invoke, isTauri } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Event, Failure } from "./api.ts";
import { type Client, type CommandName, type InputOf, type OutputOf, Refusal } from "./client.ts";

/** The one command through which the shell takes in what windows ask for. */
const CALL = "call";
/** The event under which the shell passes on what happens. */
const HAPPENED = "passerelle";

/** Whether this page stands in a window of Passerelle. */
export function isInPasserelle(): boolean {
  return isTauri();
}

/** The agent behind this window. */
export const tauriClient: Client = {
  async call<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    try {
      return await invoke<OutputOf<Name>>(CALL, { command: name, input });
    } catch (error) {
      throw isFailure(error) ? new Refusal(error) : error;
    }
  },

  async subscribe(listener: (event: Event) => void): Promise<() => void> {
    return listen<Event>(HAPPENED, (event) => {
      listener(event.payload);
    });
  },
};

function isFailure(error: unknown): error is Failure {
  return typeof error === "object" && error !== null && "code" in error && "title" in error;
}
