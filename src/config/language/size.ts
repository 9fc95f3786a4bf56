const units: ReadonlyArray<readonly [string, number]> = [
  ["B", 1],
  ...["K", "M", "G", "T"].flatMap(
    (letter, index): ReadonlyArray<readonly [string, number]> => [
      [`${letter}B`, 1000 ** (index + 1)],
      [`${letter}iB`, 1024 ** (index + 1)],
    ],
  ),
];

/**
 * The bytes of `512MB` (powers of 1000), `512MiB` (powers of 1024) or `100B`; null for anything else. `512M` is rejected,
 * because it is ambiguous.
 */
export const parseSize = (text: string | number): number | null => {
  if (text === 0 || text === "0") return 0;
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?([KMGT]?i?B)$/i.exec(String(text)) ?? [];
  const factor = units.find(([name]) => name.toLowerCase() === unit?.toLowerCase())?.[1];
  return factor === undefined ? null : Math.round(Number(amount) * factor);
};

/** Bytes as text for `parseSize`, in the largest unit that is exact. */
export const formatSize = (bytes: number): string => {
  const [unit, factor] = units.findLast(([, size]) => bytes > 0 && bytes % size === 0) ?? ["B", 1];
  return `${bytes / factor}${unit}`;
};
