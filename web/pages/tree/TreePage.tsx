import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { AddChildLink } from "../../form/EditLinks.tsx";
import { useNode, useTree } from "../../live/useLive.ts";
import { TreeMap } from "../../map/TreeMap.tsx";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Segment } from "../../ui/Segment.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { Inspector } from "./Inspector.tsx";
import { Outline } from "./Outline.tsx";

const route = getRouteApi("/shell/tree");

const views = [
  { value: "outline", shown: "Outline" },
  { value: "map", shown: "Map" },
] as const;

/** Where a child is, and who are its siblings. The address has the view, the filter and the selection. */
export const TreePage = () => {
  useTitle("Tree");
  const { view = "outline", filter = "", at } = route.useSearch();
  const navigate = route.useNavigate();
  const selected = useTree((tree) => (at === undefined ? undefined : tree.numberOf(at === "/" ? "" : at)));
  const node = useNode(selected);
  const setSearch = (changes: {
    readonly view?: "map" | undefined;
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
  return (
    <>
      <Bar
        actions={
          <>
            <AddChildLink at={node} />
            <Segment
              label="View"
              options={views}
              value={view}
              onChange={(value) => setSearch({ view: value === "map" ? value : undefined })}
            />
          </>
        }
      >
        <h1>Tree</h1>
      </Bar>
      <LivePage flush>
        <div className={selected === undefined ? "tree-split" : "tree-split with-inspector"}>
          <div className="tree-list">
            <TreeFilter filter={filter} onChange={(value) => setSearch({ filter: value })} />
            {view === "map" ? (
              <div className="tree-map">
                <TreeMap filter={filter} />
              </div>
            ) : (
              <Outline
                filter={filter}
                selected={selected}
                onSelect={(path) => setSearch({ at: path || "/" })}
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
    </>
  );
};

const TreeFilter = ({
  filter,
  onChange,
}: {
  readonly filter: string;
  readonly onChange: (filter: string) => void;
}) => {
  const [text, setText] = useState(filter);
  return (
    <div className="filters">
      <label className="field wide">
        <Icon name="filter" little />
        <span className="hidden-text">Filter by path</span>
        <input
          type="search"
          placeholder="Part of a path, or state:backoff"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            onChange(target.value);
          }}
        />
        <kbd className="key">/</kbd>
      </label>
    </div>
  );
};
