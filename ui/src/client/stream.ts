import type { Event, Happening, Snapshot } from "./api.ts";
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
 */
export async function follow(client: Client, follower: Follower): Promise<Following> {
  let last: number | undefined;
  let isStopped = false;
  let reading: Promise<void> | undefined;
  let isReadingOutdated = false;
  let waiting: Event[] = [];

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
      follower.onHappening(event.happening);
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
