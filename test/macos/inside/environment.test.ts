import { describe, expect, it } from "vitest";
import type { ServiceSpec } from "../../../src/domain/tree/ChildSpec.ts";
import { inWorld, serviceOf } from "../../process/world.ts";
import { withVariables } from "./imitation.ts";

type Variables = Readonly<Record<string, string>>;

/** The variables that a program of the user's own, not of the system, is started with; and what it says besides. */
const variablesWith = async (rest: Partial<ServiceSpec>): Promise<{ given: Variables; said: string }> => {
  let shown = { given: {}, said: "" };
  await inWorld(async ({ start }) => {
    const print = "console.log(JSON.stringify(process.env))";
    const run = await start(
      serviceOf(["waits"], { command: { argv: [process.execPath, "-e", print] }, ...rest }),
    );
    expect((await run.end).exit).toEqual({ code: 0 });
    shown = { given: JSON.parse(run.output()), said: run.output("err") };
  });
  return shown;
};

describe("the environment of a run on macOS", () => {
  // macOS drops DYLD_* at the start of each program of its own: the shell, env and perl before the command lost them.
  it("has the variables of the dynamic linker", async () => {
    const env = { DYLD_LIBRARY_PATH: "/opt/it's/lib", DYLD_INSERT_LIBRARIES: "" };
    expect((await variablesWith({ env })).given).toMatchObject(env);
  });

  // perl obeyed the command's own variables, and could not start.
  it("has what perl would obey", async () => {
    const env = {
      PERL5OPT: "-MNo::Such",
      PERL5LIB: "/nowhere",
      VERSIONER_PERL_VERSION: "4",
      PERL_BADLANG: "1",
    };
    const { given, said } = await variablesWith({ env });
    expect(given).toMatchObject(env);
    expect(said).toBe("");
  });

  // perl complained in the command's `err` of what ssh had brought from another machine.
  it("may have a language that is not installed, of which nothing is said in the command's name", async () => {
    const { given, said } = await variablesWith({ env: { LC_ALL: "xx_XX" } });
    expect(given).toMatchObject({ LC_ALL: "xx_XX" });
    expect(given).not.toHaveProperty("PERL_BADLANG");
    expect(said).toBe("");
  });

  // All was inherited: children took themselves for the service, and looked for programs where launchd does.
  it("has nothing of launchd's, even if all is inherited", async () => {
    withVariables({
      PATH: "/usr/bin:/bin:/usr/sbin:/sbin",
      XPC_SERVICE_NAME: "sentinel.shop",
      XPC_FLAGS: "0x0",
      __CF_USER_TEXT_ENCODING: "0x0:0x0:0x0",
      WANTED: "1",
    });
    const { given } = await variablesWith({ inheritEnv: "all" });
    expect(given).toMatchObject({ WANTED: "1", PATH: expect.stringContaining("/opt/homebrew/bin:") });
    for (const name of ["XPC_SERVICE_NAME", "XPC_FLAGS", "__CF_USER_TEXT_ENCODING"])
      expect(given).not.toHaveProperty(name);
  });

  it("has the PATH of the service where one was set there", async () => {
    withVariables({ PATH: "/chosen:/usr/bin:/bin", XPC_SERVICE_NAME: "sentinel.shop" });
    expect((await variablesWith({})).given).toMatchObject({ PATH: "/chosen:/usr/bin:/bin" });
  });
});
