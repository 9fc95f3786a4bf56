import type { Contact } from "../../live/connection/contact.ts";
import { useLive } from "../../live/useLive.ts";
import { useBrowserNow } from "../../time/clock.ts";
import { duration, timeOfDay } from "../../time/format.ts";
import { Icon } from "../../ui/icons/Icon.tsx";

/** Shows since when contact has been lost, and when the next attempt is. */
export const ContactBanner = ({ contact }: { readonly contact: Contact }) => {
  if (contact.name === "refused") return <RefusedBanner />;
  return contact.name === "stale" ? <StaleBanner {...contact} /> : null;
};

const StaleBanner = ({ since, retryAt }: { readonly since: number; readonly retryAt: number | null }) => {
  const store = useLive();
  const now = useBrowserNow();
  return (
    <div className="banner">
      <Icon name="offline" />
      <span className="grow">
        <strong role="status">No contact with the daemon.</strong>{" "}
        <span className="dim">
          {since === 0
            ? ""
            : `This page shows the state of ${timeOfDay(since)}, ${duration(now - since)} ago. `}
          The processes keep running.
        </span>
      </span>
      <span className="dim">{retryAt === null ? "trying…" : `next try in ${duration(retryAt - now)}`}</span>
      <button type="button" className="button tiny" onClick={() => store.retry()}>
        Try now
      </button>
    </div>
  );
};

const RefusedBanner = () => {
  const store = useLive();
  return (
    <div className="banner" role="status">
      <Icon name="offline" />
      <span className="grow">
        <strong>Your rights have changed.</strong>{" "}
        <span className="dim">The daemon has closed the connection; this page is no longer updated.</span>
      </span>
      <button type="button" className="button tiny" onClick={() => store.retry()}>
        Connect again
      </button>
    </div>
  );
};
