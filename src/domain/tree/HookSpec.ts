import { Schema } from "effect";
import { Command } from "./Command.ts";

/** A command that is run at a moment in the life of a child's runs, as the child itself is: its user, folder and environment. */
export const Hook = Schema.Struct({
  command: Command,
  /** It is killed, and has failed, if it takes longer. */
  timeoutMs: Schema.Number.pipe(Schema.positive()),
});
export type Hook = typeof Hook.Type;

/** The hooks of a child. Source: systemd, ExecStartPre, ExecStartPost, ExecStop and ExecStopPost. */
export const Hooks = Schema.Struct({
  /** Before the process is started; if it fails, the start has failed. */
  before_start: Schema.optional(Hook),
  /** Once the process is ready, before its start is complete. */
  after_start: Schema.optional(Hook),
  /** Before the stop signal is sent. */
  before_stop: Schema.optional(Hook),
  /** After the process has ended, however it did; a restart waits for it. */
  after_exit: Schema.optional(Hook),
});
export type Hooks = typeof Hooks.Type;

export type HookName = keyof Hooks;

/** In the order in which a run has them. */
export const hookNames = [
  "before_start",
  "after_start",
  "before_stop",
  "after_exit",
] as const satisfies ReadonlyArray<HookName>;

/** What `reload` does to a running child: a signal to its process group, or a command beside it. */
export const Reload = Schema.Union(Schema.Struct({ signal: Schema.String }), Hook);
export type Reload = typeof Reload.Type;
