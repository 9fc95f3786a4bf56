import { dayOf, fullTime, grouped } from "../time/format.ts";
import type { History } from "./useHistory.ts";

/** How often runs have ended, also before what is loaded: `12 exits since 3 Mar 2026`. */
export const Exits = ({ history: { exits } }: { readonly history: History }) =>
  exits === null ? null : (
    <span className="history-exits">
      {grouped(exits.exits)} {exits.exits === 1 ? "exit" : "exits"} since{" "}
      <time dateTime={exits.since} title={fullTime(exits.since)}>
        {dayOf(exits.since)}
      </time>
    </span>
  );
