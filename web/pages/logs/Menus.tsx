import type { FocusEvent, FormEvent } from "react";
import { baseUrl } from "../../api/baseUrl.ts";
import { Icon } from "../../ui/Icon.tsx";
import { childrenOf, type LogsAddress } from "./address.ts";

/** A menu closes when something else gets the focus. */
const closeWithout = ({ currentTarget, relatedTarget }: FocusEvent<HTMLDetailsElement>): void => {
  if (!currentTarget.contains(relatedTarget)) currentTarget.open = false;
};

/** The address of these lines as a file: all that are kept, as far as they match. */
const fileOf = (address: LogsAddress, format: "text" | "ndjson"): string => {
  const url = new URL("api/v1/logs", baseUrl);
  for (const path of childrenOf(address)) url.searchParams.append("path", path);
  const { stream, run, grep, invert } = address;
  const letters = address.case;
  const query = { stream, run, grep, case: letters, invert, format, download: true };
  for (const [key, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(key, String(value));
  return url.href;
};

/** The same lines as a file. The browser saves it as it comes, however long it is. */
export const Download = ({ address }: { readonly address: LogsAddress }) => (
  <details className="drop-down" onBlur={closeWithout}>
    <summary className="button square" aria-label="Download" title="Download what is filtered">
      <Icon name="download" little />
    </summary>
    <div className="menu-panel">
      <a className="button ghost" href={fileOf(address, "text")} download>
        As text
      </a>
      <a className="button ghost" href={fileOf(address, "ndjson")} download>
        As lines of JSON
      </a>
    </div>
  </details>
);

const two = (value: number): string => String(value).padStart(2, "0");

/** As a field of that kind takes it: local time to the second. */
const fieldValue = (at: number): string => {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** Go to what was printed at a moment. */
export const GoToTime = ({
  at,
  onJump,
}: {
  /** The moment that is in view, in ms since 1970. */
  readonly at: number | null;
  readonly onJump: (at: number) => void;
}) => {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new Date(String(new FormData(event.currentTarget).get("at"))).getTime();
    if (Number.isNaN(given)) return;
    const menu = event.currentTarget.closest("details");
    if (menu !== null) menu.open = false;
    onJump(given);
  };
  return (
    <details className="drop-down" onBlur={closeWithout}>
      <summary className="button ghost" title="Go to a moment">
        Time
      </summary>
      <form className="menu-panel" onSubmit={submit}>
        <label className="field">
          <span className="hidden-text">Moment</span>
          <input
            key={at === null ? "" : Math.floor(at / 1000)}
            type="datetime-local"
            step={1}
            name="at"
            defaultValue={at === null ? "" : fieldValue(at)}
            required
          />
        </label>
        <button type="submit" className="button primary">
          Go
        </button>
      </form>
    </details>
  );
};
