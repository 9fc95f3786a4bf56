import { expect, it } from "vitest";
import { servicePath } from "../../src/cli/service/servicePath.ts";

const exists = (folder: string): boolean => !folder.startsWith("/opt/homebrew");

it("a service finds the programs that the shell found that installed it, and those of the system", () => {
  expect(servicePath("/home/a/bin:/usr/bin:/bin", exists)).toBe(
    "/home/a/bin:/usr/bin:/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin",
  );
  expect(servicePath("", () => true)).toMatch(/^\/opt\/homebrew\/bin:/);
});

it("what is on the PATH for one command or one shell only is not on that of a service", () => {
  const own =
    "/w/node_modules/.bin:/run/user/1/fnm_multishells/9/bin:/tmp/x:/private/var/folders/a/b:bin:.:/usr/bin";
  expect(servicePath(own, () => false)).toBe("/usr/bin");
});
