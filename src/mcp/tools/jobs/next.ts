import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import { Path } from "../inputs.ts";
import { done, tool } from "../tool.ts";

export const next = tool({
  name: "next",
  title: "When a job is due",
  description:
    "The coming times at which one job is due, in UTC and in the time zone of its schedule, with what is unusual about each: a change of the clocks, or that it will be skipped.",
  input: z.strictObject({ path: Path, count: z.int().min(1).max(100).default(10) }),
  effect: "reads",
  perform: async ({ path, count }, { daemon }) => {
    const { items } = await daemon.request("GET /jobs/:path/next", {
      params: { path },
      query: { n: count },
    });
    const lines = items.map(({ at, local, remark }) =>
      printable(`${at} (${local})${remark === null ? "" : `: ${remark}`}`),
    );
    return done(
      lines.length === 0
        ? `${path} is not due: it runs by hand, after another job, or not any more.`
        : lines.join("\n"),
    );
  },
});
