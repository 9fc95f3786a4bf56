import { getRouteApi, Link } from "@tanstack/react-router";
import { useLive, useTree } from "../../live/useLive.ts";
import { toParam } from "../../paths.ts";
import { changedSearch } from "../../selection/changedSearch.ts";
import { MomentField } from "../../time/MomentField.tsx";
import { Segment } from "../../ui/buttons/Segment.tsx";
import { TypedField } from "../../ui/TypedField.tsx";
import { type Range, ranges, usualRange } from "./address.ts";
import { isFixed, spanOf } from "./time.ts";

const route = getRouteApi("/shell/history");

const times = [...(Object.keys(ranges) as ReadonlyArray<Range>), "custom"].map((value) => ({
  value: value as Range | "custom",
  shown: value === "custom" ? "Custom" : value,
}));

/** The time that the page shows: back from now, or between two moments. */
export const RangeChoice = () => {
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const store = useLive();
  const choose = (value: Range | "custom"): void => {
    const { from, to } = spanOf(address, Date.now() + store.ahead);
    const custom = { range: "", from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    const changes =
      value === "custom" ? custom : { range: value === usualRange ? "" : value, from: "", to: "" };
    void navigate({ search: (before) => changedSearch(before, changes) });
  };
  return (
    <Segment
      label="Time"
      options={times}
      value={isFixed(address) ? "custom" : (address.range ?? usualRange)}
      onChange={choose}
    />
  );
};

const lineOptions = [
  { value: "each", shown: "Each child" },
  { value: "together", shown: "All together" },
] as const;

/** Of which children, and how. */
export const Choices = () => {
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const { path, from, to, lines, compare } = address;
  const paths = useTree((tree) => tree.order.flatMap((i) => tree.node(i)?.path || []).join("\n"));
  const isKnown = useTree((tree) => path !== undefined && tree.numberOf(path) !== undefined);
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ search: (before) => changedSearch(before, changes), replace: true });
  return (
    <search className="metric-choices">
      <TypedField
        name="Child or group"
        placeholder="the whole tree"
        known={paths.split("\n")}
        value={path ?? ""}
        onChange={(chosen) => set({ path: chosen })}
      />
      <Segment
        label="Lines"
        options={lineOptions}
        value={lines ?? "each"}
        onChange={(value) => set({ lines: value === "each" ? "" : value })}
      />
      <button
        type="button"
        className="button"
        aria-pressed={compare === "before"}
        onClick={() => set({ compare: compare === undefined ? "before" : "" })}
      >
        Compare with the period before
      </button>
      {isFixed(address) ? (
        <>
          <MomentField name="From" value={from} onChange={(moment) => set({ from: moment })} />
          <MomentField name="To" value={to} onChange={(moment) => set({ to: moment })} />
        </>
      ) : null}
      {path !== undefined && isKnown ? (
        <Link className="link" to="/children/$path" params={{ path: toParam(path) }}>
          {`Open ${path}`}
        </Link>
      ) : null}
    </search>
  );
};
