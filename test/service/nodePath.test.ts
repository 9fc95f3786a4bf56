import { describe, expect, it } from "vitest";
import { stableNodePath } from "../../launchd/nodePath.ts";

const everything = (): boolean => true;

describe("the path of node in a service", () => {
  it("of Homebrew is the one that an upgrade leads on", () => {
    for (const [running, lasting] of [
      ["/opt/homebrew/Cellar/node/24.9.0_1/bin/node", "/opt/homebrew/opt/node/bin/node"],
      ["/usr/local/Cellar/node@22/22.20.0/bin/node", "/usr/local/opt/node@22/bin/node"],
      [
        "/home/linuxbrew/.linuxbrew/Cellar/node/24.9.0/bin/node",
        "/home/linuxbrew/.linuxbrew/opt/node/bin/node",
      ],
    ] as const)
      expect(stableNodePath(running, "node", everything)).toEqual({ path: lasting, warning: null });
  });

  it("of a snap is the one that an upgrade leads on", () => {
    expect(stableNodePath("/snap/node/9876/bin/node", "node", everything).path).toBe(
      "/snap/node/current/bin/node",
    );
    expect(stableNodePath("/snap/node/current/bin/node", "node", everything).path).toBe(
      "/snap/node/current/bin/node",
    );
  });

  it("is kept as it is if that path does not exist", () => {
    const running = "/opt/homebrew/Cellar/node/24.9.0_1/bin/node";
    expect(stableNodePath(running, "node", () => false).path).toBe(running);
  });

  it("is kept as it was typed, if that is absolute", () => {
    expect(stableNodePath("/usr/lib/node-20/bin/node", "/usr/local/bin/node", everything)).toEqual({
      path: "/usr/local/bin/node",
      warning: null,
    });
  });

  it("of a version manager comes with a warning", () => {
    for (const [path, name] of [
      ["/Users/example/.nvm/versions/node/v20.19.0/bin/node", "nvm"],
      ["/Users/example/Library/Application Support/fnm/node-versions/v20.19.0/installation/bin/node", "fnm"],
      ["/run/user/1000/fnm_multishells/123_456/bin/node", "fnm"],
      ["/Users/example/.volta/tools/image/node/20.19.0/bin/node", "volta"],
      ["/home/example/.asdf/installs/nodejs/20.19.0/bin/node", "asdf"],
      ["/home/example/.local/share/mise/installs/node/20.19.0/bin/node", "mise"],
    ] as const) {
      const found = stableNodePath(path, "node", everything);
      expect(found.path).toBe(path);
      expect(found.warning).toContain(`belongs to ${name}: `);
    }
  });

  it("of the system or of an installer comes without one", () => {
    for (const path of ["/usr/bin/node", "/usr/local/bin/node", "/opt/node-v20.19.0/bin/node"])
      expect(stableNodePath(path, "node", everything)).toEqual({ path, warning: null });
  });
});
