import { describe, expect, it } from "vitest";
import { UnknownOption } from "../../../src/cli/arguments/invocation.ts";
import { commonOptions } from "../../../src/cli/syntax/options.ts";
import type { Syntax } from "../../../src/cli/syntax/Syntax.ts";
import { verbSyntax } from "../../../src/cli/syntax/verbSyntax.ts";
import { verbs } from "../../../src/cli/verbs.ts";

/** A verb, or a verb and its subcommand, with what may be typed after it. */
type Command = readonly [words: ReadonlyArray<string>, syntax: Syntax];

const commandsOf = (words: ReadonlyArray<string>, syntax: Syntax): ReadonlyArray<Command> =>
  syntax.subcommands
    ? Object.entries(syntax.subcommands).flatMap(([name, inner]) => commandsOf([...words, name], inner))
    : [[words, syntax]];

const commands = Object.entries(verbSyntax).flatMap(([verb, syntax]) => commandsOf([verb], syntax));

/** The options that the parser of a command has. */
const optionsParsed = async ([verb = "", ...subcommands]: ReadonlyArray<string>) => {
  const { perform } = (await verbs[verb]?.load()) ?? {};
  try {
    await perform?.([...subcommands, "--no-such-option"]);
  } catch (error) {
    if (error instanceof UnknownOption) return error.known;
    throw error;
  }
  throw new Error(`sentinel ${verb} takes any option`);
};

/** The options in a usage line, each as it is written there. */
const optionsWritten = (usage: string): ReadonlyArray<string> =>
  [...usage.matchAll(/(?<![\w-])--?[a-z][a-z-]*/g)].map(([option]) => option);

describe("what is completed", () => {
  it("is declared for every verb", () => {
    expect(Object.keys(verbSyntax).sort()).toEqual(Object.keys(verbs).sort());
  });

  // `help` takes any option, to answer `help logs -f`.
  it.each(
    commands
      .filter(([[verb]]) => verb !== "help")
      .map(([words, syntax]) => [words.join(" "), syntax] as const),
  )("has the options that the verb has: sentinel %s", async (words, { options = [] }) => {
    const declared = [...options, ...commonOptions].map(({ name }) => name);
    expect(declared.sort()).toEqual([...(await optionsParsed(words.split(" ")))].sort());
  });

  it.each(Object.entries(verbs).map(([name, { usage }]) => [name, usage] as const))(
    "has the options of the usage line: sentinel %s",
    (name, usage) => {
      const known = commands
        .filter(([[verb]]) => verb === name)
        .flatMap(([, { options = [] }]) => [...options, ...commonOptions])
        .flatMap(({ name: long, short }) => [`--${long}`, `-${short}`]);
      expect(known).toEqual(expect.arrayContaining([...optionsWritten(usage)]));
    },
  );

  it("has the subcommands of the usage line", () => {
    for (const [name, { usage }] of Object.entries(verbs))
      for (const word of Object.keys(verbSyntax[name]?.subcommands ?? {})) expect(usage).toMatch(`${word}`);
  });
});
