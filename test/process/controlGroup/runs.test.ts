// With the kernel's own control groups. Where those of version 1 have the controllers, as here, no limit can be set; what a
// group does besides is the same.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect } from "vitest";
import { inWorld, lives, nextDaemon, serviceOf, until, wrap } from "../world.ts";
import { groupOf, needsControlGroups, needsControlGroupsAsRoot, procFor, realGroup } from "./hierarchies.ts";

/** A delegated group of the kernel, with that of the daemon in it. */
const delegated = (): { readonly folder: string; readonly ownProc: string } => {
  const folder = realGroup();
  mkdirSync(join(folder, "daemon"));
  return { folder, ownProc: procFor(folder, "/daemon") };
};

const limited = (name: string) => serviceOf([name], { runLimits: { processes: 50 } });

/** The groups of runs in a delegated group. */
const groupsIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith("sentinel-"))
    .flatMap(({ name }) =>
      readdirSync(join(folder, name), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [join(folder, name, entry.name)] : [],
      ),
    );

describe("the control group of a run", () => {
  needsControlGroups(
    "has its command and what that starts in it, but not its shim, and is removed with the run",
    () => {
      const { folder, ownProc } = delegated();
      return inWorld(
        async ({ start }) => {
          const run = await start({
            ...limited("waits"),
            command: { shell: "sleep 1000 & echo child $!; wait" },
          });
          const child = await run.said("child");
          const [group = ""] = groupsIn(folder);
          expect(groupOf(run.pid).endsWith("/child.1")).toBe(true);
          expect(groupOf(child)).toBe(groupOf(run.pid));
          const status = readFileSync(join(run.directory, "status"), "latin1");
          const shim = Number(/^shim (\d+)/m.exec(status)?.[1]);
          expect(groupOf(shim)).toBe(groupOf("self"));
          await run.kill();
          expect(await run.end).toMatchObject({ exit: { signal: "SIGKILL" }, survivors: [] });
          expect(existsSync(group)).toBe(false);
        },
        { ownProc },
      );
    },
  );

  needsControlGroups("is made only for a run with limits", () => {
    const { folder, ownProc } = delegated();
    return inWorld(
      async ({ start }) => {
        const run = await start(serviceOf(["waits"]));
        expect(groupsIn(folder)).toEqual([]);
        expect(groupOf(run.pid)).toBe(groupOf("self"));
        expect(run.process.unenforced?.()).toBeNull();
      },
      { ownProc },
    );
  });

  needsControlGroups(
    "holds what has left the group, the session and the environment of the run, and ends it",
    () => {
      const { ownProc } = delegated();
      return inWorld(
        async ({ start }) => {
          const run = await start(limited("clears-environment"));
          const escaped = await run.said("bare");
          await run.kill();
          await run.end;
          expect(lives(escaped)).toBe(false);
        },
        { ownProc },
      );
    },
  );

  needsControlGroupsAsRoot("is joined by a run of another user, who may not write to it", () => {
    const { ownProc } = delegated();
    return inWorld(
      async ({ start }) => {
        for (const groups of [undefined, [65534]]) {
          const run = await start(
            serviceOf(["waits"], {
              ...{ uid: 65534, gid: 65534, cwd: "/", runLimits: { processes: 50 } },
              ...(groups === undefined ? {} : { groups }),
              command: { argv: ["/bin/sleep", "1000"] },
            }),
          );
          expect(groupOf(run.pid)).toMatch(/\/child\.\d$/);
          await run.kill();
          await run.end;
        }
      },
      { ownProc },
    );
  });

  needsControlGroups("is taken over by the next daemon, which removes those of runs that are over", () => {
    const { folder, ownProc } = delegated();
    return inWorld(
      async ({ home, start }) => {
        const run = await start(limited("waits"));
        const orphan = join(
          folder,
          readdirSync(folder).find((name) => name.startsWith("sentinel-")) ?? "",
          "gone.7",
        );
        mkdirSync(orphan);
        const next = await nextDaemon(home, { ownProc });
        const { runs } = await Effect.runPromise(next.left);
        expect(groupsIn(folder).map((group) => group.slice(group.lastIndexOf("/") + 1))).toEqual(["child.1"]);
        const [left] = runs;
        if (left === undefined) throw new Error("its run was not found");
        expect(left.isAsDeclared(limited("waits"))).toBe(true);
        const adopted = wrap(await Effect.runPromise(next.adopt(left, left.spec)), run.directory);
        await adopted.kill();
        await adopted.end;
        await until(() => groupsIn(folder).length === 0);
      },
      { ownProc },
    );
  });

  needsControlGroups("is needed for limits that are declared later: such a run is not as declared", () =>
    inWorld(async ({ home, start }) => {
      await start(serviceOf(["waits"]));
      const { runs } = await Effect.runPromise((await nextDaemon(home)).left);
      expect(runs.map(({ isAsDeclared }) => isAsDeclared(serviceOf(["waits"])))).toEqual([true]);
      expect(runs.map(({ isAsDeclared }) => isAsDeclared(limited("waits")))).toEqual([false]);
    }),
  );

  needsControlGroups("is not another one that the run's user has put into its record", () => {
    const { folder, ownProc } = delegated();
    const other = realGroup();
    return inWorld(
      async ({ home, start }) => {
        const run = await start(limited("waits"));
        writeFileSync(join(run.directory, "cgroup"), JSON.stringify({ folder: other, problem: null }));
        const next = await nextDaemon(home, { ownProc });
        const [left] = (await Effect.runPromise(next.left)).runs;
        if (left === undefined) throw new Error("its run was not found");
        const adopted = wrap(await Effect.runPromise(next.adopt(left, left.spec)), run.directory);
        await adopted.kill();
        await adopted.end;
        expect(existsSync(other)).toBe(true);
        await run.end;
        expect(groupsIn(folder)).toEqual([]);
      },
      { ownProc },
    );
  });
});

describe("a run whose limits can't be enforced", () => {
  needsControlGroups("runs all the same, and says which limits and why", () => {
    const { ownProc } = delegated();
    return inWorld(
      async ({ start }) => {
        const run = await start(serviceOf(["waits"], { runLimits: { memory: 2 ** 30, cpu: 1 } }));
        const text = run.process.unenforced?.() ?? "";
        const controllers = readFileSync(join(realGroup(), "cgroup.controllers"), "latin1");
        expect(text.includes("limits.memory")).toBe(!controllers.includes("memory"));
        expect(lives(run.pid)).toBe(true);
      },
      { ownProc },
    );
  });
});
