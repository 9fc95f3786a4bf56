import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bareValue,
  commandLine,
  NotExpressible,
  readCommandLine,
} from "../../launchd/systemd/unit/escape.ts";
import { asWords, readExec } from "../../src/config/import/systemd/exec.ts";
import { examples } from "../support/examples.ts";
import { awkward } from "./serviceOptions.ts";

/** A command line as the importer of units reads it, which was written by systemd.service(5) alone. */
const imported = (line: string): ReadonlyArray<string> =>
  (readExec(line) ?? []).flatMap((command) => asWords(command, { full: "x.service", isUser: true }));

const word = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({
    unit: fc.constantFrom("%", "$", "{", "}", '"', "'", "\\", " ", ";", "n", "x", "4", "1", "\n", "é"),
  }),
);

describe("a command of a unit", () => {
  it("reads back as the words that it was made of", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(readCommandLine(commandLine(["/bin/node", ...words]))).toEqual(["/bin/node", ...words]);
      }),
      examples(500),
    );
  });

  it("is one line, without a specifier or a variable", () => {
    const line = commandLine(["/opt/50%/$node", ...awkward]);
    expect(line).not.toContain("\n");
    expect(line.replaceAll("%%", "")).not.toContain("%");
    // In the program's own path `$` means nothing, and is not doubled.
    expect(line.startsWith('"/opt/50%%/$node" ')).toBe(true);
    expect(line.slice(line.indexOf('" ')).replaceAll("$$", "")).not.toContain("$");
  });

  it("is imported from the unit again as the same words", () => {
    // The importer writes texts of Sentinel's language, where a dollar sign is doubled, too; and it splits at a quoted `;`.
    const plain = awkward.filter((text) => !/[$;]/.test(text) && !/[^\x20-\x7e]/.test(text));
    expect(imported(commandLine(["/bin/node", ...plain]))).toEqual(["/bin/node", ...plain]);
  });
});

describe("a path that is a value of its own", () => {
  it("keeps spaces and quotes, and loses its specifiers", () => {
    expect(bareValue(`/srv/ada's 50% "shop"`)).toBe(`/srv/ada's 50%% "shop"`);
  });

  it.each(["/srv/shop ", "/srv/shop\\", "/srv/a\nb"])(
    "is refused where the syntax has no way to write it: %j",
    (path) => {
      expect(() => bareValue(path)).toThrow(NotExpressible);
    },
  );
});
