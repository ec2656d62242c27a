import { getContext, setContext } from "svelte";

import type { Changed, Failure, Happening, Snapshot } from "../client/api.ts";
import { type Client, type CommandName, type InputOf, type OutputOf, Refusal } from "../client/client.ts";
import { follow, type Following } from "../client/stream.ts";
import { languageOf } from "../words/languages.ts";
import { t, words } from "../words/words.svelte.ts";
import { route } from "./route.svelte.ts";

/** What a window knows of the agent, and how it asks for more. */
export class Office {
  readonly #client: Client;
  #following: Following | undefined;

  /** How things are; nothing before the first answer. */
  snapshot = $state.raw<Snapshot>();

  /** Why nothing is known, or nothing newer. */
  failure = $state.raw<Failure>();

  /** What last went wrong with something that has no place of its own to say so. */
  mishap = $state.raw<Failure>();

  /** Said aloud by screen readers. */
  announcement = $state("");

  /** Counts what happened, so that a page knows when to read again. */
  #news = $state<Record<Changed, number>>({ connection: 0, dossiers: 0, activity: 0, settings: 0, day: 0 });

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks the agent for something. */
  ask<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    return this.#client.call(name, input);
  }

  /** Asks for something that needs no answer where it is asked; a refusal is shown at the top of the page. */
  async attempt<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name> | undefined> {
    this.mishap = undefined;
    try {
      return await this.ask(name, input);
    } catch (error) {
      this.mishap = failureOf(error);
      return undefined;
    }
  }

  /** Whether a page can be shown: it is known how things are, and there are words to say it in. */
  get isThere(): boolean {
    return this.snapshot !== undefined && words.areThere;
  }

  /** Reads how things are and follows it. */
  async start(): Promise<void> {
    this.#following = await follow(this.#client, {
      onSnapshot: (snapshot) => {
        this.failure = undefined;
        if (snapshot.language !== this.snapshot?.language) {
          // It was said in the other language.
          this.mishap = undefined;
        }
        words.zone = snapshot.time_zone;
        // At once, not when its words are there: what happens meanwhile has to find it.
        this.snapshot = snapshot;
        void words.speak(snapshot.language);
      },
      onHappening: (happening) => {
        this.#take(happening);
      },
      onGap: () => {
        for (const topic of Object.keys(this.#news) as Changed[]) {
          this.#news[topic] += 1;
        }
      },
      onFailure: (error) => {
        void this.#fail(error);
      },
    });
  }

  /** Tries once more to hear how things are. */
  async tryAgain(): Promise<void> {
    await this.#following?.readAgain();
  }

  /** Follows no longer. */
  stop(): void {
    this.#following?.stop();
  }

  /** A number that grows whenever something of this topic happens. */
  news(topic: Changed): number {
    return this.#news[topic];
  }

  /** Says something aloud, also when it was said before. */
  announce(text: string): void {
    this.announcement = "";
    setTimeout(() => {
      this.announcement = text;
    }, 50);
  }

  /** Where the agent did not even say which language to speak, the computer's own is a fair guess. */
  async #fail(error: unknown): Promise<void> {
    if (!words.areThere) {
      await words.speak(this.snapshot?.language ?? languageOf(globalThis.navigator.language));
    }
    this.failure = failureOf(error);
  }

  #take(happening: Happening): void {
    const { snapshot } = this;
    switch (happening.kind) {
      case "agent":
        if (snapshot !== undefined) {
          this.snapshot = { ...snapshot, agent: happening.agent };
        }
        break;
      case "login":
        if (snapshot !== undefined) {
          this.snapshot = { ...snapshot, login: happening.login };
        }
        break;
      case "changed":
        for (const topic of happening.what) {
          this.#news[topic] += 1;
        }
        if (happening.what.some((topic) => topic !== "activity")) {
          void this.#following?.readAgain();
        }
        break;
      case "page":
        // Each window has pages of its own; this wish is for the settings.
        if (route.page !== "silverfin_link") {
          route.go(happening.page);
        }
        break;
    }
  }
}

/** What a refused promise means to a person; what is no refusal is a fault of ours and says so. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) {
    return error.failure;
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: "window_fault",
    title: t("fault-title"),
    detail,
    advice: t("fault-advice"),
    fix: "export_diagnostics",
    dossier: null,
  };
}

const OFFICE = Symbol("office");

/** Makes the office known to everything below. */
export function provideOffice(office: Office): void {
  setContext(OFFICE, office);
}

/** The office of this window. */
export function useOffice(): Office {
  return getContext<Office>(OFFICE);
}

/** How things are. Pages are shown only once that is known. */
export function snapshotOf(office: Office): Snapshot {
  if (office.snapshot === undefined) {
    throw new Error("a page is shown before anything is known");
  }
  return office.snapshot;
}
