import { duration } from "../table/sentinelText.ts";
import { without } from "../table/unsupportedRows.ts";
import { text } from "../table/values.ts";
import { last } from "./readUnit.ts";
import { parseTimeSpan } from "./timeSpan.ts";
import type { UnitRow } from "./unitRows.ts";

/** A size of systemd, whose units are powers of 1024; null for anything else. */
export const size = (written: string): string | null => {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([KMGT]?)B?$/.exec(written) ?? [];
  if (amount === undefined) return null;
  return Number(amount) === 0 ? "0" : `${amount}${unit === "" ? "B" : `${unit}iB`}`;
};

/** A number without a sign; null for anything else. */
export const count = (written: string): string | null => (/^\d{1,15}$/.test(written) ? written : null);

const seconds = (written: string): string | null => {
  const ms = parseTimeSpan(written);
  return ms === null ? null : duration(ms);
};

/** A limit of each process: one amount, or a soft and a hard one. */
const limit = (key: string, name: string, amount: (written: string) => string | null): UnitRow => ({
  key,
  to: `limits.${name}`,
  fidelity: "exact",
  note: "",
  apply: (value, draft, { report }) => {
    const parts = text(last(value))
      .split(":")
      .map((part) => (part === "infinity" ? "unlimited" : amount(part.trim())));
    if (parts.length > 2 || parts.includes(null)) {
      report.error(
        value.at,
        `${key}: "${text(last(value))}" is not a limit`,
        "write one as in systemd.exec(5)",
      );
      return undefined;
    }
    const [one = ""] = parts;
    draft.settings.set(
      `limits.${name}`,
      parts.length === 1 && /^\d+$/.test(one ?? "") ? Number(one) : parts.join(":"),
    );
    return undefined;
  },
});

/** What systemd lets the kernel limit for each process. */
export const limitRows: ReadonlyArray<UnitRow> = [
  limit("LimitCPU", "cpu_time", seconds),
  limit("LimitFSIZE", "file_size", size),
  limit("LimitSTACK", "stack", size),
  limit("LimitCORE", "core", size),
  limit("LimitNOFILE", "open_files", count),
  limit("LimitAS", "address_space", size),
  limit("LimitMEMLOCK", "locked_memory", size),
  ...without(
    "put `prlimit` before the command",
    ...["DATA", "RSS", "NPROC", "LOCKS", "SIGPENDING", "MSGQUEUE", "NICE", "RTPRIO", "RTTIME"].map(
      (name) => `Limit${name}`,
    ),
  ),
];
