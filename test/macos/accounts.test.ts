import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spawnIdentity } from "../../src/adapters/node/process/start/startShim.ts";
import { groupInDirectory, userInId } from "../../src/adapters/node/process/users/accounts/darwin.ts";
import { entryOf } from "../../src/adapters/node/process/users/accounts/entries.ts";

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, "fixtures/other", name), "utf8");

describe("a user of macOS", () => {
  // Only /etc/passwd was read, in which no person is.
  it("is read from what id prints, which has two more fields than /etc/passwd", () => {
    expect(entryOf(fixture("etc-passwd.txt"), 501)).toBeUndefined();
    expect(userInId(fixture("id-P-501.txt"))).toEqual({
      name: "example",
      uid: 501,
      gid: 20,
      home: "/Users/example",
      shell: "/bin/zsh",
    });
  });

  it("has the number that the kernel knows, where the directory has a negative one", () => {
    const nobody = "nobody:********:-2:-2::0:0:Unprivileged User:/var/empty:/usr/bin/false\n";
    expect(userInId(nobody)).toMatchObject({ uid: 4294967294, gid: 4294967294 });
    expect(groupInDirectory("name: nobody\npassword: *\ngid: -2\n")).toBe(4294967294);
  });

  it.each(["", "id: nosuch: no such user\n", "root:x:0:0:root:/root:/bin/bash\n"])(
    "is not guessed from %j",
    (text) => {
      expect(userInId(text)).toBeNull();
    },
  );

  // Node refuses larger numbers than it can sign, so that nobody of macOS could run nothing.
  it("is given to Node with a sign", () => {
    const who = { uid: 4294967294, gid: 4294967294, groups: [], user: null };
    expect(spawnIdentity(who)).toEqual({ uid: -2, gid: -2 });
    expect(spawnIdentity({ ...who, uid: 501, gid: 20 })).toEqual({ uid: 501, gid: 20 });
  });
});

describe("a group of macOS", () => {
  it("is read from what dscacheutil prints", () => {
    expect(groupInDirectory("name: staff\npassword: *\ngid: 20\nusers: root \n")).toBe(20);
    expect(groupInDirectory("")).toBeNull();
  });
});
