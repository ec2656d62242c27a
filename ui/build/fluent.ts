import type { Plugin } from "vite";

/** Of the agent's messages, those that windows show; the rest belongs to the tray, to notifications and to the terminal. */
const SHARED_WITH_WINDOWS = /^(action-|tray-|moment$)/;

/** Lets a Fluent file be imported as a text, without its comments and, for the agent's, without what windows never show.
 * `?all` imports the whole of it. */
export function fluent(): Plugin {
  return {
    name: "fluent",
    enforce: "pre",
    transform(source, id) {
      const [path = "", query] = id.split("?");
      if (!path.endsWith(".ftl")) {
        return undefined;
      }
      const isWanted = path.includes("/crates/") && query !== "all" ? (key: string) => SHARED_WITH_WINDOWS.test(key) : () => true;
      return { code: `export default ${JSON.stringify(withoutTheRest(source, isWanted))};`, map: null };
    },
  };
}

/** Keeps the messages that are wanted; a message goes on as long as its lines are indented or close a selector. */
export function withoutTheRest(source: string, isWanted: (key: string) => boolean): string {
  let isKept = false;
  const lines = source.split("\n").filter((line) => {
    const start = /^([a-z][\w-]*) *=/.exec(line);
    if (start !== null) {
      isKept = isWanted(start[1] ?? "");
    } else if (line.startsWith("#") || line.trim() === "") {
      return false;
    }
    return isKept;
  });
  return `${lines.join("\n")}\n`;
}
