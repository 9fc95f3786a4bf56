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
 * The bytes of `512MB` (powers of 1000), `512MiB` (powers of 1024) or `100B`; null for anything else. A bare
 * `512M` is refused, since it means one to systemd and the other to disks.
 */
export const parseSize = (text: string | number): number | null => {
  if (text === 0 || text === "0") return 0;
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?([KMGT]?i?B)$/i.exec(String(text)) ?? [];
  const factor = units.find(([name]) => name.toLowerCase() === unit?.toLowerCase())?.[1];
  return factor === undefined ? null : Math.round(Number(amount) * factor);
};

/** Bytes as `parseSize` reads them, in the largest unit that says them exactly. */
export const formatSize = (bytes: number): string => {
  const [unit, factor] = units.findLast(([, size]) => bytes > 0 && bytes % size === 0) ?? ["B", 1];
  return `${bytes / factor}${unit}`;
};
