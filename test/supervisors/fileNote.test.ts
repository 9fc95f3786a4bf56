/** R21: after the file was edited, `restart` said no word of it, though it goes by what was applied. */
import { Effect } from "effect";
import { expect, it } from "vitest";
import type { TreeFile } from "../../src/domain/tree/TreeFile.ts";
import { onMachine, pass, validFile } from "./machine.ts";

const yaml = (command: string) => `defaults: { min_uptime: 0 }\nchildren: { a: { command: ${command} } }`;
const how = { by: "user:me", message: "a test" };

it("a note says that the file is not as it was applied, for as long as it is not", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const first = validFile(yaml("one"));
      let now: TreeFile = first;
      const { supervision } = yield* machine.daemon(yaml("one"), { file: first, fileNow: () => now });
      yield* pass(100);
      const note = supervision.fileNote;
      expect(yield* note).toBeNull();
      now = validFile(yaml("one"));
      expect(yield* note, "written anew, with the same in it").toBeNull();
      now = validFile(yaml("two"));
      expect(yield* note).toBe("the file has changed since revision 1: `sentinel plan` shows it");
      expect(yield* note).not.toBeNull();
      yield* supervision.apply(now.tree, { ...how, source: now.source });
      expect(yield* note).toBeNull();
      yield* supervision.add("", "extra", { argv: ["x"] }, { by: "user:me", wait: false });
      expect(yield* note, "of what was done by command it says nothing").toBeNull();
      now = { kind: "invalid", source: first.source, brief: "wrong", full: "wrong" };
      expect(yield* note).toBe(
        "the file has changed since revision 2 and is not valid: `sentinel config validate` says why",
      );
    }),
  ));
