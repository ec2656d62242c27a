import { untrack } from "svelte";

import type { Failure } from "../client/api.ts";
import { failureOf } from "./office.svelte.ts";

/** Something that a person asked for: under way, done, or refused with a reason. One at a time. */
export class Work {
  isUnderWay = $state(false);
  failure = $state.raw<Failure>();

  /** Does it. The result, or nothing where it was refused or another one is under way. */
  async do<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    // Whoever begins something does not begin it again when it ends.
    if (untrack(() => this.isUnderWay)) {
      return undefined;
    }
    this.isUnderWay = true;
    this.failure = undefined;
    try {
      return await work();
    } catch (error) {
      this.failure = failureOf(error);
      return undefined;
    } finally {
      this.isUnderWay = false;
    }
  }

  /** Forgets what went wrong. */
  forget(): void {
    this.failure = undefined;
  }
}
