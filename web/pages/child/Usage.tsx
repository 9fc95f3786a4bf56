import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { explanationQuery } from "../../api/child.ts";
import type { Stay } from "../../history/history.ts";
import type { Shown } from "../../history/scrub.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { keptUsage, type Sample } from "../../live/UsageLog.ts";
import { useMeasured, useSamples } from "../../live/useLive.ts";
import { rangeOf, sampleAt } from "../../plots/buckets.ts";
import { useNow } from "../../time/clock.ts";
import { bytes, fullTime, share, timeOfDay } from "../../time/format.ts";
import { Panel } from "../../ui/Panel.tsx";

const UsagePlot = lazy(() => import("../../plots/UsagePlot.tsx"));

/** With fewer samples a plot would be a dot. */
const fewest = 3;
/** The minimal time span of a plot, in ms. */
const leastSpan = 60_000;

interface Quantity {
  readonly name: string;
  readonly value: (sample: Sample) => number | null;
  readonly text: (amount: number) => string;
  /** The minimal upper end of its scale. */
  readonly least: number;
}

const quantities: ReadonlyArray<Quantity> = [
  { name: "CPU", value: ({ cpu }) => cpu, text: share, least: 0.05 },
  { name: "Memory", value: ({ memory }) => memory, text: bytes, least: 1_000_000 },
];

interface UsageProps {
  readonly node: NodeRecord;
  readonly stays: ReadonlyArray<Stay>;
  readonly shown: Shown;
}

/** CPU and memory of a service with its descendants since the page was opened. */
export const Usage = ({ node, stays, shown }: UsageProps) => {
  useMeasured([node.i]);
  const samples = useSamples(node.i);
  const now = useNow();
  const [pointed, setPointed] = useState<number | null>(null);
  const first = samples[0]?.at;
  const at = shown.name === "now" ? null : shown.at;
  const read = pointed ?? at;
  const to = Math.max(now, samples.at(-1)?.at ?? 0);
  const from = Math.min(to - leastSpan, Math.max(first ?? to, to - keptUsage));
  return (
    <Panel
      title="Usage"
      meta={<Since first={first} />}
      action={
        <Link className="link small" to="/history" search={{ path: node.path }}>
          History
        </Link>
      }
    >
      <div className="panel-body usage">
        {quantities.map((quantity) => {
          const { name, value, least } = quantity;
          return (
            <div key={name}>
              <Head quantity={quantity} samples={samples} at={read} isRunning={node.pid !== null} />
              {samples.length < fewest ? null : (
                <Suspense fallback={<div className="usage-plot" />}>
                  <UsagePlot
                    label={spokenOf(quantity, samples)}
                    {...{ samples, value, stays, from, to, at, least }}
                    onPoint={setPointed}
                  />
                </Suspense>
              )}
            </div>
          );
        })}
        <Counts sample={samples.at(-1)} isRunning={node.pid !== null} path={node.path} />
        {at !== null && (first === undefined || at < first) ? (
          <p className="small faint">Nothing was measured at {timeOfDay(at)}: this page was not open yet.</p>
        ) : null}
      </div>
    </Panel>
  );
};

interface CountsProps {
  readonly sample: Sample | undefined;
  readonly isRunning: boolean;
  readonly path: string;
}

/** How many processes it has now, what they have open, and the memory above which it is restarted. */
const Counts = ({ sample, isRunning, path }: CountsProps) => {
  const { data } = useQuery(explanationQuery(path));
  const limit = data?.facts.memory_limit;
  const parts = [
    ...(isRunning ? countsIn(sample) : []),
    ...(typeof limit === "number" ? [`restarted above ${bytes(limit)}`] : []),
  ];
  return parts.length === 0 ? null : <p className="small dim">{parts.join(", ")}</p>;
};

/** `2 descendants`, `41 open files`; left out if they are not known. */
const countsIn = (sample: Sample | undefined): ReadonlyArray<string> => {
  const counted = (count: number | null | undefined, noun: string) =>
    count == null ? [] : [`${count} ${noun}${count === 1 ? "" : "s"}`];
  return [...counted(sample?.descendants, "descendant"), ...counted(sample?.openFiles, "open file")];
};

const Since = ({ first }: { readonly first: number | undefined }) =>
  first === undefined ? (
    "nothing is measured yet"
  ) : (
    <time title={fullTime(first)}>since {timeOfDay(first)}, while this page was open</time>
  );

/** The range of the measurements. */
const spanOf = ({ value, text }: Quantity, samples: ReadonlyArray<Sample>): string => {
  const range = rangeOf(samples, value);
  if (range === null) return "";
  const [min, max] = [text(range.min), text(range.max)];
  return min === max ? `always ${min}` : `${min} to ${max}`;
};

const spokenOf = (quantity: Quantity, samples: ReadonlyArray<Sample>): string =>
  `${quantity.name}: ${spanOf(quantity, samples) || "nothing was measured"}`;

interface HeadProps {
  readonly quantity: Quantity;
  readonly samples: ReadonlyArray<Sample>;
  /** The moment whose value is shown, in ms since 1970; null: now. */
  readonly at: number | null;
  readonly isRunning: boolean;
}

const Head = ({ quantity, samples, at, isRunning }: HeadProps) => {
  const { name, value, text } = quantity;
  const sample = at === null ? samples.at(-1) : sampleAt(samples, at);
  const amount = sample === undefined || (at === null && !isRunning) ? null : value(sample);
  return (
    <div className="usage-head">
      <span className="dim">{name}</span>
      <strong className="strong">{amount === null ? "–" : text(amount)}</strong>
      <span className="grow" />
      <span className="small faint">{at === null ? spanOf(quantity, samples) : `at ${timeOfDay(at)}`}</span>
    </div>
  );
};
