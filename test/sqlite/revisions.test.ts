import { writeFileSync } from "node:fs";
import { Effect, type Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memory from "../../src/adapters/memory/Revisions.ts";
import * as sqlite from "../../src/adapters/sqlite/Revisions.ts";
import { Revisions } from "../../src/ports/Revisions.ts";
import { treeOf } from "../policy/trees.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("revisions.db");

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
    it("are numbered, listed oldest first, and had again with their trees", async () => {
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
  });
}

describe("the revisions in a file", () => {
  it("can't be changed or removed, whoever tries", async () => {
    await using(sqlite.layer({ file: place.file }), (revisions) => revisions.add(revision("a")));
    const other = new Database(place.file);
    expect(() => other.exec("UPDATE revision SET message = 'x'")).toThrow("never changed");
    expect(() => other.exec("DELETE FROM revision")).toThrow("never removed");
    other.close();
    expect(await using(sqlite.layer({ file: place.file }), ({ list }) => list)).toMatchObject([
      { message: "a" },
    ]);
  });

  it("say of one that another version has stored that it can't be read, and go on", async () => {
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

  it("say what to do where the file is no database", async () => {
    writeFileSync(place.file, "this is not a database, and long enough to be looked at as one ".repeat(20));
    const { message } = await using(sqlite.layer({ file: place.file }), ({ list }) => Effect.flip(list));
    expect(message).toContain(
      `the store of revisions ${place.file} can't be used: it is not a readable database`,
    );
  });
});
