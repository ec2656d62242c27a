import { describe, expect, test } from "vitest";

import type { AskedPage, Event, Happening, Snapshot } from "../src/client/api.ts";
import type { Client, CommandName, InputOf, OutputOf } from "../src/client/client.ts";
import { mockClient } from "../src/client/mock/mock.ts";
import { follow } from "../src/client/stream.ts";

/** An agent whose answers come when the test says so. */
class SlowAgent implements Client {
  number = 0;
  askedPage: AskedPage | null = null;
  readonly answers: ((fails?: boolean) => void)[] = [];
  readonly #snapshot: Snapshot = mockClient("connected").snapshot;
  #listener: (event: Event) => void = () => undefined;

  call<Name extends CommandName>(_name: Name, _input: InputOf<Name>): Promise<OutputOf<Name>> {
    return new Promise((resolve, reject) => {
      const { number, askedPage } = this;
      this.answers.push((fails = false) => {
        if (fails) reject(new Error("gone"));
        else resolve({ ...this.#snapshot, number, asked_page: askedPage } as OutputOf<Name>);
      });
    });
  }

  subscribe(listener: (event: Event) => void): Promise<() => void> {
    this.#listener = listener;
    return Promise.resolve(() => {
      this.#listener = () => undefined;
    });
  }

  tell(number: number, happening: Happening = { kind: "changed", what: ["activity"] }): void {
    this.#listener({ number, happening });
  }

  /** Answers what was asked first, and lets what follows from it happen. */
  async answer(fails = false): Promise<void> {
    await settled();
    this.answers.shift()?.(fails);
    await settled();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function followed(agent: SlowAgent) {
  const log: string[] = [];
  const following = follow(agent, {
    onSnapshot: (snapshot) => log.push(`snapshot ${String(snapshot.number)}`),
    onHappening: (happening) => log.push(happening.kind === "page" ? happening.page : happening.kind),
    onGap: () => log.push("gap"),
    onFailure: () => log.push("failure"),
  });
  return { log, following };
}

describe("the stream of events", () => {
  test("what came while the snapshot was read is taken once, and only what is newer", async () => {
    const agent = new SlowAgent();
    agent.number = 5;
    const { log } = followed(agent);
    await settled();
    agent.tell(5);
    agent.tell(6, { kind: "page", page: "activity" });
    await agent.answer();
    agent.tell(7);
    agent.tell(7);
    expect(log).toEqual(["snapshot 5", "activity", "changed"]);
  });

  test("a page that is asked for while the snapshot is read again is gone to, once", async () => {
    const agent = new SlowAgent();
    const { log, following } = followed(agent);
    await agent.answer();
    const stream = await following;
    agent.number = 2;
    agent.askedPage = { number: 1, page: "help" };
    void stream.readAgain();
    // The answer is under way already, and newer than both.
    agent.tell(1, { kind: "page", page: "help" });
    agent.tell(2);
    await agent.answer();
    expect(log).toEqual(["snapshot 0", "snapshot 2", "help"]);
    void stream.readAgain();
    await agent.answer();
    expect(log).toEqual(["snapshot 0", "snapshot 2", "help", "snapshot 2"]);
  });

  test("a page that was asked for before the window listened is gone to", async () => {
    const agent = new SlowAgent();
    agent.number = 4;
    agent.askedPage = { number: 3, page: "dossiers" };
    const { log } = followed(agent);
    await agent.answer();
    expect(log).toEqual(["snapshot 4", "dossiers"]);
  });

  test("a wish that came as an event is not followed again with the next snapshot", async () => {
    const agent = new SlowAgent();
    const { log, following } = followed(agent);
    await agent.answer();
    agent.tell(1, { kind: "page", page: "help" });
    agent.number = 1;
    agent.askedPage = { number: 1, page: "help" };
    void (await following).readAgain();
    await agent.answer();
    // A snapshot may know of a wish whose event is still to come.
    agent.askedPage = { number: 2, page: "activity" };
    void (await following).readAgain();
    await agent.answer();
    agent.tell(2, { kind: "page", page: "activity" });
    agent.tell(3);
    expect(log).toEqual(["snapshot 0", "help", "snapshot 1", "snapshot 1", "activity", "changed"]);
  });

  test("a number that is missing has everything read again", async () => {
    const agent = new SlowAgent();
    const { log } = followed(agent);
    await agent.answer();
    agent.tell(1);
    agent.number = 3;
    agent.tell(3);
    await agent.answer();
    agent.tell(4);
    expect(log).toEqual(["snapshot 0", "changed", "gap", "snapshot 3", "changed"]);
  });

  test("an agent that did not answer is asked again when it speaks", async () => {
    const agent = new SlowAgent();
    const { log } = followed(agent);
    await agent.answer(true);
    expect(log).toEqual(["failure"]);
    agent.number = 2;
    agent.tell(2);
    await agent.answer();
    expect(log).toEqual(["failure", "snapshot 2"]);
  });

  test("a reading that was asked for during another one is done after it", async () => {
    const agent = new SlowAgent();
    const { log, following } = followed(agent);
    await agent.answer();
    const stream = await following;
    void stream.readAgain();
    void stream.readAgain();
    void stream.readAgain();
    agent.number = 1;
    await agent.answer();
    await agent.answer();
    expect(log).toEqual(["snapshot 0", "snapshot 0", "snapshot 1"]);
    expect(agent.answers).toEqual([]);
  });

  test("nothing is shown any more once it was stopped", async () => {
    const agent = new SlowAgent();
    const { log, following } = followed(agent);
    await agent.answer();
    (await following).stop();
    agent.tell(1);
    expect(log).toEqual(["snapshot 0"]);
  });
});
