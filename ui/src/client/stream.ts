import type { Event, Happening, Page, Snapshot } from "./api.ts";
import type { Client } from "./client.ts";

/** What follows from the stream. */
export interface Follower {
  /** How things are now. */
  onSnapshot(snapshot: Snapshot): void;
  /** Something happened. */
  onHappening(happening: Happening): void;
  /** Events were missed: whatever was read before may be old. */
  onGap(): void;
  /** The agent could not be asked. */
  onFailure(error: unknown): void;
}

/** How things are, kept up to date. */
export interface Following {
  /** Reads how things are once more. */
  readAgain(): Promise<void>;
  /** Follows no longer. */
  stop(): void;
}

/**
 * Reads how things are and follows the numbered events from there. What a snapshot contains already is passed over; a
 * number that is missing means that something was missed, and all is read again.
 *
 * A page that somebody asks for is no state that a snapshot could show: it is told once for each wish, whether the event
 * or the snapshot brings it.
 */
export async function follow(client: Client, follower: Follower): Promise<Following> {
  let last: number | undefined;
  let isStopped = false;
  let reading: Promise<void> | undefined;
  let isReadingOutdated = false;
  let waiting: Event[] = [];
  let lastWish = 0;

  const tellWish = (number: number, page: Page): void => {
    if (number > lastWish) {
      lastWish = number;
      follower.onHappening({ kind: "page", page });
    }
  };

  const take = (event: Event): void => {
    if (reading !== undefined || last === undefined) {
      waiting.push(event);
      if (reading === undefined) {
        void readAgain();
      }
    } else if (event.number > last + 1) {
      waiting.push(event);
      follower.onGap();
      void readAgain();
    } else if (event.number === last + 1) {
      last = event.number;
      if (event.happening.kind === "page") {
        tellWish(event.number, event.happening.page);
      } else {
        follower.onHappening(event.happening);
      }
    }
  };

  const read = async (): Promise<void> => {
    try {
      do {
        isReadingOutdated = false;
        const snapshot = await client.call("snapshot", null);
        if (isStopped) {
          return;
        }
        last = snapshot.number;
        follower.onSnapshot(snapshot);
        if (snapshot.asked_page !== null) {
          tellWish(snapshot.asked_page.number, snapshot.asked_page.page);
        }
        // Read by the loop below, which may have begun before what made it necessary.
      } while (isReadingOutdated);
    } catch (error) {
      follower.onFailure(error);
    }
    reading = undefined;
    if (last === undefined) {
      waiting = [];
    }
    const late = waiting.sort((one, other) => one.number - other.number);
    waiting = [];
    late.forEach(take);
  };

  const readAgain = (): Promise<void> => {
    if (reading === undefined) {
      reading = read();
    } else {
      isReadingOutdated = true;
    }
    return reading;
  };

  const unsubscribe = await client.subscribe(take);
  await readAgain();
  return {
    readAgain,
    stop() {
      isStopped = true;
      unsubscribe();
    },
  };
}
