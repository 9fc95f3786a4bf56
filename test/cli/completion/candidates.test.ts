import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pretendDaemon } from "../pretendDaemon.ts";
import { service, supervisor, treeOf } from "../statusOf.ts";

const program = join(import.meta.dirname, "../../../dist/sentinel.js");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the program tells a shell about the last word of a line. */
const toldIn = async (home: string, line: string, nodeOptions = "") => {
  const words = line.split(" ");
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [program, "completion", "candidates", "--", ...words],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, SENTINEL_HOME: home, NODE_OPTIONS: nodeOptions },
    },
  );
  const [byShell = "", ...lines] = stdout.trimEnd().split("\n");
  const described = lines.map((text) => text.split("\t"));
  return { byShell, words: described.map(([word = ""]) => word), described, stderr };
};
const told = (line: string) => toldIn(join(folder, "home"), line);

describe("what completes a word", () => {
  it("is a verb at first, with the first sentence of its help", async () => {
    const { words, described } = await told("");
    expect(words).toContain("config");
    expect(described).toContainEqual([
      "signal",
      "Send a signal to the process groups of the services at and under a path",
    ]);
  });

  it("is a subcommand after a verb that has some, and one of those after that", async () => {
    expect((await told("config ")).words).toContain("rollback");
    expect((await told("config settings ")).words).toEqual(["set", "unset"]);
    expect((await told("--json key ")).words).toEqual(["create", "list", "revoke"]);
    expect((await told("key list ")).words).toEqual([]);
  });

  it("is an option after a hyphen, of those that are not there yet", async () => {
    expect((await told("logs -")).words).toEqual(expect.arrayContaining(["--follow", "--grep", "--tree"]));
    const { words } = await told("logs -fn 5 --grep=x --");
    expect(words).toContain("--since");
    for (const given of ["--follow", "--number", "--grep"]) expect(words).not.toContain(given);
    expect((await told("key create x --scope a --")).words).toContain("--scope");
  });

  it("is one of the words that an option or operand takes", async () => {
    expect((await told("wait x --for ")).words).toEqual(["ready", "healthy", "finished"]);
    expect((await told("wait x --for=fi")).words).toEqual(["--for=ready", "--for=healthy", "--for=finished"]);
    expect((await told("config import ")).words).toContain("process-compose");
    expect((await told("help ")).words).toContain("explain");
    expect((await told("signal x ")).words).toContain("HUP");
  });

  it("is a file, a folder or a command that the shell finds itself", async () => {
    for (const [line, byShell] of [
      ["up -f ", "files"],
      ["up -dwf ", "files"],
      ["config import pm2 ", "files"],
      ["--home ", "folders"],
      ["add x -- ", "commands"],
      ["add x -- node ", "files"],
      ["stop x -- ", "nothing"],
      ["logs --grep ", "nothing"],
    ] as const)
      expect([line, (await told(line)).byShell]).toEqual([line, byShell]);
  });

  it("is a tree of this user", async () => {
    const home = join(folder, ".sentinel/shop");
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, "tree.json"),
      JSON.stringify({ format: 1, name: "shop", file: "/srv/shop/sentinel.yaml" }),
    );
    expect((await told("status --tree ")).described).toEqual([["shop", `stopped, ${home}`]]);
  });

  it("is an environment of the file", async () => {
    writeFileSync(
      join(folder, "sentinel.yaml"),
      "version: 1\nname: shop\nenvironments:\n  # of the shop\n  production:\n    children: {}\n  'staging': { name: x }\nchildren:\n  a: { command: x }\n",
    );
    expect((await told("up --env ")).words).toEqual(["production", "staging"]);
    expect((await told("up -f none.yaml --env ")).words).toEqual([]);
  });
});

describe("what completes a word, by the daemon", () => {
  const revisions = [
    { number: 2, revision: "sha256:bb", at: "2026-01-02T00:00:00.000Z", message: "two\tlines\n" },
    { number: 1, revision: "sha256:aa", at: "2026-01-01T00:00:00.000Z", message: "first" },
  ];
  const answers: Readonly<Record<string, unknown>> = {
    status: treeOf([service("db"), supervisor("web"), service("web/api"), service("blog/api")]),
    "revisions?limit=100": { items: revisions, next: null },
    settings: { settings: [{ key: "listen", source: "default" }] },
    users: { items: [{ name: "ada", role: "admin" }] },
    keys: { items: [{ name: "deploy", role: "operator" }] },
  };
  let daemon: Awaited<ReturnType<typeof pretendDaemon>>;
  beforeEach(async () => {
    daemon = await pretendDaemon((asked) => ({ json: answers[asked.slice("GET /".length)] }));
  });
  afterEach(() => daemon.end());

  it.each([
    ["stop ", ["/", "db", "web", "web/api", "blog/api"]],
    ["stop db ", ["/", "web", "web/api", "blog/api"]],
    ["scale ", ["db", "web", "web/api", "blog/api"]],
    // Where only the end of a path fits: if there is one child with it.
    ["explain ap", ["/", "db", "web"]],
    ["config rollback ", ["2", "1"]],
    ["apply --revision ", ["sha256:bb", "sha256:aa"]],
    ["config settings set ", ["listen"]],
    ["user remove ", ["ada"]],
    ["key revoke ", ["deploy"]],
  ])("is what there is: sentinel %s", async (line, words) => {
    // Again where there was no time to answer: the machine may be busy.
    await expect.poll(async () => (await toldIn(daemon.home, line)).words).toEqual(words);
  });

  it("has a description without characters that would end it", async () => {
    await expect
      .poll(async () => (await toldIn(daemon.home, "config diff ")).described[0]?.[1])
      .toMatch(/two lines $/);
  });

  it("loads nothing but the command line: neither the language, importers nor the daemon", async () => {
    const list = join(folder, "list.cjs");
    writeFileSync(
      list,
      `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(join(folder, "loaded"))}, Object.keys(require.cache).join("\\n")))`,
    );
    await toldIn(daemon.home, "stop ", `--require ${list}`);
    const loaded = readFileSync(join(folder, "loaded"), "utf8").split("\n");
    const ofCommands = ["command-completion", "command-knownValues", "commands", "frequent", "sentinel"];
    expect(
      loaded
        .filter((file) => file !== list)
        .map((file) => basename(file, ".js"))
        .sort(),
    ).toEqual(ofCommands);
  });
});

describe("without an answer, nothing completes a child, and nothing is said", () => {
  const silence = { byShell: "nothing", words: [], stderr: "" };

  it("where no daemon runs", async () => {
    expect(await told("stop ")).toMatchObject(silence);
  });

  it("where the daemon does not answer", async () => {
    const home = join(folder, "home");
    mkdirSync(home);
    const sockets = new Set<Socket>();
    const server = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(join(home, "sentinel.sock"), resolve));
    const answer = await told("stop ");
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    expect(sockets.size).toBeGreaterThan(0);
    expect(answer).toMatchObject(silence);
  });

  it("where the option names no tree", async () => {
    expect(await told("stop --tree none ")).toMatchObject(silence);
  });
});
