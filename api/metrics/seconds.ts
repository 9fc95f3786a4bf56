/** A moment (ISO 8601) in seconds since the epoch; null if there is none. */
export const seconds = (moment: string | null | undefined): number | null =>
  moment == null ? null : Date.parse(moment) / 1000;
