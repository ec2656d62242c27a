import type { CommandName, Commands, Event, Failure } from "./api.ts";

export type { CommandName };
export type InputOf<Name extends CommandName> = Commands[Name]["input"];
export type OutputOf<Name extends CommandName> = Commands[Name]["output"];

/** What a window may ask of the agent, and how it is told what happens. */
export interface Client {
  /** Asks for something. Refused with a `Refusal`. */
  call<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;

  /** Is told of every event from now on, until the returned function is called. */
  subscribe(listener: (event: Event) => void): Promise<() => void>;
}

/** The agent said no, in terms that a person can act on. */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.title);
    this.name = "Refusal";
    this.failure = failure;
  }
}
