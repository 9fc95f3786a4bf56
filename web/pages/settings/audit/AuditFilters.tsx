import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { keysQuery, usersQuery } from "../../../api/accounts.ts";
import { changedSearch } from "../../../selection/changedSearch.ts";
import { MomentField } from "../../../time/MomentField.tsx";
import { Segment } from "../../../ui/buttons/Segment.tsx";
import { TypedField } from "../../../ui/TypedField.tsx";
import { actions } from "./actionNames.ts";

const route = getRouteApi("/shell/settings/audit");

const results = [
  { value: "all", shown: "All" },
  { value: "done", shown: "Done" },
  { value: "failed", shown: "Failed" },
  { value: "refused", shown: "Refused" },
] as const;

/** By whom, what, with which result, and when. */
export const AuditFilters = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ search: (before) => changedSearch(before, changes), replace: true });
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
      <MomentField name="From" value={search.since} onChange={(since) => set({ since })} />
      <MomentField name="To" value={search.until} onChange={(until) => set({ until })} />
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
  const users = useQuery(usersQuery).data ?? [];
  const keys = useQuery(keysQuery).data ?? [];
  const known = [
    ...users.map(({ name }) => `user:${name}`),
    ...keys.map(({ name }) => `key:${name}`),
    "file",
  ];
  return <TypedField name="Who" placeholder="anybody" known={known} value={value} onChange={onChange} />;
};
