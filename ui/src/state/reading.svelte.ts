import type { Failure } from "../client/api.ts";
import { failureOf } from "./office.svelte.ts";

/** Something that is read from the agent: loading, there, or not to be had. What was there stays until the new is. */
export class Reading<Value> {
  value = $state.raw<Value>();
  failure = $state.raw<Failure>();
  #latest = 0;
  readonly #read: () => Promise<Value>;

  constructor(read: () => Promise<Value>) {
    this.#read = read;
  }

  get isLoading(): boolean {
    return this.value === undefined && this.failure === undefined;
  }

  /** Reads again; of several readings at once, the last one counts. */
  async again(): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    try {
      const value = await this.#read();
      if (mine === this.#latest) {
        this.value = value;
        this.failure = undefined;
      }
    } catch (error) {
      if (mine === this.#latest) {
        this.failure = failureOf(error);
      }
    }
  }
}
