import type { ActionName } from "../../../../src/domain/Event.ts";

/** Everything that can be asked for, in words. */
const names: Readonly<Record<ActionName, string>> = {
  login: "log in",
  logout: "log out",
  setup: "set up",
  start: "start",
  stop: "stop",
  run: "run",
  pause: "pause",
  resume: "resume",
  skip_next: "skip the next instant",
  restart: "restart",
  signal: "signal",
  reload: "reload",
  scale: "scale",
  add: "add a child",
  remove: "remove a child",
  edit: "edit a child",
  apply: "apply",
  write_file: "write the file",
  rollback: "roll back",
  create_user: "add a user",
  update_user: "change a user",
  delete_user: "remove a user",
  reset_user: "make a password link",
  change_password: "change a password",
  create_link: "make a link for an admin",
  create_key: "make a key",
  update_key: "change a key",
  delete_key: "revoke a key",
  create_ping_key: "make a ping address",
  provision: "create a check by a report",
  create_token: "make a token",
  delete_session: "end a session",
  update_settings: "change the settings",
  hand_over: "hand over",
  shutdown: "shut down",
};

export const actions = Object.entries(names) as ReadonlyArray<readonly [name: ActionName, words: string]>;

/** The action in words; an action of a newer daemon by its own name. */
export const actionInWords = (action: string): string =>
  (names as Readonly<Record<string, string | undefined>>)[action] ?? action.replaceAll("_", " ");
