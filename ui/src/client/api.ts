/** What crosses between the agent and its windows: types made from those of the agent. */

export type { CommandName, Commands } from "../generated/commands.ts";
export type * from "../generated/types.ts";
