import { rmSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turnOver } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { inPlace, texts } from "./place.ts";

const { refusing, system } = await vi.hoisted(() => import("../support/refusing.ts"));

vi.mock("node:fs", async (original) => refusing(await original()));

const run = { path: "web/api", run: 1 };

// Cause: what could not be opened counted as removed. Whoever followed was told what came after that, and never these
// lines; one whose stream fails asks again for what is behind the last line that he has.
it("lines that can't be read for lack of descriptors are not skipped", () =>
  inPlace(async ({ make, print, open }) => {
    const { track, drained, read } = await open();
    make(run);
    await track(run);
    print(run, "out", "one\n");
    await drained(run);
    system.hasDescriptors = false;
    await expect(read()).rejects.toThrow("EMFILE");
    system.hasDescriptors = true;
    expect(texts(await read())).toEqual(["one"]);
  }));

// Cause: only what could not be recorded was tried again. That the file itself could not be opened was thrown into the
// event loop, and the daemon died of it.
it("lines that are printed while there are no descriptors are found once there are some", () =>
  inPlace(async ({ make, print, open }) => {
    const { track, read } = await open();
    make(run);
    await track(run);
    system.hasDescriptors = false;
    system.refusals = 0;
    print(run, "out", "one\n");
    await vi.waitFor(() => expect(system.refusals).toBeGreaterThan(0));
    await turnOver();
    system.hasDescriptors = true;
    await vi.waitFor(async () => expect(texts(await read())).toEqual(["one"]));
  }));

// Cause: the same, where it could not be written down that the program had emptied its file.
it("a program may truncate its file on a full disk", () =>
  inPlace(async ({ home, make, print, open }) => {
    const { track, read } = await open();
    const directory = make(run);
    await track(run);
    print(run, "out", "one and more\n");
    await vi.waitFor(async () => expect(texts(await read())).toEqual(["one and more"]));
    const inTheWay = join(home, "output", "web+api", "1", "out.origin.new");
    symlinkSync("/dev/full", inTheWay);
    truncateSync(join(directory, "out"));
    print(run, "out", "two\n");
    await read();
    rmSync(inTheWay);
    print(run, "out", "three\n");
    await vi.waitFor(async () => expect(texts(await read())).toEqual(["two", "three"]));
  }));
