import { writeFileSync } from "node:fs";
import { Effect, type Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memory from "../../src/adapters/memory/Revisions.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { JournalError } from "../../src/domain/Errors.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import { retentionOf } from "../../src/domain/stored/Retention.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { treeOf } from "../policy/trees.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("sentinel.db");

const revision = (name: string) => ({
  revision: `sha256:${name}`,
  at: "2026-01-01T00:00:00.000Z",
  by: "user:test",
  source: "/srv/sentinel.yaml",
  message: name,
  tree: treeOf(
    `children: { ${name}: { command: run, env: { KEY: '1' } }, pool: { command: p, replicas: 2 } }`,
  ),
});

const using = <A, E>(
  layer: Layer.Layer<Revisions>,
  use: (revisions: typeof Revisions.Service) => Effect.Effect<A, E>,
) => Effect.runPromise(Effect.provide(Effect.flatMap(Revisions, use), layer));

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => memory.layer],
] as const) {
  describe(`the revisions in ${name}`, () => {
    it("are numbered, listed oldest first, and returned with their trees", async () => {
      await using(layer(), (revisions) =>
        Effect.gen(function* () {
          expect(yield* revisions.list).toEqual([]);
          for (const one of ["a", "b"]) yield* revisions.add(revision(one));
          const { tree: _, ...listed } = revision("b");
          expect((yield* revisions.list)[1]).toEqual({ ...listed, number: 2 });
          expect(yield* revisions.get(1)).toEqual({ ...revision("a"), number: 1 });
          expect(yield* revisions.get(3)).toBeNull();
        }),
      );
    });

    // F10: an apply that failed left no trace.
    it("are listed besides those that could not be applied, which are not revisions", async () => {
      await using(layer(), (revisions) =>
        Effect.gen(function* () {
          yield* revisions.add(revision("a"));
          const { tree: _, ...wanted } = revision("b");
          for (const error of ["first", "second"]) yield* revisions.addFailed({ ...wanted, error });
          expect(yield* revisions.failed).toEqual([
            { ...wanted, error: "first" },
            { ...wanted, error: "second" },
          ]);
          expect(yield* revisions.list).toHaveLength(1);
        }),
      );
    });
  });
}

it("of the applies that failed, the newest are kept, as many as it is told", async () => {
  const { tree: _, ...wanted } = revision("b");
  const fail = (revisions: typeof Revisions.Service, ...errors: ReadonlyArray<string>) =>
    Effect.forEach(errors, (error) => revisions.addFailed({ ...wanted, error }));
  const errorsOf = (revisions: typeof Revisions.Service) =>
    Effect.map(revisions.failed, (failed) => failed.map(({ error }) => error));
  const all = await using(sqlite.layer({ file: place.file }), (revisions) =>
    Effect.zipRight(fail(revisions, "1", "2", "3", "4"), errorsOf(revisions)),
  );
  expect(all).toEqual(["1", "2", "3", "4"]);
  const retention = retentionOf({ failed_applies: 2 });
  const kept = await using(sqlite.layer({ file: place.file, retention }), (revisions) =>
    Effect.zipRight(fail(revisions, "5"), errorsOf(revisions)),
  );
  expect(kept).toEqual(["4", "5"]);
});

// They were in two files, so a daemon that was killed between the two had told of a revision that nobody had, or had one
// that nobody had told of.
describe("a revision and its event", () => {
  const told = {
    type: "revision",
    at: "2026-01-01T00:00:00.000Z",
    subject: "",
    by: "user:me",
    revision: "sha256:a",
  } as const;
  const event = (seq: number): JournalEntry => ({ ...told, seq, reason: "a was added" });
  const write = (entries: ReadonlyArray<JournalEntry>, also: "a revision" | "what can't be stored") =>
    Effect.gen(function* () {
      const [journal, revisions] = [yield* Journal, yield* Revisions];
      const failing = new JournalError({ message: "it can't be stored" });
      const stored =
        also === "a revision" ? [revisions.add(revision("a"))] : [revisions.add(revision("a")), failing];
      const result = yield* Effect.either(
        journal.write({ entries, memories: [], forgotten: [], also: stored }),
      );
      return {
        result: result._tag,
        entries: (yield* journal.read({})).map(({ seq }) => seq),
        revisions: (yield* revisions.list).length,
      };
    }).pipe(Effect.provide(sqlite.layer({ file: place.file })), Effect.runPromise);

  it("are both stored, or neither, whichever of them fails", async () => {
    expect(await write([event(1)], "what can't be stored")).toEqual({
      result: "Left",
      entries: [],
      revisions: 0,
    });
    expect(await write([event(1), event(1)], "a revision")).toEqual({
      result: "Left",
      entries: [],
      revisions: 0,
    });
    expect(await write([event(1)], "a revision")).toEqual({ result: "Right", entries: [1], revisions: 1 });
  });
});

describe("the revisions in a file", () => {
  it("can't be changed or removed", async () => {
    await using(sqlite.layer({ file: place.file }), (revisions) => revisions.add(revision("a")));
    const other = new Database(place.file);
    expect(() => other.exec("UPDATE revision SET message = 'x'")).toThrow("never changed");
    expect(() => other.exec("DELETE FROM revision")).toThrow("never removed");
    other.close();
    expect(await using(sqlite.layer({ file: place.file }), ({ list }) => list)).toMatchObject([
      { message: "a" },
    ]);
  });

  it("report one of another version that can't be read, and continue", async () => {
    await using(sqlite.layer({ file: place.file }), (revisions) => revisions.add(revision("a")));
    const other = new Database(place.file);
    other.exec(
      "INSERT INTO revision (revision, at, by, source, message, tree) VALUES ('x', '', '', '', '', '{\"name\":\"x\"}')",
    );
    other.close();
    await using(sqlite.layer({ file: place.file }), (revisions) =>
      Effect.gen(function* () {
        const { message } = yield* Effect.flip(revisions.get(2));
        expect(message).toBe(
          "revision 2 was stored by another version of Sentinel, and this one can't read it",
        );
        expect(yield* revisions.get(1)).toMatchObject({ number: 1 });
      }),
    );
  });

  it("report what to do if the file is not a database", async () => {
    writeFileSync(place.file, "this is not a database, and long enough to be looked at as one ".repeat(20));
    const { message } = await using(sqlite.layer({ file: place.file }), ({ list }) => Effect.flip(list));
    expect(message).toContain(
      `the store of revisions ${place.file} can't be used: it is not a readable database`,
    );
  });
});
