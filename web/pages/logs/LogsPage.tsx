import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useMemo } from "react";
import type { LogLine } from "../../../src/domain/LogLine.ts";
import { baseUrl } from "../../api/baseUrl.ts";
import { requestLines } from "../../api/request.ts";
import { LineList } from "../../lines/LineList.tsx";
import { OutputLine, type Problem } from "../../lines/OutputLine.tsx";
import { useLines } from "../../lines/useLines.ts";
import { useTree } from "../../live/useLive.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Failure, Message, Reading } from "../../ui/Message.tsx";
import { Segment } from "../../ui/Segment.tsx";
import { useTitle } from "../../ui/useTitle.ts";

const route = getRouteApi("/shell/logs");

/** Lines that are read before those that come. */
const lastLines = 1_000;

const streams = [
  { value: "both", shown: "Both" },
  { value: "stdout", shown: "stdout" },
  { value: "stderr", shown: "stderr" },
] as const;
type Stream = (typeof streams)[number]["value"];

/** What was printed, and what is. The address has the filters. */
export const LogsPage = () => {
  useTitle("Logs");
  const { stream = "both" } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (chosen: Stream): void =>
    void navigate({
      search: ({ stream: _, ...rest }) => (chosen === "both" ? rest : { ...rest, stream: chosen }),
      replace: true,
    });
  return (
    <>
      <Bar actions={<Segment label="Streams" options={streams} value={stream} onChange={choose} />}>
        <h1>Logs</h1>
      </Bar>
      <LivePage flush>
        <Filters />
        <Output />
      </LivePage>
    </>
  );
};

const Filters = () => {
  const { path = "", grep = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  const paths = useMemo(
    () => order.flatMap((i) => tree.node(i)?.path ?? []).filter((one) => one !== ""),
    [tree, order],
  );
  const set = (changes: { readonly path?: string; readonly grep?: string }): void =>
    void navigate({
      search: (before) => {
        const merged = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== "");
        return Object.fromEntries(merged);
      },
      replace: true,
    });
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    set({ grep: String(new FormData(event.currentTarget).get("grep") ?? "") });
  };
  return (
    <search>
      <form className="filters" onSubmit={search}>
        <label className="field">
          <span className="hidden-text">Child</span>
          <select value={path} onChange={({ target }) => set({ path: target.value })}>
            <option value="">All children</option>
            {paths.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label className="field wide">
          <Icon name="search" little />
          <span className="hidden-text">Regular expression</span>
          <input
            key={grep}
            type="search"
            name="grep"
            placeholder="Regular expression, then Enter"
            defaultValue={grep}
          />
        </label>
        <span className="grow" />
        <Download />
      </form>
    </search>
  );
};

/** The same lines as a file, all that are kept. */
const Download = () => {
  const { path, grep, stream } = route.useSearch();
  const url = new URL("api/v1/logs", baseUrl);
  const query = { path, grep, stream, download: "true" };
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
  return (
    <a className="button" href={url.href} download>
      <Icon name="download" little />
      Download
    </a>
  );
};

const Output = () => {
  const search = route.useSearch();
  const { path, grep, stream } = search;
  const lines = useLines<LogLine | Problem>(JSON.stringify(search), (signal) =>
    requestLines("GET /logs", {
      query: { path: path === undefined ? undefined : [path], grep, stream, last: lastLines, follow: "true" },
      signal,
    }),
  );
  if (lines.phase === "failed") return <Failure error={lines.error} retry={lines.retry} />;
  if (lines.phase === "reading") return <Reading />;
  if (lines.buffer.length === 0)
    return (
      <Message title={grep === undefined ? "Nothing has been printed yet." : "No line matches."}>
        <p>What is printed from now on appears here.</p>
      </Message>
    );
  return (
    <LineList
      buffer={lines.buffer}
      label="Output"
      row={(line) => <OutputLine line={line} withPath={path === undefined || path.includes("*")} />}
    />
  );
};
