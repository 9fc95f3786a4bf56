import { baseUrl } from "../../../api/baseUrl.ts";
import { Icon } from "../../../ui/icons/Icon.tsx";
import { Popover } from "../../../ui/overlays/Popover.tsx";
import { childrenOf, type LogsAddress } from "../address.ts";

/** The URL of all kept lines that match, as a file. */
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

/** Downloads the lines that match. The browser writes the file as it arrives, however long it is. */
export const Download = ({ address }: { readonly address: LogsAddress }) => (
  <Popover
    side="right"
    buttonClass="button square"
    label="Download the lines that match"
    shown={<Icon name="download" little />}
  >
    <ul className="popover-list">
      <li>
        <a href={fileOf(address, "text")} download>
          As text
        </a>
      </li>
      <li>
        <a href={fileOf(address, "ndjson")} download>
          As lines of JSON
        </a>
      </li>
    </ul>
  </Popover>
);
