import { untrack } from "svelte";

import type { Failure, Language } from "../client/api.ts";
import { words } from "../words/words.svelte.ts";
import { failureOf } from "./office.svelte.ts";

/** Something that a person asked for: under way, done, or refused with a reason. One at a time. */
export class Work {
  isUnderWay = $state(false);
  #failure = $state.raw<{ failure: Failure; language: Language }>();

  /** Why it was refused. An answer in another language than the window's is an old one. */
  get failure(): Failure | undefined {
    return this.#failure?.language === words.language ? this.#failure.failure : undefined;
  }

  /** Does it. The result, or nothing where it was refused or another one is under way. */
  async do<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    // Whoever begins something does not begin it again when it ends.
    if (untrack(() => this.isUnderWay)) {
      return undefined;
    }
    this.isUnderWay = true;
    this.forget();
    try {
      return await work();
    } catch (error) {
      this.#failure = { failure: failureOf(error), language: words.language };
      return undefined;
    } finally {
      this.isUnderWay = false;
    }
  }

  /** Forgets what went wrong. */
  forget(): void {
    this.#failure = undefined;
  }
}
