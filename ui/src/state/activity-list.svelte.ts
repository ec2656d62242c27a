import type { ActivityFilter, ActivityLine, ActivityNight, Failure } from "../client/api.ts";
import { failureOf, type Office } from "./office.svelte.ts";

/** So many lines are read at once. */
const PART = 200;

export interface ActivityQuery {
  filter: ActivityFilter;
  search: string;
}

interface ActivityPart {
  lines: ActivityLine[];
  nights: Map<number, ActivityNight>;
  next: number | null;
}

/** The activity, newest first, as far back as somebody looked. */
export class ActivityList {
  readonly #office: Office;
  #query: ActivityQuery = { filter: "all", search: "" };
  /** The question that is answered by what is shown. */
  #shown: ActivityQuery | undefined;
  #question = 0;
  #isNewsWaiting = false;
  #work: Promise<void> = Promise.resolve();

  /** The lines that are here; unknown before the first answer. */
  lines = $state.raw<ActivityLine[]>();
  /** The runs that the lines belong to, by their numbers. */
  nights = $state.raw<ReadonlyMap<number, ActivityNight>>(new Map());
  /** Before which line there is more; nothing at the beginning. */
  next = $state<number | null>(null);
  failure = $state.raw<Failure>();

  constructor(office: Office) {
    this.#office = office;
  }

  /** Asks for other lines, or for the same in other words. What is shown stays until they come. */
  ask(query: ActivityQuery): Promise<void> {
    this.#query = query;
    this.#question += 1;
    return this.#afterwards(async () => {
      const isSame = query.filter === this.#shown?.filter && query.search === this.#shown.search;
      const last = isSame ? this.lines?.at(-1)?.id : undefined;
      // As far back as before, so that nothing is taken away from under the reader.
      const part = await this.#read(null, (line) => last === undefined || line.id <= last);
      if (part !== undefined) {
        this.#shown = query;
        ({ lines: this.lines, nights: this.nights, next: this.next } = part);
      }
    });
  }

  /** Something happened: reads what is new. A line that was written is never another one later. */
  async refresh(): Promise<void> {
    if (this.#isNewsWaiting) {
      return;
    }
    this.#isNewsWaiting = true;
    await this.#afterwards(async () => {
      this.#isNewsWaiting = false;
      const known = this.lines;
      if (known === undefined || this.#shown !== this.#query) {
        return;
      }
      const newest = known[0]?.id ?? 0;
      const part = await this.#read(null, (line) => line.id <= newest);
      if (part !== undefined) {
        this.lines = [...part.lines.filter((line) => line.id > newest), ...known];
        this.nights = new Map([...this.nights, ...part.nights]);
      }
    });
  }

  /** Reads what comes before what is here. */
  more(): Promise<void> {
    return this.#afterwards(async () => {
      if (this.next === null || this.#shown !== this.#query) {
        return;
      }
      const part = await this.#read(this.next, () => true);
      if (part !== undefined) {
        this.lines = [...(this.lines ?? []), ...part.lines];
        this.nights = new Map([...this.nights, ...part.nights]);
        this.next = part.next;
      }
    });
  }

  /** One reading after the other: each begins from what the one before it left. */
  #afterwards(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work);
    return this.#work;
  }

  /** Reads part after part until one ends with a line that is far enough; nothing where something else is asked for. */
  async #read(before: number | null, isEnough: (last: ActivityLine) => boolean): Promise<ActivityPart | undefined> {
    const question = this.#question;
    const lines: ActivityLine[] = [];
    const nights = new Map<number, ActivityNight>();
    let next = before;
    try {
      do {
        const wish = { ...this.#query, before: next, dossier: null, limit: PART };
        const page = await this.#office.ask("activity", wish);
        if (question !== this.#question) {
          return undefined;
        }
        lines.push(...page.lines);
        page.nights.forEach((night) => nights.set(night.run, night));
        next = page.next;
        const last = lines.at(-1);
        if (last === undefined || isEnough(last)) {
          break;
        }
      } while (next !== null);
      this.failure = undefined;
      return { lines, nights, next };
    } catch (error) {
      if (question === this.#question) {
        this.failure = failureOf(error);
      }
      return undefined;
    }
  }
}
