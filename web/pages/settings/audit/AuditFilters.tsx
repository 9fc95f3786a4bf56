import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useId, useState } from "react";
import { keysQuery, usersQuery } from "../../../api/accounts.ts";
import { typedTime } from "../../../time/format.ts";
import { momentOf } from "../../../time/zone.ts";
import { Segment } from "../../../ui/buttons/Segment.tsx";
import { actions } from "./actionNames.ts";

const route = getRouteApi("/shell/settings/audit");

const results = [
  { value: "all", shown: "All" },
  { value: "done", shown: "Done" },
  { value: "failed", shown: "Failed" },
  { value: "refused", shown: "Refused" },
] as const;

/** So long after the last key a name counts as typed, in ms. */
const pause = 300;

/** By whom, what, with which result, and when. */
export const AuditFilters = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...changes }).filter(
            ([, value]) => value !== undefined && value !== "",
          ),
        ),
      replace: true,
    });
  return (
    <search className="audit-filters">
      <Who value={search.who ?? ""} onChange={(who) => set({ who })} />
      <label className="field">
        <span className="hidden-text">Action</span>
        <select value={search.action ?? ""} onChange={({ target }) => set({ action: target.value })}>
          <option value="">everything</option>
          {actions.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <Segment
        label="Result"
        options={results}
        value={search.result ?? "all"}
        onChange={(result) => set({ result: result === "all" ? undefined : result })}
      />
      <Moment name="From" value={search.since} onChange={(since) => set({ since })} />
      <Moment name="To" value={search.until} onChange={(until) => set({ until })} />
      {Object.keys(search).length === 0 ? null : (
        <button
          type="button"
          className="button ghost"
          onClick={() => void navigate({ search: {}, replace: true })}
        >
          Show all
        </button>
      )}
    </search>
  );
};

const Who = ({ value, onChange }: { readonly value: string; readonly onChange: (who: string) => void }) => {
  const list = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed counts, not what is done with it
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const users = useQuery(usersQuery).data ?? [];
  const keys = useQuery(keysQuery).data ?? [];
  const known = [
    ...users.map(({ name }) => `user:${name}`),
    ...keys.map(({ name }) => `key:${name}`),
    "file",
  ];
  return (
    <label className="field">
      <span className="faint">Who</span>
      <input
        type="search"
        placeholder="anybody"
        list={list}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
      />
      <datalist id={list}>
        {known.map((principal) => (
          <option key={principal} value={principal} />
        ))}
      </datalist>
    </label>
  );
};

/** A moment that is typed in the zone in which times are shown; ISO 8601 in the address. */
const Moment = ({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: string | undefined;
  readonly onChange: (moment: string | undefined) => void;
}) => (
  <label className="field">
    <span className="faint">{name}</span>
    <input
      type="datetime-local"
      value={value === undefined || Number.isNaN(Date.parse(value)) ? "" : typedTime(value)}
      onChange={({ target }) =>
        onChange(target.value === "" ? undefined : momentOf(target.value).toISOString())
      }
    />
  </label>
);
