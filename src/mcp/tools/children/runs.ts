import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import type { AnswerOf } from "../../../client/routes.ts";
import { Path } from "../inputs.ts";
import { done, tool } from "../tool.ts";

type Run = AnswerOf<"GET /children/:path/runs">["items"][number];

const exitText = (exit: NonNullable<Run["exit"]>): string =>
  exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;

const runText = ({ run, state, reason, started_at, ended_at, exit, output }: Run): string => {
  const began = started_at === null ? "start not kept" : `started ${started_at}`;
  const end = ended_at === null ? "still there" : `ended ${ended_at}`;
  const how = exit === null ? "" : `, ${exitText(exit)}`;
  const kept = output === null ? "no output kept" : `${output.last - output.first + 1} lines of output`;
  return printable(`run ${run}: ${began}, ${end}${how}; ${state} (${reason}); ${kept}`);
};

const noRun = (path: string): string =>
  `${path} has no run yet, or is a group, which has none. Next: \`status\`.`;

export const runs = tool({
  name: "runs",
  title: "Runs of a service",
  description:
    "The runs of one service, newest first: each time that its process was started, with start, end, exit code or signal, and why it ended. Use it to see whether it always fails alike; `logs` with a `run` shows what was printed.",
  input: z.strictObject({ path: Path, limit: z.int().min(1).max(100).default(10) }),
  effect: "reads",
  perform: async ({ path, limit }, { daemon }) => {
    const { items } = await daemon.request("GET /children/:path/runs", {
      params: { path },
      query: { limit },
    });
    return done(items.length === 0 ? noRun(path) : items.map(runText).join("\n"));
  },
});
