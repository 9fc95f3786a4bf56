import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type HistoricRun, runQuery } from "../api/runs.ts";
import { Output } from "../lines/Output.tsx";
import { toParam } from "../paths.ts";
import { fullTime } from "../time/format.ts";
import { type Fact, FactList } from "../ui/FactList.tsx";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Answer } from "../ui/messages/Answer.tsx";
import { Panel } from "../ui/Panel.tsx";
import { exitOf, lengthOf, marks, outcomeWords, triggerWords } from "./words.ts";

/** One run: what became of it, why it was started, and its output. `close`: the way back. */
export const RunDetail = ({ id, close }: { readonly id: string; readonly close: ReactNode }) => {
  const run = useQuery(runQuery(id));
  return (
    <>
      <Panel title={`Run ${id}`} action={close}>
        <Answer query={run}>{(data) => <Facts run={data} />}</Answer>
      </Panel>
      {run.data === undefined ? null : (
        <Output path={run.data.path} which={{ name: "run", run: run.data.run, line: null }} />
      )}
    </>
  );
};

const Facts = ({ run }: { readonly run: HistoricRun }) => {
  const { path, outcome, reason, trigger, by, scheduled_for, attempt, started_at, ended_at } = run;
  const facts: ReadonlyArray<Fact> = [
    [
      "Outcome",
      <span key="outcome" className="row">
        <Glyph state={marks[outcome]} />
        {outcomeWords[outcome]}
      </span>,
    ],
    [outcome === "running" ? "Started because" : "Ended because", reason],
    ["Exit", exitOf(run)],
    ["Started", started_at && fullTime(started_at)],
    ["Ended", ended_at && fullTime(ended_at)],
    ["Took", lengthOf(run, Date.now())],
    ["Started by", `${triggerWords[trigger]} (${by})`],
    ["Due at", scheduled_for && fullTime(scheduled_for)],
    ["Attempt", attempt],
    [
      "Child",
      <Link key="child" className="link" to="/children/$path" params={{ path: toParam(path) }}>
        {path}
      </Link>,
    ],
  ];
  return <FactList className="panel-body" facts={facts} />;
};
