/** A rectangle, in px from the corner of a drawing. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In px, between the end of a line and the node. */
const gap = 2;

const centreOf = ({ x, y, width, height }: Place): readonly [number, number] => [
  x + width / 2,
  y + height / 2,
];

/** How far the edge of a node is from its centre, as a share of the way to another point. */
const shareInside = ({ width, height }: Place, dx: number, dy: number): number =>
  Math.min(
    dx === 0 ? 1 : (width / 2 + gap) / Math.abs(dx),
    dy === 0 ? 1 : (height / 2 + gap) / Math.abs(dy),
    0.5,
  );

const rounded = (value: number): number => Math.round(value * 10) / 10;

const lowerEdge = ({ y, height }: Place): number => y + height + gap;

/** Whether there may be others between them, in the same row. */
const areBeside = (first: Place, later: Place): boolean =>
  Math.abs(centreOf(first)[1] - centreOf(later)[1]) < Math.max(first.height, later.height) / 2;

/** Below what is between them: from the lower edge of one node to the lower edge of another. */
const curveBelow = (first: Place, later: Place): string => {
  const [fromX, toX] = [centreOf(first)[0], centreOf(later)[0]];
  const [fromY, toY] = [lowerEdge(first), lowerEdge(later)];
  const depth = Math.min(26, 10 + Math.abs(toX - fromX) / 8);
  const point = (x: number, y: number): string => `${rounded(x)} ${rounded(y)}`;
  return `M${point(fromX, fromY)}C${point(fromX, fromY + depth)} ${point(toX, toY + depth)} ${point(toX, toY)}`;
};

/** From the edge of one node to the edge of another. */
const straight = (first: Place, later: Place): string => {
  const [fromX, fromY] = centreOf(first);
  const [toX, toY] = centreOf(later);
  const [dx, dy] = [toX - fromX, toY - fromY];
  const begin = shareInside(first, dx, dy);
  const end = 1 - shareInside(later, dx, dy);
  const at = (share: number): string => `${rounded(fromX + dx * share)} ${rounded(fromY + dy * share)}`;
  return `M${at(begin)}L${at(end)}`;
};

/** A line from one node to another as a path of SVG: a straight one, or of nodes in the same row one that avoids the others. */
export const lineBetween = (first: Place, later: Place): string =>
  areBeside(first, later) ? curveBelow(first, later) : straight(first, later);
