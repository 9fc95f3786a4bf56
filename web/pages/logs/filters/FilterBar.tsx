import type { LineSearch } from "../../../lines/search/LineSearch.ts";
import { type Change, childrenOf, type LogsAddress } from "../address.ts";
import { positionOf } from "../search/hits.ts";
import { SearchField } from "../search/SearchField.tsx";
import { SearchToggles } from "../toggles/SearchToggles.tsx";
import { ChosenChildren } from "./ChosenChildren.tsx";
import { Download } from "./Download.tsx";
import { GoToTime } from "./GoToTime.tsx";
import { RunChoice } from "./RunChoice.tsx";

interface FilterBarProps {
  readonly address: LogsAddress;
  readonly change: Change;
  /** The child whose run can be chosen. */
  readonly onlyChild: string | undefined;
  readonly search: LineSearch | null;
  /** The first moment in view, in ms since 1970. */
  readonly from: number | null;
  readonly onSearch: (grep: string) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onJump: (at: number) => void;
}

/** The filters of the lines, and the search in them. */
export const FilterBar = (props: FilterBarProps) => {
  const { address, change, onlyChild, search, from, onSearch, onStep, onJump } = props;
  const choose = (chosen: ReadonlyArray<string>): void =>
    change({
      path: chosen.length === 0 ? undefined : chosen.join(","),
      run: undefined,
      line: undefined,
    });
  return (
    <search className="filters log-filters">
      <ChosenChildren chosen={childrenOf(address)} onChange={choose} />
      {onlyChild === undefined ? null : (
        <RunChoice path={onlyChild} run={address.run} onChange={(run) => change({ run, line: undefined })} />
      )}
      <span className="grow" />
      <SearchField
        grep={address.grep ?? ""}
        count={search === null ? null : positionOf(search, address.line)}
        countTitle="Lines that match"
        isSearching={search?.state.name === "searching"}
        onSearch={onSearch}
        onCancel={() => search?.cancel()}
        onStep={onStep}
      />
      {search === null ? null : <SearchToggles address={address} change={change} />}
      <GoToTime at={from} onJump={onJump} />
      <Download address={address} />
    </search>
  );
};
