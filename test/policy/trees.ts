import fc from "fast-check";
import { parseTree } from "../../src/config/parseTree.ts";
import type {
  ChildSpec,
  ServiceSpec,
  SupervisorSpec,
  TreeSpec,
  Update,
} from "../../src/domain/tree/ChildSpec.ts";

/** The tree of a file, whose first lines are written already. */
export const treeOf = (yaml: string): TreeSpec => {
  const parsed = parseTree(`version: 1\nname: test\n${yaml}`, {
    file: "test.yaml",
    directory: "/",
    variables: {},
  });
  if (parsed._tag === "Left") throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
};

const seed = treeOf("children:\n  a: { command: a, min_uptime: 0 }\n  g: { children: {} }\n").root.children;
const [plainService, plainSupervisor] = seed;
if (plainService?.kind !== "service" || plainSupervisor?.kind !== "supervisor") throw new Error("the seed");

const commands = ["one", "two"];
const commandsWithAbsent = [...commands, "one", "two", "absent"];

const service = (id: string, words: ReadonlyArray<string>): fc.Arbitrary<ServiceSpec> =>
  fc
    .record({
      command: fc.constantFrom(...words).map((word): ServiceSpec["command"] => ({ argv: [word] })),
      env: fc.constantFrom<ServiceSpec["env"]>({}, { A: "1" }, { A: "2", B: "1" }),
      restart: fc.constantFrom("permanent" as const, "transient" as const),
      shutdown: fc.constantFrom<ServiceSpec["shutdown"]>(1000, "infinity"),
      stopSignal: fc.constantFrom("SIGTERM", "SIGINT"),
      autostart: fc.boolean(),
    })
    .map((fields) => ({ ...plainService, ...fields, id }));

const update: fc.Arbitrary<Update> = fc.record({
  maxParallel: fc.integer({ min: 1, max: 3 }),
  minHealthyTimeMs: fc.constantFrom(0, 500),
  healthyDeadlineMs: fc.constant(5_000),
});

const replicated = (id: string, words: ReadonlyArray<string>): fc.Arbitrary<SupervisorSpec> =>
  fc.tuple(service("#", words), fc.integer({ min: 0, max: 3 }), update).map(([made, replicas, update]) => {
    const template = { ...made, autostart: true };
    return {
      ...plainSupervisor,
      id,
      strategy: "simple_one_for_one",
      start: "parallel",
      template,
      update,
      children: Array.from({ length: replicas }, (_, index) => ({ ...template, id: `#${index + 1}` })),
    };
  });

const supervisor = (id: string, depth: number, words: ReadonlyArray<string>): fc.Arbitrary<SupervisorSpec> =>
  fc
    .record({
      strategy: fc.constantFrom("one_for_one" as const, "rest_for_one" as const, "one_for_all" as const),
      intensity: fc.constantFrom(3, 5),
      children: children(depth, words),
    })
    .map((fields) => ({ ...plainSupervisor, ...fields, id }));

const child = (id: string, depth: number, words: ReadonlyArray<string>): fc.Arbitrary<ChildSpec> =>
  depth > 0
    ? fc.oneof(
        { weight: 4, arbitrary: service(id, words) },
        replicated(id, words),
        supervisor(id, depth - 1, words),
      )
    : service(id, words);

/** Few names, so that two trees have many in common. */
const children = (depth: number, words: ReadonlyArray<string>): fc.Arbitrary<ReadonlyArray<ChildSpec>> =>
  fc
    .shuffledSubarray(["a", "b", "c", "d"])
    .chain(
      (ids) =>
        fc.tuple(...ids.map((id) => child(id, depth, words))) as fc.Arbitrary<ReadonlyArray<ChildSpec>>,
    );

/** Trees that are small and alike, ready to run against processes that exist only in memory. */
export const anyTree: fc.Arbitrary<TreeSpec> = supervisor("", 2, commands).map((root) => ({
  name: "test",
  root,
}));

/** The same, where some services have a command that can't be run: `absent`. */
export const anyTreeWithAbsent: fc.Arbitrary<TreeSpec> = supervisor("", 2, commandsWithAbsent).map(
  (root) => ({
    name: "test",
    root,
  }),
);
