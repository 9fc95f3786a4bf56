/** The time zone of shown times: that of the browser, or UTC. */
export type Zone = "local" | "utc";

let zone: Zone = "local";

export const showTimesIn = (chosen: Zone): void => {
  zone = chosen;
};

/** A date whose UTC fields (`getUTCHours`) are the ones to show. */
export const shownParts = (at: number | string): Date => {
  const date = new Date(at);
  return zone === "utc" ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
};

/** A formatter that uses the zone chosen at the time of the call. */
export const inZone = (options: Intl.DateTimeFormatOptions, language?: string) => {
  const formats = {
    local: new Intl.DateTimeFormat(language, options),
    utc: new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }),
  };
  return (at: number | string): string => formats[zone].format(new Date(at));
};

/** The moment of a time that was typed without a zone: `2026-01-31T08:00`. */
export const momentOf = (typed: string): Date => new Date(zone === "utc" ? `${typed}Z` : typed);
