import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/cli/doctor/Finding.ts";
import { addressed } from "../../../src/cli/doctor/print/addressed.ts";
import { reportDocument } from "../../../src/cli/doctor/print/document.ts";
import { reportText } from "../../../src/cli/doctor/print/report.ts";
import type { Repair } from "../../../src/cli/doctor/repair/repair.ts";
import { displayWidth } from "../../../src/cli/terminal/displayWidth.ts";

const findings: ReadonlyArray<Finding> = [
  { id: "node", found: "v20.19.0", verdict: "ok" },
  {
    id: "cleaned-folder",
    found: "below /tmp: it is cleared at boot, or its old files are removed",
    verdict: "warning",
  },
  {
    id: "leftover-processes",
    found: "1 process: web/api, run 3: pid 9 (node \u001b[31mworker.js)",
    verdict: "problem",
    command: "kill 9",
  },
  { id: "space", found: "80 GB", verdict: "ok" },
];
const repairs: ReadonlyArray<Repair> = [
  { id: "home-mode", outcome: "done", what: "/x has mode 0700 now" },
  { id: "space", outcome: "left", what: "you choose which files to delete" },
  { id: "format", outcome: "failed", what: "a daemon has started in the home meanwhile" },
];
const plain = { coloured: false, width: 80, isVerbose: false };

describe("the report", () => {
  it("has problems first, then warnings, then one line for what is well, and fits into 80 columns", () => {
    const text = reportText(findings, [], plain);
    expect(text).toBe(`1 problem
  ✕ leftover processes  1 process: web/api, run 3: pid 9 (node  [31mworker.js)
                        End them, or restart the child: a daemon ends what is
                        left before a start.
                        kill 9

1 warning
  ! temporary folder    below /tmp: it is cleared at boot, or its old files are
                        removed
                        Choose a --home that stays.

✓ 2 checks are well  (sentinel doctor -v lists them)
`);
  });

  it("lists with -v what is well", () => {
    const text = reportText(findings, [], { ...plain, isVerbose: true });
    expect(text).toContain(`
Well
  ✓ Node                v20.19.0
  ✓ free space          80 GB

✓ 2 checks are well
`);
  });

  it("is one line when all is well", () => {
    expect(reportText([{ id: "node", found: "v24", verdict: "ok" }], [], plain)).toBe(
      "✓ All 1 check is well  (sentinel doctor -v lists them)\n",
    );
  });

  it("begins with what --fix did, would not do, and could not do", () => {
    const text = reportText(findings, repairs, plain);
    expect(text.split("\n\n")[0]).toBe(`Repairs
  ✓ mode of the home    /x has mode 0700 now
  – free space          not done: you choose which files to delete
  ✕ format              failed: a daemon has started in the home meanwhile`);
  });

  it("has the same words with colours, and is as wide", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    const colours = /\u001b\[\d*m/g;
    const text = reportText(findings, repairs, { ...plain, coloured: true });
    expect(text).toMatch(colours);
    expect(text.replace(colours, "")).toBe(reportText(findings, repairs, plain));
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  it("is not broken into lines where nobody looks at columns", () => {
    const text = reportText(findings, [], { ...plain, width: Number.POSITIVE_INFINITY });
    expect(text).toContain("End them, or restart the child: a daemon ends what is left before a start.\n");
  });
});

describe("a command", () => {
  const elsewhere = { options: ["--tree", "my shop"], file: "/srv/shop/sentinel.yaml" };

  it("is for the home that was examined, and names the file where that is needed", () => {
    expect(addressed("sentinel up --detach", elsewhere)).toBe(
      "sentinel up --detach -f /srv/shop/sentinel.yaml --tree 'my shop'",
    );
    expect(addressed("sentinel explain web/api", elsewhere)).toBe(
      "sentinel explain web/api --tree 'my shop'",
    );
    expect(addressed("sentinel status", { options: [], file: null })).toBe("sentinel status");
  });

  it("of another program stays as it is", () => {
    expect(addressed("kill 9", elsewhere)).toBe("kill 9");
  });
});

describe("the document of --json", () => {
  it("has a row for each check, and is not ok with a problem", () => {
    const document = reportDocument(findings, repairs);
    expect(document).toMatchObject({ ok: false, repairs });
    expect(document.checks[2]).toEqual({
      ...{ id: "leftover-processes", subject: "processes", name: "leftover processes", verdict: "problem" },
      found: findings[2]?.found,
      remedy: "End them, or restart the child: a daemon ends what is left before a start.",
      ...{ command: "kill 9", fixable: false },
      advice: "End them, or restart the child: a daemon ends what is left before a start.",
    });
    expect(document.checks[0]).toMatchObject({ verdict: "ok", remedy: null, command: null, advice: null });
  });

  it("is ok with warnings only", () => {
    expect(reportDocument(findings.slice(0, 2), []).ok).toBe(true);
  });
});
