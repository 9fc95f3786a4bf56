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

/** A straight line from the edge of one node to the edge of another, as a path of SVG. */
export const lineBetween = (first: Place, later: Place): string => {
  const [fromX, fromY] = centreOf(first);
  const [toX, toY] = centreOf(later);
  const [dx, dy] = [toX - fromX, toY - fromY];
  const begin = shareInside(first, dx, dy);
  const end = 1 - shareInside(later, dx, dy);
  const at = (share: number): string => `${rounded(fromX + dx * share)} ${rounded(fromY + dy * share)}`;
  return `M${at(begin)}L${at(end)}`;
};
