import type { Failure, Setting } from "../client/api.ts";
import { type Office, snapshotOf } from "./office.svelte.ts";
import { Work } from "./work.svelte.ts";

/** One setting on a page: its value, whether the office fixed it, and how the last change of it went. */
export class SettingEntry {
  readonly #office: Office;
  readonly #key: string;
  readonly #work = new Work();
  isSaved = $state(false);

  constructor(office: Office, key: string) {
    this.#office = office;
    this.#key = key;
  }

  get #setting(): Setting | undefined {
    return snapshotOf(this.#office).settings[this.#key];
  }

  get value(): string {
    return this.#setting?.value ?? "";
  }

  get fallback(): string {
    return this.#setting?.default ?? "";
  }

  get isLocked(): boolean {
    return this.#setting?.origin === "managed";
  }

  get error(): string | undefined {
    return errorText(this.#work.failure);
  }

  /**
   * Changes it; an empty text takes it back to the default. What counts afterwards: the value as it was kept, or, where it
   * was refused, the one before.
   */
  async save(value: string): Promise<string> {
    if (value === this.value) {
      this.#work.forget();
      return this.value;
    }
    this.isSaved = false;
    const saved = await this.#work.do(() =>
      this.#office.ask("set_setting", { key: this.#key, value: value === "" ? null : value }),
    );
    this.isSaved = saved !== undefined;
    return saved === undefined ? this.value : (saved.value ?? "");
  }

  /** Lets the person choose a file or a folder, which is then the setting. */
  async choose(what: "choose_folder" | "choose_certificates"): Promise<void> {
    this.isSaved = false;
    const written = await this.#work.do(() => this.#office.ask(what, null));
    this.isSaved = written !== undefined && written.file !== null;
  }
}

/** A failure in one line, to stand below a field. */
export function errorText(failure: Failure | undefined): string | undefined {
  if (failure === undefined) {
    return undefined;
  }
  return [failure.detail ?? failure.title, failure.advice].filter(Boolean).join(" ");
}
