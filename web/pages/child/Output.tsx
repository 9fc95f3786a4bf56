import { Link } from "@tanstack/react-router";
import type { LogLine } from "../../../src/domain/LogLine.ts";
import { requestLines } from "../../api/request.ts";
import { LineList } from "../../lines/LineList.tsx";
import { OutputLine, type Problem } from "../../lines/OutputLine.tsx";
import { useLines } from "../../lines/useLines.ts";
import { Failure, Reading } from "../../ui/Message.tsx";
import { Panel } from "../../ui/Panel.tsx";

/** Lines that are read before those that come. */
const lastLines = 200;

/** What a service prints. */
export const Output = ({ path }: { readonly path: string }) => (
  <Panel
    title="Output"
    meta="stdout and stderr, all runs"
    action={
      <Link className="link small" to="/logs" search={{ path }}>
        Open in Logs
      </Link>
    }
  >
    <div className="output">
      <Lines path={path} />
    </div>
  </Panel>
);

const Lines = ({ path }: { readonly path: string }) => {
  const lines = useLines<LogLine | Problem>(path, (signal) =>
    requestLines("GET /logs", { query: { path: [path], last: lastLines, follow: "true" }, signal }),
  );
  if (lines.phase === "failed") return <Failure error={lines.error} retry={lines.retry} />;
  if (lines.phase === "reading") return <Reading />;
  if (lines.buffer.length === 0) return <p className="message">It has printed nothing yet.</p>;
  return (
    <LineList buffer={lines.buffer} label={`Output of ${path}`} row={(line) => <OutputLine line={line} />} />
  );
};
