import { SvelteMap } from "svelte/reactivity";

import type { DossierFilter, DossierOrder, DossierRow, Failure } from "../client/api.ts";
import { failureOf, type Office } from "./office.svelte.ts";

/** So many rows are asked for at once. */
const PART = 100;

export interface DossierQuery {
  filter: DossierFilter;
  search: string;
  order: DossierOrder;
}

/** The list of dossiers, of which only the parts that are looked at are here. */
export class DossierList {
  readonly #office: Office;
  readonly #parts = new SvelteMap<number, DossierRow[]>();
  /** By which question each part was answered, or is being answered; a later question makes it old. */
  #askedBy = new Map<number, number>();
  #question = 0;
  #isOtherQuery = false;
  #query: DossierQuery = { filter: "all", search: "", order: "urgency" };
  #first = 0;
  #last = 0;

  /** How many rows there are; unknown before the first answer. */
  total = $state<number>();
  failure = $state.raw<Failure>();

  constructor(office: Office) {
    this.#office = office;
  }

  /** A row, where it is here already. */
  row(index: number): DossierRow | undefined {
    return this.#parts.get(Math.floor(index / PART))?.[index % PART];
  }

  /** Asks for other rows. What is shown stays until they come. */
  async ask(query: DossierQuery): Promise<void> {
    this.#query = query;
    this.#isOtherQuery = true;
    this.#first = 0;
    this.#last = 0;
    await this.refresh();
  }

  /** Asks once more for what is looked at. */
  async refresh(): Promise<void> {
    this.#question += 1;
    await this.want(this.#first, this.#last);
  }

  /** Sees to it that these rows are here. */
  async want(first: number, last: number): Promise<void> {
    this.#first = first;
    this.#last = last;
    const parts: number[] = [];
    for (let part = Math.floor(first / PART); part <= Math.floor(last / PART); part += 1) {
      if (this.#askedBy.get(part) !== this.#question) {
        this.#askedBy.set(part, this.#question);
        parts.push(part);
      }
    }
    await Promise.all(parts.map((part) => this.#read(part)));
  }

  async #read(part: number): Promise<void> {
    const question = this.#question;
    try {
      const page = await this.#office.ask("dossiers", { ...this.#query, offset: part * PART, limit: PART });
      if (question !== this.#question) {
        return;
      }
      if (this.#isOtherQuery) {
        this.#isOtherQuery = false;
        this.#parts.clear();
      }
      this.#parts.set(part, page.rows);
      this.total = page.total;
      this.failure = undefined;
    } catch (error) {
      if (question === this.#question) {
        this.#askedBy.delete(part);
        this.failure = failureOf(error);
      }
    }
  }
}
