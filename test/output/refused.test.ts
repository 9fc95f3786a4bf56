import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turnOver } from "node:timers/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { ChildOutput } from "../../src/adapters/node/output/child/ChildOutput.ts";
import { RetentionWorker } from "../../src/adapters/node/output/retention/RetentionWorker.ts";
import { Pump } from "../../src/adapters/node/output/tail/Pump.ts";
import { inPlace, texts, upTo } from "./place.ts";

const path = "web/api";

// Cause: what the store could not open or make was a defect in the fiber of the run. Its process lived on, and nobody
// waited for it: never ready, never restarted, not even stopped. And that it had failed once was kept for ever.
it("a run whose output can't be recorded is still supervised, and recorded once that is possible", () =>
  inPlace(async ({ home, make, print, open }) => {
    mkdirSync(join(home, "output"), { recursive: true });
    const inTheWay = join(home, "output", "web+api");
    writeFileSync(inTheWay, "");
    const { track, drained, read, alarms } = await open();
    make({ path, run: 1 });
    await track({ path, run: 1 });
    print({ path, run: 1 }, "out", "one\n");
    expect(await drained({ path, run: 1 })).toMatchObject({ complete: false });
    await vi.waitFor(() =>
      expect(alarms[0]).toContain("the output of web/api can't be recorded now: EEXIST"),
    );
    rmSync(inTheWay);
    make({ path, run: 2 });
    await track({ path, run: 2 });
    print({ path, run: 2 }, "out", "two\n");
    expect(await drained({ path, run: 2 })).toMatchObject({ complete: true });
    await vi.waitFor(async () => expect(texts(await read()).toSorted()).toEqual(["one", "two"]));
  }));

// Cause: nobody had caught it. With too little room on the disk and one folder that could not be opened (no descriptors
// left, a bad sector, a stray file) the daemon died of an unhandled rejection, and each next one did.
it("disk space is freed even if the output of another child can't be opened", () =>
  inPlace(async ({ home, make, print, open }) => {
    const out = join(home, "output", "web+api", "1", "out");
    let isShort = false;
    const { track, drained, alarms } = await open({
      reserve: 1000,
      freeSpace: async () => ({ free: isShort && existsSync(out) ? 0 : 2000, total: 1e6 }),
    });
    make({ path, run: 1 });
    await track({ path, run: 1 });
    print({ path, run: 1 }, "out", "one\n");
    await drained({ path, run: 1 });
    writeFileSync(join(home, "output", "stray"), "");
    isShort = true;
    make({ path, run: 2 });
    await track({ path, run: 2 });
    print({ path, run: 2 }, "out", `${"two ".repeat(100)}\n`);
    await drained({ path, run: 2 });
    await vi.waitFor(() =>
      expect(alarms.join()).toContain("removed to make room on the disk: 1 lines of web/api"),
    );
    expect(existsSync(out)).toBe(false);
  }));

// Cause: each look at a child that came to nothing set a timer for the next one, beside those that ran. A child that
// crashed ten times a second on a full disk was looked at hundreds of times a second after a minute.
it("a refused operation is retried once for all requests", () =>
  inPlace(async ({ home }) => {
    const nothing = (): void => undefined;
    const around = {
      home,
      pump: new Pump(),
      onGrowth: nothing,
      onRefused: nothing,
      onLost: nothing,
      onPending: nothing,
      crashPoint: nothing,
    };
    const child = await ChildOutput.open(path, around);
    let looks = 0;
    vi.spyOn(child, "limits", "get").mockImplementation(() => {
      looks += 1;
      throw new Error("no descriptors are left");
    });
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const keeper = new RetentionWorker(
      () => Promise.resolve(),
      nothing,
      () => [],
    );
    for (const round of upTo(20)) {
      keeper.wake(child);
      while (looks < round) await turnOver();
      await turnOver();
    }
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersToNextTimer();
    while (looks < 21) await turnOver();
    await keeper.close();
    expect(vi.getTimerCount()).toBe(1);
  }));
