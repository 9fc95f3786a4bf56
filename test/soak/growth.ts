/** What something was, at some time of the life of whatever has it. */
interface Point {
  readonly age: number;
  readonly value: number;
}

/** The points of one life that began at some time of the whole. */
export interface Series {
  readonly began: number;
  readonly points: ReadonlyArray<Point>;
}

/** How much something grows in a unit of time, and the standard error of that. */
export interface Growth {
  readonly slope: number;
  readonly error: number;
}

const sum = (values: ReadonlyArray<number>): number => values.reduce((all, value) => all + value, 0);
const mean = (values: ReadonlyArray<number>): number => sum(values) / values.length;

/** The products of how far points are from the middle of them. */
const spreadOf = (points: ReadonlyArray<Point>): { readonly own: number; readonly both: number } => {
  const [x, y] = [mean(points.map(({ age }) => age)), mean(points.map(({ value }) => value))];
  return {
    own: sum(points.map(({ age }) => (age - x) ** 2)),
    both: sum(points.map(({ age, value }) => (age - x) * (value - y))),
  };
};

/**
 * Growth within a life: one slope for all lives, each with a level of its own. What is measured again and again in one
 * life depends on what was measured before, so the error is that between lives (clustered by life).
 */
export const growthWithin = (lives: ReadonlyArray<Series>): Growth => {
  const spreads = lives.map(({ points }) => spreadOf(points));
  const own = sum(spreads.map((spread) => spread.own));
  // Where each life was looked at once only, nothing is known of it.
  if (own === 0) return { slope: 0, error: Number.NaN };
  const slope = sum(spreads.map((spread) => spread.both)) / own;
  const rest = sum(spreads.map((spread) => (spread.both - slope * spread.own) ** 2));
  return { slope, error: Math.sqrt((rest * lives.length) / (lives.length - 1)) / own };
};

/** Growth from life to life: the line through the levels of the lives, each brought to the same age. */
export const growthBetween = (lives: ReadonlyArray<Series>): Growth => {
  const { slope: within } = growthWithin(lives);
  const levels = lives.map(({ began, points }) => ({
    age: began,
    value: mean(points.map(({ age, value }) => value - within * age)),
  }));
  const { own, both } = spreadOf(levels);
  const slope = both / own;
  const line = mean(levels.map(({ age, value }) => value - slope * age));
  const rest = sum(levels.map(({ age, value }) => (value - slope * age - line) ** 2));
  return { slope, error: Math.sqrt(rest / (levels.length - 2) / own) };
};

/**
 * Whether something grows by more than `limit`: by two standard errors on either side, so one flat thing in forty is
 * said to grow. Where the limit is within them nobody can tell yet.
 */
export const judge = ({ slope, error }: Growth, limit: number): "grows" | "flat" | "too short to judge" => {
  if (slope - 2 * error > limit) return "grows";
  return slope + 2 * error <= limit ? "flat" : "too short to judge";
};
