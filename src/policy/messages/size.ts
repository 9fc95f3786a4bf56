const units = ["B", "kB", "MB", "GB", "TB"];

/** Bytes for people, in powers of 1000 as in the configuration, with three digits: `612 MB`, `4.25 GB`. */
export const sizeText = (bytes: number): string => {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
};
