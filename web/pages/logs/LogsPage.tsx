import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Segment } from "../../ui/buttons/Segment.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { type Change, childrenOf } from "./address.ts";
import { LogsContent } from "./LogsContent.tsx";
import { mostColumns } from "./reader/Columns.tsx";
import { ViewToggles } from "./toggles/ViewToggles.tsx";
import "./logs.css";

const route = getRouteApi("/shell/logs");

const streams = [
  { value: "both", shown: "Both" },
  { value: "stdout", shown: "stdout" },
  { value: "stderr", shown: "stderr" },
] as const;

/** The output of children. The address contains the filters, the view and the line. */
export const LogsPage = () => {
  useTitle("Logs");
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback<Change>(
    (changes) =>
      void navigate({
        search: (before) =>
          Object.fromEntries(
            Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined),
          ),
        replace: true,
      }),
    [navigate],
  );
  return (
    <>
      <Bar
        actions={
          <>
            <ViewToggles
              address={address}
              change={change}
              columns={childrenOf(address).length < 2 && address.view !== "columns" ? null : mostColumns}
            />
            <Segment
              label="Streams"
              options={streams}
              value={address.stream ?? "both"}
              onChange={(stream) => change({ stream: stream === "both" ? undefined : stream })}
            />
          </>
        }
      >
        <h1>Logs</h1>
      </Bar>
      <LivePage flush>
        <LogsContent address={address} change={change} />
      </LivePage>
    </>
  );
};
