import { closeSync, openSync, readSync, statSync, truncateSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import type { LiveRange } from "../archive/Archive.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import { clearIntent, readOrigin, recoverOrigin, writeOrigin } from "../files/origin.ts";
import { maxLineLength } from "../tail/framing.ts";
import { archiveLive } from "./archiveLive.ts";
import type { Reclaim } from "./Reclaim.ts";

/** Below this it is not worth stopping the program; and it must be longer than a partial line. */
const minimumBytes = 2 * maxLineLength;

/** How often to check whether a stopped program has finished its write, and the interval, in ms. */
const quiet = { between: 2, looks: 50 };

/**
 * For file systems without hole punching (HFS+, SMB): stop the program for a moment, archive what it has printed since, and
 * truncate its file. The intent is recorded first, so that the next daemon can complete or undo it and continue the
 * program.
 */
export const reclaimByFreezing =
  (crashPoint: CrashPointHook): Reclaim =>
  async (child: ChildOutput, { run, stream, from }: LiveRange) => {
    const file = child.archive.fileOf(run, stream);
    const { shift } = readOrigin(file);
    if (from - shift < minimumBytes) return;
    writeOrigin(file, { shift, intent: { kind: "freeze" } });
    crashPoint("output.freezing");
    await child.signal(run, "SIGSTOP");
    try {
      const isQuiet = await waitUntilQuiet(file);
      child.tracked.get(run)?.readNow();
      const live = (): LiveRange => child.archive.liveOf(run, stream);
      while (await archiveLive(child, live(), Number.POSITIVE_INFINITY, crashPoint));
      if (isQuiet && live().from === child.endOf(run, stream)) truncateToTail(child, live(), crashPoint);
    } finally {
      recoverOrigin(file);
      crashPoint("output.restored");
      child.tracked.get(run)?.reloadOrigin(stream);
      await child.signal(run, "SIGCONT");
      clearIntent(file);
    }
    crashPoint("output.freed");
  };

/** A stopped process first completes its current write. */
const waitUntilQuiet = async (file: string): Promise<boolean> => {
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
 * Truncate the file to the partial line at its end; `recoverOrigin` completes it. Synchronous, so that nothing reads
 * the file in between.
 */
const truncateToTail = (
  { archive }: ChildOutput,
  { run, stream, from }: LiveRange,
  crashPoint: CrashPointHook,
): void => {
  const file = archive.fileOf(run, stream);
  const { shift } = readOrigin(file);
  const tail = Buffer.alloc(statSync(file).size - (from - shift));
  // Longer than a partial line: another process is still printing.
  if (tail.length > maxLineLength) return;
  const descriptor = openSync(file, "r");
  readSync(descriptor, tail, 0, tail.length, from - shift);
  closeSync(descriptor);
  writeOrigin(file, { shift, intent: { kind: "truncate", shift: from, tail: tail.toString("base64") } });
  crashPoint("output.truncating");
  truncateSync(file);
  crashPoint("output.truncated");
};
