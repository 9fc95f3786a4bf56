import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { BulkBar } from "../../actions/BulkBar.tsx";
import { DependencyLines } from "../../dependencies/DependencyLines.tsx";
import { AddChildLink } from "../../form/EditLinks.tsx";
import type { ShortcutGroup } from "../../keys/Shortcuts.ts";
import { useShortcuts } from "../../keys/useShortcuts.ts";
import { useLive, useNode, useTree, useTreeVersion } from "../../live/useLive.ts";
import { TreeMap } from "../../map/TreeMap.tsx";
import { meets, parseFilter, type Token } from "../../selection/filter.ts";
import { usePickedOnPage } from "../../selection/pickedOnPage.ts";
import { Selection } from "../../selection/Selection.ts";
import { SelectionContext } from "../../selection/useSelection.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Segment } from "../../ui/buttons/Segment.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { Inspector } from "./Inspector.tsx";
import { Outline } from "./Outline.tsx";
import { TreeFilter } from "./TreeFilter.tsx";

const Drawn = lazy(() => import("./drawn/Drawn.tsx"));

const route = getRouteApi("/shell/tree");

const views = [
  { value: "outline", shown: "Outline" },
  { value: "map", shown: "Map" },
  { value: "drawn", shown: "Drawn" },
] as const;

/** The tree with the inspector. The address contains the view, the filter and the selected node. */
export const TreePage = () => {
  useTitle("Tree");
  const { view = "outline", filter = "", at } = route.useSearch();
  const navigate = route.useNavigate();
  const selected = useTree((tree) => (at === undefined ? undefined : tree.numberOf(at === "/" ? "" : at)));
  const node = useNode(selected);
  const tokens = useMemo(() => parseFilter(filter), [filter]);
  const [selection] = useState(() => new Selection());
  const setSearch = (changes: {
    readonly view?: "map" | "drawn" | undefined;
    readonly filter?: string | undefined;
    readonly at?: string | undefined;
  }) =>
    void navigate({
      search: (before) => {
        const merged = { ...before, ...changes };
        return Object.fromEntries(
          Object.entries(merged).filter(([, value]) => value !== undefined && value !== ""),
        );
      },
      replace: true,
    });
  usePickedOnPage(selection);
  useShortcuts(useTreeKeys(selection, at));
  const select = (path: string): void => setSearch({ at: path || "/" });
  return (
    <SelectionContext value={selection}>
      <Bar
        actions={
          <>
            <AddChildLink at={node} />
            <Segment
              label="View"
              options={views}
              value={view}
              onChange={(value) => setSearch({ view: value === "outline" ? undefined : value })}
            />
          </>
        }
      >
        <h1>Tree</h1>
      </Bar>
      <LivePage flush>
        <div className={selected === undefined ? "tree-split" : "tree-split with-inspector"}>
          <div className="tree-list">
            <Filters
              tokens={tokens}
              selection={selection}
              onChange={(value) => setSearch({ filter: value })}
            />
            <BulkBar selection={selection} />
            {view === "map" ? (
              <div className="tree-map">
                <TreeMap filter={tokens} />
                <DependencyLines selected={selected} />
              </div>
            ) : view === "drawn" ? (
              <Suspense fallback={<p className="message">reading…</p>}>
                <Drawn filter={tokens} selected={selected} onSelect={select} />
              </Suspense>
            ) : (
              <Outline
                filter={tokens}
                selected={selected}
                onSelect={select}
                onOpen={() => {
                  if (at !== undefined) void navigate({ to: "/children/$path", params: { path: at } });
                }}
              />
            )}
          </div>
          {selected === undefined ? null : (
            <Inspector key={selected} i={selected} onClose={() => setSearch({ at: undefined })} />
          )}
        </div>
      </LivePage>
    </SelectionContext>
  );
};

/** The shortcuts of the page: a focused cell of the map takes precedence over the selected node. */
const useTreeKeys = (selection: Selection, at: string | undefined): ShortcutGroup =>
  useMemo(() => {
    const pick = (): void => {
      const cell = document.activeElement?.closest<HTMLElement>("a.cell");
      const path = cell?.dataset.path ?? (at === "/" ? "" : at);
      if (path !== undefined) selection.toggle(path);
    };
    return {
      title: "Tree",
      shortcuts: [{ keys: "x", title: "select the node for a command, or take it out", run: pick }],
    };
  }, [selection, at]);

interface FiltersProps {
  readonly tokens: ReadonlyArray<Token>;
  readonly selection: Selection;
  readonly onChange: (filter: string) => void;
}

/** The filter with its matches, which change with the states. */
const Filters = ({ tokens, selection, onChange }: FiltersProps) => {
  const { tree } = useLive();
  useTreeVersion();
  const nodes = tree.order.flatMap((i) => tree.node(i) ?? []);
  const shown = tokens.length === 0 ? nodes : nodes.filter((node) => meets(tokens, node));
  // Supervisors only if the filter names their kind; otherwise they would be selected with all their services.
  const isAnyKind = !tokens.some(({ on }) => on === "kind");
  const selectAll = (): void =>
    selection.add(shown.filter(({ kind }) => !isAnyKind || kind === "service").map(({ path }) => path));
  useEffect(() => selection.keep((path) => tree.numberOf(path) !== undefined));
  return (
    <TreeFilter
      tokens={tokens}
      shown={shown.length}
      all={nodes.length}
      onChange={onChange}
      onSelectAll={selectAll}
    />
  );
};
