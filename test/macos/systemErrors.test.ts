import { describe, expect, it } from "vitest";
import { refusalOf } from "../../src/adapters/node/files/configFiles.ts";
import { errorCodeIn } from "../../src/adapters/node/process/systemError.ts";

const failure = (code: string): Error => Object.assign(new Error(`${code}: in the words of Node`), { code });

describe("an error of the system in macOS's way", () => {
  // macOS writes "Disc": a full quota was an unknown error, which counted against the child.
  it.each(["Disk quota exceeded", "Disc quota exceeded"])(
    "a quota is used up in both spellings: %s",
    (words) => {
      expect(errorCodeIn(`sh: can't create out: ${words}`)).toBe("EDQUOT");
    },
  );

  it.each(["ENXIO", "EOPNOTSUPP"])("a socket is named as such when opening it is %s", (code) => {
    expect(refusalOf(failure(code))).toBe("is a socket, not a file");
  });

  it("what permission bits deny is not called protected", () => {
    expect(refusalOf(failure("EACCES"))).toBe("may not be read: permission denied");
  });
});
