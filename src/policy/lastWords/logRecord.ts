/** A structured log line: whether it reports an error, and its message. */
interface LogRecord {
  readonly isError: boolean;
  readonly text: string;
}

const textOf = (value: unknown): string | null => {
  if (typeof value === "string") return value.trim() === "" ? null : value.trim();
  if (typeof value !== "object" || value === null) return null;
  return "message" in value ? textOf(value.message) : null;
};

const firstOf = (record: Readonly<Record<string, unknown>>, ...keys: ReadonlyArray<string>): unknown =>
  keys.map((key) => record[key]).find((value) => value !== undefined);

/** In pino, errors are levels from 50; in syslog (`PRIORITY` in journald), priorities up to 3. */
const isErrorLevel = (record: Readonly<Record<string, unknown>>): boolean => {
  const level = firstOf(record, "level", "severity", "lvl", "log.level", "levelname");
  if (typeof level === "number") return level >= 50;
  if (typeof level === "string")
    return /^(err|error|fatal|crit|critical|alert|emerg|emergency|panic|dpanic)$/i.test(level);
  const priority = firstOf(record, "PRIORITY", "priority");
  return priority !== undefined && Number(priority) <= 3;
};

/** The message, with the attached error unless the message already contains it. */
const recordOf = (record: Readonly<Record<string, unknown>>): LogRecord | null => {
  const message = textOf(firstOf(record, "msg", "message", "MESSAGE", "event"));
  const error = textOf(firstOf(record, "err", "error", "exception"));
  const parts = [message, error].filter((text) => text !== null);
  if (parts.length === 0) return null;
  const text = message !== null && error !== null && message.includes(error) ? message : parts.join(": ");
  return { isError: isErrorLevel(record), text };
};

const jsonIn = (line: string): Readonly<Record<string, unknown>> | null => {
  if (!/^\{.*\}$/.test(line)) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    // Not JSON after all.
    return null;
  }
};

/** The pairs of a logfmt line, as logrus and slog write it: `level=error msg="no disk" err=EIO`. */
const logfmtIn = (line: string): Readonly<Record<string, unknown>> | null => {
  if (!/\blevel=\w+/.test(line) || !/\bmsg=/.test(line)) return null;
  const pairs = [...line.matchAll(/([\w.]+)=("(?:[^"\\]|\\.)*"|\S*)/g)];
  return Object.fromEntries(
    pairs.map(([, key, value = ""]) => [
      key,
      value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value,
    ]),
  );
};

/** Parses a line of JSON or logfmt; null for any other line. */
export const readLogRecord = (line: string): LogRecord | null => {
  const record = jsonIn(line) ?? logfmtIn(line);
  return record && recordOf(record);
};
