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
      const isWanted =
        path.includes("/crates/") && query !== "all" ? (key: string) => SHARED_WITH_WINDOWS.test(key) : () => true;
      const kept = withoutTheRest(source, isWanted);
      // The agent's words stand in the tray and in notifications, too, and are the same everywhere.
      const text = path.includes("/crates/") ? kept : withUnbrokenSpaces(kept, path.endsWith("/fr.ftl"));
      return { code: `export default ${JSON.stringify(text)};`, map: null };
    },
  };
}

/** No line begins with what closes, nor ends with what opens: quotation marks, and in French the high punctuation. */
export function withUnbrokenSpaces(text: string, isFrench: boolean): string {
  const quoted = text.replaceAll("« ", "«\u00a0").replaceAll(" »", "\u00a0»");
  return isFrench ? quoted.replaceAll(/ (?=[?!;:](?:\s|$))/g, "\u00a0") : quoted;
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
