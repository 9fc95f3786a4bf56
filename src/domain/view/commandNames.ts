/** The commands that users, and programs on their behalf, can give to a node. */
export const commandNames = [
  "start",
  "stop",
  "restart",
  "reload",
  "signal",
  "add",
  "remove",
  "scale",
] as const;
export type CommandName = (typeof commandNames)[number];
