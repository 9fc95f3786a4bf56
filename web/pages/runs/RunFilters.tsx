import { getRouteApi } from "@tanstack/react-router";
import { useTree } from "../../live/useLive.ts";
import { outcomeWords, triggerWords } from "../../runs/words.ts";
import { changedSearch } from "../../selection/changedSearch.ts";
import { MomentField } from "../../time/MomentField.tsx";
import { TypedField } from "../../ui/TypedField.tsx";

const route = getRouteApi("/shell/runs");

/** Of which child, with which outcome, started for what, and when. */
export const RunFilters = () => {
  const { run, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const paths = useTree((tree) => tree.order.flatMap((i) => tree.node(i)?.path || []).join("\n"));
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ search: (before) => changedSearch(before, changes), replace: true });
  return (
    <search className="run-filters">
      <TypedField
        name="Child"
        placeholder="all"
        known={paths.split("\n")}
        value={filter.path ?? ""}
        onChange={(path) => set({ path })}
      />
      <Choice
        name="Outcome"
        options={Object.entries(outcomeWords)}
        value={filter.outcome}
        onChange={(outcome) => set({ outcome })}
      />
      <Choice
        name="Started by"
        options={Object.entries(triggerWords)}
        value={filter.trigger}
        onChange={(trigger) => set({ trigger })}
      />
      <MomentField name="From" value={filter.from} onChange={(from) => set({ from })} />
      <MomentField name="To" value={filter.to} onChange={(to) => set({ to })} />
      {Object.values(filter).every((value) => value === undefined) ? null : (
        <button
          type="button"
          className="button ghost"
          onClick={() => void navigate({ search: run === undefined ? {} : { run }, replace: true })}
        >
          Show all
        </button>
      )}
    </search>
  );
};

interface ChoiceProps {
  readonly name: string;
  readonly options: ReadonlyArray<readonly [value: string, words: string]>;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

const Choice = ({ name, options, value = "", onChange }: ChoiceProps) => (
  <label className="field">
    <span className="faint">{name}</span>
    <select value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">any</option>
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  </label>
);
