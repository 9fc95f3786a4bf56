import { Link } from "@tanstack/react-router";
import { useContact, useTree } from "../live/useLive.ts";
import { useBrowserNow } from "../time/clock.ts";
import { duration } from "../time/format.ts";
import { Glyph } from "../ui/Glyph.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Logo } from "../ui/Logo.tsx";
import { Account } from "./Account.tsx";
import { places } from "./places.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { useAbout } from "./useAbout.ts";

export const SideNavigation = () => {
  const about = useAbout();
  return (
    <aside className="side" aria-label="Navigation">
      <p className="brand">
        <Logo />
        <span className="strong cut">{about?.name ?? "Sentinel"}</span>
      </p>
      <nav className="nav" aria-label="Pages">
        {places.map(({ to, name, icon }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
            <Icon name={icon} />
            <span>{name}</span>
            {to === "/" ? <FailedCount /> : null}
          </Link>
        ))}
      </nav>
      <div className="side-foot">
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
    </aside>
  );
};

/** How many services have failed, if any. */
const FailedCount = () => {
  const { failed } = useTree((tree) => tree.tallyOf(null));
  if (failed === 0) return null;
  return (
    <span className="count">
      <Glyph state="failed" little />
      {failed}
      <span className="hidden-text">failed</span>
    </span>
  );
};

const ContactMark = () => {
  const contact = useContact();
  return (
    <span className="contact">
      <Glyph state={contact.name === "live" ? "running" : "unknown"} little />
      {contact.name === "live" ? "Live" : null}
      {contact.name === "reading" ? "reading…" : null}
      {contact.name === "refused" ? "Not connected" : null}
      {contact.name === "stale" ? <StaleFor since={contact.since} /> : null}
    </span>
  );
};

const StaleFor = ({ since }: { readonly since: number }) => {
  const now = useBrowserNow();
  return since === 0 ? "No contact" : `Stale for ${duration(now - since)}`;
};
