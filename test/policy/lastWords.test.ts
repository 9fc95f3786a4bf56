import { describe, expect, it } from "vitest";
import { lastWords } from "../../src/policy/lastWords.ts";

describe("the last words of a program that failed", () => {
  it("are its last line that says something", () => {
    expect(lastWords(["starting", "port 4600 is in use", ""])).toBe("port 4600 is in use");
    expect(lastWords(["Traceback (most recent call last):", '  File "x.py"', "ValueError: no"])).toBe(
      "ValueError: no",
    );
  });

  it("are the error of a Node program, not its stack or its signature", () => {
    const dump = [
      "node:events:495",
      "      throw er; // Unhandled 'error' event",
      "",
      "Error: listen EADDRINUSE: address already in use 127.0.0.1:4600",
      "    at Server.setupListenHandle [as _listen2] (node:net:1817:16) {",
      "  code: 'EADDRINUSE',",
      "}",
      "",
      "Node.js v20.20.2",
    ];
    expect(lastWords(dump)).toBe("Error: listen EADDRINUSE: address already in use 127.0.0.1:4600");
  });

  it("are none where nothing was said", () => {
    expect(lastWords([])).toBeNull();
    expect(lastWords(["", "  "])).toBeNull();
  });
});
