const durations: ReadonlyArray<readonly [unit: string, ms: number, one: string]> = [
  ["d", 86_400_000, "day"],
  ["h", 3_600_000, "hour"],
  ["m", 60_000, "minute"],
  ["s", 1_000, "second"],
  ["ms", 1, "millisecond"],
];

/** The milliseconds of a written duration; null for anything else. */
export const millisecondsIn = (text: string): number | null => {
  if (text === "0") return 0;
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  const sum = parts.reduce(
    (total, [, amount, unit]) =>
      total + Number(amount) * (durations.find(([name]) => name === unit)?.[1] ?? 0),
    0,
  );
  return Math.round(sum);
};

const durationInWords = (ms: number): string => {
  let rest = ms;
  const parts = durations.flatMap(([, size, one]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${one}${count === 1 ? "" : "s"}`];
  });
  return parts.join(" ") || "no time at all";
};

/** The bytes of a written size; null for anything else. */
const bytesIn = (text: string): number | null => {
  const [, amount, prefix = "", binary] = /^(\d+(?:\.\d+)?) ?([KMGT]?)(i?)B$/i.exec(text) ?? [];
  if (amount === undefined || (prefix === "" && binary !== "")) return null;
  const power = "KMGT".indexOf(prefix.toUpperCase()) + 1;
  return Math.round(Number(amount) * (binary === "" ? 1_000 : 1_024) ** (prefix === "" ? 0 : power));
};

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** The meaning of a typed value in words; null if there is nothing to add. */
export const meaningOf = (type: string, text: string): string | null => {
  if (text.includes("${")) return "a variable, which is filled in when the file is read";
  if (type.startsWith("duration")) {
    const ms = millisecondsIn(text);
    return ms === null ? null : durationInWords(ms);
  }
  if (type === "size") {
    const bytes = bytesIn(text);
    return bytes === null ? null : `${grouped.format(bytes)} bytes`;
  }
  if (type === "octal mask" && /^0?o?[0-7]{1,3}$/.test(text)) return permissions(text);
  return null;
};

const permissions = (text: string): string => {
  const left = 0o666 & ~Number.parseInt(text.replace(/o/, ""), 8);
  const bits = [6, 3, 0].map(
    (shift) => ((left >> shift) & 4 ? "r" : "-") + ((left >> shift) & 2 ? "w" : "-"),
  );
  return `new files are ${bits.join("-")}-`;
};
