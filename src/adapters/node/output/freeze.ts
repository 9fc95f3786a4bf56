import { closeSync, openSync, readSync, statSync, truncateSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Live } from "./Archive.ts";
import { archiveLive } from "./archiveLive.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { longestLine } from "./framing.ts";
import type { GiveBack } from "./GiveBack.ts";
import { forgetIntent, readOrigin, settleOrigin, writeOrigin } from "./origin.ts";
import type { StepObserver } from "./steps.ts";

/** Less than this is not worth stopping anybody; and it must be more than the beginning of a line. */
const worthwhile = 2 * longestLine;

/** Between two looks whether a stopped program is quiet, in ms, and how many looks it gets. */
const quiet = { between: 2, looks: 50 };

/**
 * Where no holes can be punched (macOS): stop the program for a moment, archive what it has printed since, and
 * empty its file. What it is about to do is written down before, so that the next daemon can complete or undo
 * it and let the program go on.
 */
export const byFreezing =
  (step: StepObserver): GiveBack =>
  async (child: ChildOutput, { run, stream, from }: Live) => {
    const file = child.archive.fileOf(run, stream);
    const { shift } = readOrigin(file);
    if (from - shift < worthwhile) return;
    writeOrigin(file, { shift, intent: { kind: "freeze" } });
    step("output.freezing");
    await child.signal(run, "SIGSTOP");
    try {
      const isQuiet = await untilQuiet(file);
      child.tracked.get(run)?.lookAgain();
      const live = (): Live => child.archive.liveOf(run, stream);
      while (await archiveLive(child, live(), Number.POSITIVE_INFINITY, step));
      if (isQuiet && live().from === child.endOf(run, stream)) empty(child, live(), step);
    } finally {
      settleOrigin(file);
      step("output.begun-anew");
      child.tracked.get(run)?.begunAnew(stream);
      await child.signal(run, "SIGCONT");
      forgetIntent(file);
    }
    step("output.freed");
  };

/** A stopped process first completes the write that it is in. */
const untilQuiet = async (file: string): Promise<boolean> => {
  const size = (): number => statSync(file).size;
  for (let looks = 0, last = -1; looks < quiet.looks; looks += 1) {
    const now = size();
    if (now === last) return true;
    last = now;
    await sleep(quiet.between);
  }
  return false;
};

/**
 * Empty the file but for the beginning of a line at its end, and leave it to be settled what has become of it.
 * In one go: nobody looks at it in between.
 */
const empty = ({ archive }: ChildOutput, { run, stream, from }: Live, step: StepObserver): void => {
  const file = archive.fileOf(run, stream);
  const { shift } = readOrigin(file);
  const tail = Buffer.alloc(statSync(file).size - (from - shift));
  // More than the beginning of a line: somebody goes on printing all the same.
  if (tail.length > longestLine) return;
  const descriptor = openSync(file, "r");
  readSync(descriptor, tail, 0, tail.length, from - shift);
  closeSync(descriptor);
  writeOrigin(file, { shift, intent: { kind: "truncate", shift: from, tail: tail.toString("base64") } });
  step("output.truncating");
  truncateSync(file);
  step("output.truncated");
};
