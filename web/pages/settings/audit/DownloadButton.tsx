import { useEffect, useRef, useState } from "react";
import { messageOf } from "../../../api/ApiError.ts";
import { type AuditFilter, auditLines } from "../../../api/audit.ts";
import { Icon } from "../../../ui/icons/Icon.tsx";

/** How often the count is shown anew, in entries. */
const step = 500;

/** Hand a text to the browser as a file. */
const save = (name: string, parts: ReadonlyArray<string>): void => {
  const url = URL.createObjectURL(new Blob([...parts], { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** Saves all entries that the filters mean, as lines of JSON. A second press stops it. */
export const DownloadButton = ({ filter }: { readonly filter: AuditFilter }) => {
  const [count, setCount] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);
  const download = async (): Promise<void> => {
    const own = new AbortController();
    control.current = own;
    setError(null);
    setCount(0);
    const lines: Array<string> = [];
    try {
      for await (const entry of auditLines(filter, own.signal)) {
        lines.push(`${JSON.stringify(entry)}\n`);
        if (lines.length % step === 0) setCount(lines.length);
      }
      save("audit.ndjson", lines);
    } catch (why) {
      if (!own.signal.aborted) setError(why);
    }
    setCount(null);
  };
  return (
    <>
      {error === null ? null : (
        <span className="small failed-ink" role="alert">
          {messageOf(error)}
        </span>
      )}
      <button
        type="button"
        className="button ghost tiny"
        title="All entries that match, as lines of JSON"
        onClick={() => (count === null ? void download() : control.current?.abort())}
      >
        <Icon name="download" little />
        {count === null ? "Download" : `Stop, ${count} read`}
      </button>
    </>
  );
};
