import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { watchFiles } from "../../src/adapters/node/files/watchFiles.ts";

vi.mock("node:fs", async (original) => ({
  ...(await original<typeof import("node:fs")>()),
  watch: () => {
    throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
  },
}));

it("files are polled if the system has no watches left", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-watch-"));
  const file = join(folder, "sentinel.yaml");
  let told = 0;
  const watch = watchFiles(new Map([[file, ""]]), () => {
    told += 1;
  });
  try {
    writeFileSync(file, "name: shop");
    await vi.waitFor(() => expect(told).toBe(1), { timeout: 10_000, interval: 20 });
  } finally {
    watch.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
