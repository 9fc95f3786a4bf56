const units = ["B", "kB", "MB", "GB", "TB"];

/** Bytes for people, in powers of 1000 as in the configuration, with three digits: `612 MB`, `4.25 GB`. */
export const sizeText = (bytes: number): string => {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
};

const exactUnits: ReadonlyArray<readonly [unit: string, size: number]> = [
  ...["B", "kB", "MB", "GB", "TB"].map((unit, index) => [unit, 1000 ** index] as const),
  ...["KiB", "MiB", "GiB", "TiB"].map((unit, index) => [unit, 1024 ** (index + 1)] as const),
].sort(([, one], [, other]) => one - other);

/** Bytes for people in the largest unit that is exact, for an amount that was declared: `512 MiB`. */
export const exactSizeText = (bytes: number): string => {
  const [unit, size] = exactUnits.findLast(([, one]) => bytes % one === 0) ?? ["B", 1];
  return `${bytes / size} ${unit}`;
};
