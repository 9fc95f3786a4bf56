import { useEffect, useMemo } from "react";
import { useContact } from "../live/useLive.ts";
import { useVersion } from "../store/useVersion.ts";
import { MachineEvents } from "./MachineEvents.ts";

/** The transitions of these children; null: not requested. */
export const useMachineEvents = (path: ReadonlyArray<string>, isWanted: boolean): MachineEvents | null => {
  const events = useMemo(() => (isWanted ? new MachineEvents(path) : null), [path, isWanted]);
  const isLive = useContact().name === "live";
  useEffect(() => {
    if (events === null || !isLive) return;
    events.open();
    return () => events.close();
  }, [events, isLive]);
  useVersion(events);
  return events;
};
