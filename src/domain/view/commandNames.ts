/** What people, and programs for them, can request of a node. */
export const commandNames = ["start", "stop", "restart", "signal", "add", "remove", "scale"] as const;
export type CommandName = (typeof commandNames)[number];
