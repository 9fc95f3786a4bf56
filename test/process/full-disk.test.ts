import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Context, Effect, Layer } from "effect";
import { afterAll, describe, expect, it, vi } from "vitest";
import { SpareDirectories } from "../../src/adapters/node/process/records/SpareDirectories.ts";
import { errorCodeIn, systemError } from "../../src/adapters/node/process/systemError.ts";
import { noCrashPoints } from "../../src/ports/home/CrashPoints.ts";
import { ProcessSpawner } from "../../src/ports/machine/ProcessSpawner.ts";
import { needs } from "../support/needs.ts";
import { serviceOf, spawnerLayer } from "./world.ts";

/** A file system of 2 MB, or why there is none. */
const folder = mkdtempSync(join(tmpdir(), "sentinel-full-"));
const mount = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "sentinel", folder], { encoding: "utf8" });
const problem = mount.status === 0 ? null : (mount.stderr ?? String(mount.error)).trim();
const onSmallDisk = needs(problem === null ? null : `no file system of 2 MB can be mounted: ${problem}`);
const waitLong = { timeout: 30_000, interval: 50 };
const ballast = join(folder, "ballast");

afterAll(async () => {
  // A fork server that was let go has its FIFO open for a moment still.
  if (!problem) await vi.waitFor(() => expect(spawnSync("umount", [folder]).status).toBe(0), waitLong);
  rmSync(folder, { recursive: true });
});

const fill = () => spawnSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=4k"]);

describe("a start on a full disk", () => {
  // The next daemon took such a directory for a run that had begun and failed, and counted it.
  onSmallDisk("is refused by the system's word, and leaves no run behind", () => {
    const home = join(folder, "first");
    mkdirSync(home);
    const body = Effect.gen(function* () {
      const spawner = Context.get(yield* Layer.build(spawnerLayer(home)), ProcessSpawner);
      const spawn = (run: number) =>
        spawner.spawn({ path: "child", run, spec: serviceOf(["exits-with", "0"]) });
      yield* (yield* spawn(1)).end;
      fill();
      expect(yield* Effect.flip(spawn(2))).toMatchObject({ _tag: "SpawnFailed", code: "ENOSPC" });
      expect(readdirSync(join(home, "runs", "child"))).toEqual(["1"]);
      rmSync(ballast);
      expect(yield* (yield* spawn(3)).end).toMatchObject({ exit: { code: 0 } });
    });
    return Effect.runPromise(Effect.scoped(body));
  });

  // Each try left 64 of them, and the next daemon took those whose status had got no room for whole.
  onSmallDisk("leaves no directories behind that were made ahead of need", async () => {
    const home = join(folder, "second");
    mkdirSync(home);
    fill();
    const spares = new SpareDirectories(home, noCrashPoints);
    await expect(spares.moveTo(join(home, "run"))).rejects.toThrow("ENOSPC");
    expect(readdirSync(join(home, "spare"))).toEqual([]);
    rmSync(ballast);
    await spares.moveTo(join(home, "run"));
    expect(readdirSync(join(home, "run"))).toContain("status");
  });
});

describe("a directory made ahead of need", () => {
  it("is not used without the space reserved for the exit status", () => {
    const home = mkdtempSync(join(tmpdir(), "sentinel-full-"));
    try {
      mkdirSync(join(home, "spare", "half"), { recursive: true });
      writeFileSync(join(home, "spare", "half", "status"), "");
      new SpareDirectories(home, noCrashPoints);
      expect(readdirSync(join(home, "spare"))).toEqual([]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

describe("the error of a helper program", () => {
  it("is reported by the system's error name", () => {
    expect(errorCodeIn("mkfifo: cannot create fifo '/x/forks': No space left on device")).toBe("ENOSPC");
    expect(errorCodeIn("mkfifo: cannot create fifo '/x/forks': Permission denied")).toBeUndefined();
    expect(errorCodeIn("sentinel-shim: 0: Cannot fork")).toBe("EAGAIN");
    expect(errorCodeIn("sh: 1: cannot create out: Too many open files in system")).toBe("ENFILE");
    expect(errorCodeIn("sh: 1: cannot create out: Too many open files")).toBe("EMFILE");
  });

  it("is its last line, not the whole command", () => {
    const said =
      "Command failed: mkfifo -m 600 /a /b\nmkfifo: cannot create fifo '/a': Disk quota exceeded\n";
    expect(systemError(new Error(said))).toMatchObject({
      code: "EDQUOT",
      message: "the process could not be started: mkfifo: cannot create fifo '/a': Disk quota exceeded",
    });
  });
});
