import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type LineFilter, LineWindow } from "../../lines/LineWindow.ts";
import { lineRequests } from "../../lines/lineRequests.ts";
import { MachineEvents } from "../../lines/MachineEvents.ts";
import { useContact } from "../../live/useLive.ts";

/** The lines of a filter, followed while the component is mounted and there is contact. */
export const useLineWindow = (filter: LineFilter): LineWindow => {
  const lines = useMemo(() => new LineWindow(lineRequests(filter)), [filter]);
  const isLive = useContact().name === "live";
  useEffect(() => {
    if (!isLive) return;
    lines.open();
    return () => lines.close();
  }, [lines, isLive]);
  useSyncExternalStore(lines.subscribe, () => lines.version);
  return lines;
};

/** The changes of state of these children; null: they are not wanted. */
export const useMachineEvents = (path: ReadonlyArray<string>, isWanted: boolean): MachineEvents | null => {
  const events = useMemo(() => (isWanted ? new MachineEvents(path) : null), [path, isWanted]);
  const isLive = useContact().name === "live";
  useEffect(() => {
    if (events === null || !isLive) return;
    events.open();
    return () => events.close();
  }, [events, isLive]);
  useSyncExternalStore(events?.subscribe ?? never, () => events?.version ?? 0);
  return events;
};

const never = () => () => undefined;
