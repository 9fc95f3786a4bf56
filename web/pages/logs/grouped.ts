/** A count with thin spaces between its groups of three: `1 204 949`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, "\u2009");
