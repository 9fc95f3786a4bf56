import { useContact, useLatency, usePause } from "../live/useLive.ts";
import { useBrowserNow } from "../time/clock.ts";
import { duration } from "../time/format.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Account } from "./Account.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { useAbout } from "./useAbout.ts";

/** The connection, the logged-in user and the theme. */
export const SessionSummary = () => {
  const about = useAbout();
  return (
    <div className="session-summary">
      <div>
        <ContactMark />
        <span className="faint">{about === undefined ? "" : `v${about.version}`}</span>
      </div>
      <div>
        <Account />
      </div>
      <div>
        <ThemeSwitch />
      </div>
    </div>
  );
};

const ContactMark = () => {
  const contact = useContact();
  return (
    <span className="contact">
      <Glyph state={contact.name === "live" ? "running" : "unknown"} little />
      {contact.name === "live" ? <Live /> : null}
      {contact.name === "reading" ? "reading…" : null}
      {contact.name === "refused" ? "Not connected" : null}
      {contact.name === "stale" ? <StaleFor since={contact.since} /> : null}
    </span>
  );
};

/** The round-trip time to the daemon, once it is known. */
const Live = () => {
  const latency = useLatency();
  if (usePause() !== null) return "Paused";
  return latency === null ? (
    "Live"
  ) : (
    <span title="To the daemon and back, the median of the last five times">Live, {latency} ms</span>
  );
};

const StaleFor = ({ since }: { readonly since: number }) => {
  const now = useBrowserNow();
  return since === 0 ? "No contact" : `Stale for ${duration(now - since)}`;
};
