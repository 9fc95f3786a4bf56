import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchFiles } from "../../src/adapters/node/files/watchFiles.ts";

class Watcher extends EventEmitter {
  close(): void {
    this.emit("closed");
  }
}

const watchers: Array<Watcher> = [];

vi.mock("node:fs", async (original) => ({
  ...(await original<typeof import("node:fs")>()),
  watch: (_: string, told: () => void) => {
    const watcher = new Watcher().on("change", told);
    watchers.push(watcher);
    return watcher;
  },
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

// The error of a watcher that was closed already had the files looked at every two seconds, for ever.
it("a closed watcher reports nothing", () => {
  const watch = watchFiles(new Map([["/no/such/folder/sentinel.yaml", "it was there"]]), () => undefined);
  expect(vi.getTimerCount()).toBe(1);
  watch.close();
  for (const watcher of watchers) {
    watcher.emit("change");
    watcher.emit("error", new Error("its folder has gone"));
  }
  expect(watchers.length).toBeGreaterThan(0);
  expect(vi.getTimerCount()).toBe(0);
});
