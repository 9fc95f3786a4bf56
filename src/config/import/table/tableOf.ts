/** A lookup table without a prototype, so that a source's `constructor` finds nothing. */
export const tableOf = <Row>(rows: Readonly<Record<string, Row>>): Readonly<Record<string, Row>> =>
  Object.assign(Object.create(null), rows);
