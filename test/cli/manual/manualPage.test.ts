import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manualPage } from "../../../src/cli/manual/manualPage.ts";
import { verbs } from "../../../src/cli/verbs.ts";
import { needs } from "../../support/needs.ts";

const page = join(import.meta.dirname, "../../../man/sentinel.1");

/** Why a program can't be run; null: it can. */
const lackOf = (name: string): string | null =>
  spawnSync(name, { stdio: "ignore" }).error === undefined ? null : `there is no ${name} here`;

/** What a program says about the page. */
const saidBy = (name: string, ...args: ReadonlyArray<string>) => {
  const { stdout, stderr, status } = spawnSync(name, [...args, page], {
    encoding: "utf8",
    env: { ...process.env, MANWIDTH: "100", LC_ALL: "C.UTF-8" },
  });
  return { status, out: stdout, err: stderr };
};

describe("the manual page sentinel(1)", () => {
  it("has the texts of `sentinel help` (written anew with `vitest run -u`)", async () => {
    await expect(manualPage(verbs)).toMatchFileSnapshot(page);
  });

  needs(lackOf("mandoc"))("has no mistake that mandoc finds", () => {
    expect(saidBy("mandoc", "-Tlint", "-Wall")).toEqual({ status: 0, out: "", err: "" });
  });

  needs(lackOf("groff"))("has no mistake that groff warns of", () => {
    expect(saidBy("groff", "-man", "-ww", "-z")).toEqual({ status: 0, out: "", err: "" });
  });

  needs(lackOf("man"))("is shown by man: every verb, and options as they are typed", () => {
    const { out } = saidBy("man", "--no-hyphenation", "-P", "cat", "-l");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: bold and underlined text, as a printer has it
    const text = out.replaceAll(/.\u0008/g, "");
    for (const name of Object.keys(verbs)) expect(text).toMatch(new RegExp(`^ +${name}$`, "m"));
    expect(text).toContain("sentinel start PATH... [--no-wait | --dry-run]");
    expect(text).toContain("-f, --follow");
  });
});
