/** fast-check's parameters for a property. */
interface Examples {
  readonly numRuns: number;
  readonly seed?: number;
}

const { PROPERTY_SEED, PROPERTY_FACTOR = "1" } = process.env;

/**
 * How many examples a property is tried with, and from which seed; without one, another each time, which fast-check
 * prints with what it has found. `npm run test:nightly` sets both variables: more examples, all from a seed of that
 * night.
 */
export const examples = (count: number, seed?: number): Examples => {
  const numRuns = count * Number(PROPERTY_FACTOR);
  if (PROPERTY_SEED !== undefined) return { numRuns, seed: Number(PROPERTY_SEED) };
  return seed === undefined ? { numRuns } : { numRuns, seed };
};
