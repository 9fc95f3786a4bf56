/** A time span of systemd.time(7), rounded up to seconds. */
export const timeSpan = (ms: number): string =>
  Number.isFinite(ms) ? `${Math.ceil(ms / 1000)}s` : "infinity";
