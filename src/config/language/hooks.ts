import { Schema } from "effect";
import { show } from "../diagnostics/show.ts";
import { Signal } from "./fields/process.ts";
import { Text } from "./fields/text.ts";
import { PositiveDuration } from "./fields/units.ts";
import { key, map, required } from "./keys.ts";

/** Hooks and reloads in the language of `sentinel.yaml`. They are explained in docs/hooks.md and docs/reload.md. */

const Words = Schema.NonEmptyArray(Text).annotations({
  message: ({ actual }) => `expected a list of words, found ${show(actual)}`,
});
const Line = Schema.Union(Text, Words);

const timeout = key(PositiveDuration, "It is killed, and has failed, if it takes longer.", "30s");

const HookKeys = map("{ command: ./migrate, timeout: 1m }", {
  command: required(
    Line,
    "The command: a line, which is run by /bin/sh if it needs a shell, or a list of words.",
  ),
  timeout,
});

const Hook = Schema.Union(Text, Words, HookKeys);
export type HookFile = typeof Hook.Type;

export const Hooks = map("{ before_start: ./migrate }", {
  before_start: key(Hook, "Before its process is started. If it fails, the start has failed."),
  after_start: key(
    Hook,
    "Once it is ready; its start is complete after that. If it fails, the start has failed.",
  ),
  before_stop: key(Hook, "Before its stop signal is sent, which is sent however the hook ends."),
  after_exit: key(
    Hook,
    "After its process has ended, however it did; the variables `SENTINEL_OUTCOME`, `SENTINEL_EXIT_CODE` and `SENTINEL_EXIT_SIGNAL` say how. A restart waits for it.",
  ),
});

const ReloadKeys = map("{ signal: SIGHUP }", {
  signal: key(Signal, "The signal to its process group."),
  command: key(Line, "A command that is run beside it; `SENTINEL_PID` is the pid of its process."),
  timeout,
});

export const Reload = Schema.Union(Signal, ReloadKeys);
