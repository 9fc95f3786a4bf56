import { Context, Effect, Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { treeOf } from "../policy/trees.ts";
import { type Machine, onMachine, pass, written } from "./machine.ts";

const file = `
children:
  jobs:
    provision: { check: { every: 10s, grace: 5s }, max_checks: 2 }
    children: { declared: { check: { every: 1d } } }
  web: { command: web, min_uptime: 0 }`;

type Daemon = Effect.Effect.Success<ReturnType<Machine["daemon"]>>;

const checksOf = ({ supervision }: Daemon) =>
  supervision
    .viewsNow()
    .views.flatMap((view) => (view.kind === "check" ? [`${view.path} ${view.check}`] : []));

const report = {
  kind: "success",
  exit: null,
  id: null,
  claimed: null,
  body: null,
  bodySize: 0,
  by: "ping",
} as const;

/** Create a check and report for it. */
const reported = ({ supervision }: Daemon, name: string) =>
  Effect.flatMap(supervision.provision("jobs", name, "ping"), ({ path }) =>
    supervision.checkIn(path, report),
  );

const refusals = ({ supervision }: Daemon, path: string, name: string) =>
  Effect.map(Effect.flip(supervision.provision(path, name, "ping")), ({ reason, message }) => [
    reason,
    message,
  ]);

describe("a supervisor that creates checks on demand", () => {
  it("creates each once, as many as it may, with what is expected of them, and stores a revision", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(file);
        yield* reported(daemon, "a");
        yield* reported(daemon, "a");
        yield* reported(daemon, "b");
        expect(checksOf(daemon)).toEqual(["jobs/declared new", "jobs/a up", "jobs/b up"]);
        expect(yield* refusals(daemon, "jobs", "c")).toEqual([
          "invalid_spec",
          "no check can be created under jobs: there are 2 already, as many as `provision.max_checks` allows",
        ]);
        expect(yield* daemon.supervision.provision("jobs", "declared", "ping")).toEqual({
          ...{ path: "jobs/declared", isNew: false },
        });
        yield* pass(16_000);
        expect(checksOf(daemon).slice(1)).toEqual(["jobs/a down", "jobs/b down"]);
        yield* written;
        const made = (yield* machine.journal.read({})).flatMap((entry) =>
          entry.type === "revision" ? [entry.reason] : [],
        );
        expect(made).toEqual(["jobs/a was created by a report", "jobs/b was created by a report"]);
        const { sentences, facts } = yield* daemon.supervision.explain("jobs");
        expect(sentences).toContain(
          "Reports create checks under it: 2 of at most 2; `sentinel ping jobs --new-address` makes its address.",
        );
        expect(facts).toMatchObject({ provision: { max_checks: 2, checks: 2 } });
      }),
    ));

  it("is the only one: other children, and names that no child can have, are refused", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(file);
        expect((yield* refusals(daemon, "", "a"))[0]).toBe("not_a_check");
        expect((yield* refusals(daemon, "web", "a"))[0]).toBe("not_a_check");
        expect((yield* refusals(daemon, "jobs/declared", "a"))[0]).toBe("not_a_check");
        for (const name of ["", "a/b", "#1", "..", "Declared", "x".repeat(101)])
          expect((yield* refusals(daemon, "jobs", name))[0], name).toBe("invalid_spec");
        yield* daemon.supervision.stop("jobs", { by: "user:me", wait: true });
        expect((yield* refusals(daemon, "jobs", "a"))[0]).toBe("supervisor_down");
      }),
    ));

  it("keeps them when the file is applied again, until they are removed or it creates none any more", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(file);
        yield* reported(daemon, "a");
        yield* reported(daemon, "b");
        const { supervision } = daemon;
        const how = { by: "user:me", source: "/srv/test.yaml", message: "applied" };
        expect((yield* supervision.plan(treeOf(file))).steps).toEqual([]);
        const longer = treeOf(file.replace("every: 10s", "every: 1h"));
        const applied = yield* supervision.apply(longer, how);
        expect(applied.steps.map(({ action, path }) => `${action} ${path}`).sort()).toEqual([
          ...["update jobs", "update jobs/a", "update jobs/b"],
        ]);
        yield* supervision.remove("jobs/a", { by: "user:me", wait: true });
        expect(checksOf(daemon)).toEqual(["jobs/declared new", "jobs/b up"]);
        yield* supervision.apply(treeOf(file.replace(/provision: .*\n/, "\n")), how);
        expect(checksOf(daemon)).toEqual(["jobs/declared new"]);
      }),
    ));

  it("has them under the next daemon, also after a stop in good order, and its file has not changed by them", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const revisions = Context.get(yield* Layer.build(memoryRevisions.layer), Revisions);
        const first = yield* machine.daemon(file, { revisions });
        yield* reported(first, "a");
        yield* written;
        yield* first.die;
        const second = yield* machine.daemon(file, { revisions });
        expect(checksOf(second)).toEqual(["jobs/declared new", "jobs/a up"]);
        expect(yield* second.supervision.fileNote).toBeNull();
        yield* second.supervision.shutdown("in_order", "user:me");
        yield* written;
        yield* second.die;
        const third = yield* machine.daemon(file, { revisions });
        expect(checksOf(third)).toEqual(["jobs/declared new", "jobs/a up"]);
      }).pipe(Effect.scoped),
    ));
});
