import { memo } from "react";
import { fullTime, preciseTime } from "../time/format.ts";
import { glyphOf } from "../ui/icons/eventGlyph.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import type { MachineEvent } from "./MachineEvents.ts";

/** A change of state between lines of output. */
export const EventLine = memo(({ event }: { readonly event: MachineEvent }) => (
  <p className="line line-event">
    <time className="faint" dateTime={event.at} title={fullTime(event.at)}>
      {preciseTime(event.at)}
    </time>
    <Glyph state={glyphOf(event.to)} little />
    <span>
      {event.subject === "" ? "the tree" : event.subject}: {event.from} → {event.to}
      {event.reason === "" ? "" : `, ${event.reason}`}
    </span>
  </p>
));
EventLine.displayName = "EventLine";
