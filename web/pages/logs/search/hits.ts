import type { LogLine } from "../../../../src/domain/LogLine.ts";
import type { LineSearch } from "../../../lines/search/LineSearch.ts";
import { lineName } from "../../../lines/window/LineWindow.ts";
import { grouped } from "../../../time/format.ts";

const indexOf = ({ hits }: LineSearch, selected: string | undefined): number =>
  selected === undefined ? -1 : hits.findIndex((hit) => lineName(hit) === selected);

/** The hit next to the selected one; without one, the newest. `by`: 1 towards the newest. */
export const hitBeside = (
  search: LineSearch,
  selected: string | undefined,
  by: 1 | -1,
): LogLine | undefined => {
  const { hits } = search;
  const current = indexOf(search, selected);
  return current < 0 ? hits[0] : hits[(current - by + hits.length) % hits.length];
};

/** The position of the selected hit: `3 of 14`. Without one, the number of hits. */
export const positionOf = (search: LineSearch, selected: string | undefined): string => {
  const current = indexOf(search, selected);
  const { found } = search;
  return current < 0 ? grouped(found) : `${grouped(found - current)} of ${grouped(found)}`;
};
