import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { requestLines } from "../api/request.ts";
import { toParam } from "../paths.ts";
import { timeOfDay } from "../time/format.ts";
import { Failure } from "../ui/messages/Failure.tsx";
import { Reading } from "../ui/messages/Reading.tsx";
import { Panel } from "../ui/Panel.tsx";
import { LineList } from "./list/LineList.tsx";
import { OutputLine, type Problem } from "./OutputLine.tsx";
import { useLines } from "./stream/useLines.ts";

/** The number of earlier lines that are loaded. */
const lastLines = 200;

/**
 * The lines: new ones, those of one run, or those up to a moment `at`, which had arrived by `until` (ms since 1970).
 */
export type Which =
  | { readonly name: "newest" }
  | { readonly name: "run"; readonly run: number; readonly line: number | null }
  | { readonly name: "until"; readonly at: number; readonly until: number };

interface OutputProps {
  readonly path: string;
  readonly which: Which;
}

/** The output of a service. */
export const Output = ({ path, which }: OutputProps) => {
  const place = useRef<HTMLDivElement>(null);
  const run = which.name === "run" ? which.run : null;
  useEffect(() => {
    if (run !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [run]);
  return (
    <div id="output" ref={place}>
      <Panel
        title="Output"
        meta={metaOf(which)}
        action={
          <span className="row">
            {run === null ? null : (
              <Link
                className="link small"
                to="/children/$path"
                params={{ path: toParam(path) }}
                resetScroll={false}
              >
                All runs
              </Link>
            )}
            <Link className="link small" to="/logs" search={inLogs(path, which)}>
              Open in Logs
            </Link>
          </span>
        }
      >
        <div className="output">
          <Lines path={path} which={which} />
        </div>
      </Panel>
    </div>
  );
};

/** The Logs page shows the same moment, or the same run. */
const inLogs = (path: string, which: Which) => {
  switch (which.name) {
    case "newest":
      return { path };
    case "run":
      return { path, run: which.run };
    case "until":
      return { path, at: Math.floor(which.at) };
  }
};

const metaOf = (which: Which): string => {
  switch (which.name) {
    case "newest":
      return "stdout and stderr, all runs";
    case "run":
      return `run ${which.run}, stdout and stderr`;
    case "until":
      return `up to ${timeOfDay(which.at)}, as it was then`;
  }
};

const queryOf = (which: Which) => {
  switch (which.name) {
    case "newest":
      return { follow: "true" } as const;
    case "run":
      return { run: which.run };
    case "until":
      return { until: new Date(which.until).toISOString() };
  }
};

/** Lines printed without a daemon have only a range of times; those that may be later are left out. */
async function* upTo(
  lines: AsyncGenerator<LogLine | Problem>,
  at: number,
): AsyncGenerator<LogLine | Problem> {
  for await (const line of lines) if ("problem" in line || Date.parse(line.at) <= at) yield line;
}

const emptyWords = {
  newest: "No output yet.",
  run: "No output of this run is kept.",
  until: "No output from before this moment is kept.",
} as const;

const Lines = ({ path, which }: OutputProps) => {
  const query = { path: [path], last: lastLines, ...queryOf(which) };
  const lines = useLines<LogLine | Problem>(JSON.stringify(query), (signal) => {
    const read = requestLines<"GET /logs", LogLine | Problem>("GET /logs", { query, signal });
    return which.name === "until" ? upTo(read, which.until) : read;
  });
  if (lines.phase === "failed") return <Failure error={lines.error} retry={lines.retry} />;
  if (lines.phase === "reading") return <Reading />;
  if (lines.buffer.length === 0) return <p className="message">{emptyWords[which.name]}</p>;
  const said = which.name === "run" ? which.line : null;
  return (
    <LineList
      buffer={lines.buffer}
      label={`Output of ${path}`}
      row={(line) => (
        <div className={said !== null && "seq" in line && line.seq === said ? "said" : undefined}>
          <OutputLine line={line} />
        </div>
      )}
    />
  );
};
