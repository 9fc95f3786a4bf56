import { expect, it, vi } from "vitest";
import { inPlace, texts } from "./place.ts";

const system = vi.hoisted(() => ({ hasDescriptors: true }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const openSync: typeof fs.openSync = (file, ...how) => {
    if (system.hasDescriptors || !String(file).endsWith("/out")) return fs.openSync(file, ...how);
    throw Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });
  };
  return { ...fs, openSync };
});

const run = { path: "web/api", run: 1 };

// Cause: what could not be opened counted as removed. Whoever followed was told what came after that, and never these
// lines; one whose stream fails asks again for what is behind the last line that he has.
it("lines that can't be read for want of descriptors are not passed over", () =>
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
