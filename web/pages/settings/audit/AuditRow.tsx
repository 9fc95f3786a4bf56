import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "../../../api/audit.ts";
import { toParam } from "../../../paths.ts";
import { dayOf, fullTime, timeOfDay } from "../../../time/format.ts";
import { RevisionLink } from "../../../ui/RevisionLink.tsx";
import { actionInWords } from "./actionNames.ts";

/** So many children are named; of more there is the number. */
const named = 3;

export const AuditRow = ({ entry }: { readonly entry: AuditEntry }) => {
  const { at, claim, action, reason, address, outcome } = entry;
  return (
    <tr>
      <td className="mono faint">
        <time dateTime={at} title={fullTime(at)}>
          <span className="day">{dayOf(at)} </span>
          {timeOfDay(at)}
        </time>
      </td>
      <td className="who">
        {whoOf(entry).replace(/^user:/, "")}
        {claim === undefined ? null : <span className="faint"> as {claim.replace(/^user:/, "")}</span>}
      </td>
      <td className="dim">
        {outcome === "done" && (action === "apply" || action === "rollback") ? (
          <RevisionLink at={at}>{actionInWords(action)}</RevisionLink>
        ) : (
          actionInWords(action)
        )}
      </td>
      <td>
        <Touched entry={entry} />
      </td>
      <td className="dim cut reason" title={reason}>
        {reason}
      </td>
      <td className="mono dim">{address ?? "socket"}</td>
      <td className={outcome === "done" ? "figure dim" : "figure failed-ink"}>{outcome}</td>
    </tr>
  );
};

/** The actor. A login, or the use of a link, is by nobody at first, and then by the user of the account. */
const whoOf = ({ by, account, outcome }: AuditEntry): string =>
  by === "anonymous" && outcome === "done" && account !== undefined ? account : by;

/** The subject: children, or an account. */
const Touched = ({ entry: { paths = [], account } }: { readonly entry: AuditEntry }) => {
  if (account !== undefined) return <Account principal={account} />;
  const more = paths.length - named;
  return (
    <span className="row">
      {paths.slice(0, named).map((path) => (
        <Link key={path} className="underlined" to="/children/$path" params={{ path: toParam(path) }}>
          {path || "/"}
        </Link>
      ))}
      {more > 0 ? <span className="faint">and {more} more</span> : null}
    </span>
  );
};

const Account = ({ principal }: { readonly principal: string }) => {
  const name = principal.replace(/^\w+:/, "");
  if (principal.startsWith("key:"))
    return (
      <Link className="underlined" to="/settings/keys" search={{}}>
        key {name}
      </Link>
    );
  return (
    <Link className="underlined" to="/settings/users" search={{ user: name }}>
      {name}
    </Link>
  );
};
