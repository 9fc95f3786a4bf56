import { describe, expect, it } from "vitest";
import { removeDaemonVariables, withDaemonVariables } from "../../src/cli/start/daemonVariables.ts";

describe("the variables that keep a daemon's memory small", () => {
  it("are given to a daemon, and those that it was given without them are left when it has removed them", () => {
    const given = { PATH: "/bin", HOME: "/root" };
    const variables: NodeJS.ProcessEnv = { ...withDaemonVariables(given) };
    // V8 compiles in blocks of 32 kB: with a higher threshold, some 4 MB of them stay.
    expect(variables).toMatchObject({ MALLOC_MMAP_THRESHOLD_: "32768", MALLOC_ARENA_MAX: "1" });
    removeDaemonVariables(variables);
    expect(variables).toEqual(given);
  });

  it("stay as a user has set them, also for children", () => {
    const given = { MALLOC_ARENA_MAX: "4" };
    const variables: NodeJS.ProcessEnv = { ...withDaemonVariables(given) };
    expect(variables).toMatchObject(given);
    removeDaemonVariables(variables);
    expect(variables).toEqual(given);
  });
});
