/** The height of a line that is not wrapped, in px (styles/lines.css). */
const rowHeight = 20;
/** Browsers do not render content farther down than this, in px. Longer lists are scaled. */
const tallest = 15_000_000;
/** Up to this number of rows all are in the document, with their natural height. */
const few = 200;
/** Rows above and below the view that are in the document. */
export const besideView = 8;

interface Scrolled {
  /** The number of rows. */
  readonly total: number;
  /** The scroll position, and the height of the view, in px. */
  readonly top: number;
  readonly height: number;
  readonly isFollowing: boolean;
}

/** Which rows are in the document, and where. */
export interface ListLayout extends Scrolled {
  /** All rows are in the document. */
  readonly isShort: boolean;
  /** How many px of rows one px of scrolling moves. */
  readonly scale: number;
  /** The height of the scrolled content, in px. */
  readonly whole: number;
  /** The largest scroll position. */
  readonly most: number;
  /** The scroll position as a share of the largest one. */
  readonly share: number;
  /** The row at that share of the list, with the part of it that is above: 2.5 is the middle of the third. */
  readonly place: number;
  readonly anchor: number;
  /** The rows in the document: the first, and the one after the last. */
  readonly first: number;
  readonly end: number;
}

export const layoutOf = ({ total, top, height, isFollowing }: Scrolled): ListLayout => {
  const isShort = total <= few;
  const whole = Math.max(height + 1, Math.min(tallest, total * rowHeight));
  const most = Math.max(0, whole - height);
  const share = isFollowing ? 1 : most === 0 ? 0 : Math.min(1, top / most);
  const place = share * total;
  const anchor = Math.max(0, Math.min(total - 1, Math.floor(place)));
  const above = Math.ceil((share * height) / rowHeight) + besideView;
  const below = Math.ceil(((1 - share) * height) / rowHeight) + besideView;
  return {
    ...{ total, top, height, isFollowing, isShort, whole, most, share, place, anchor },
    scale: Math.max(1, (total * rowHeight) / tallest),
    first: isShort ? 0 : Math.max(0, anchor - above),
    end: isShort ? total : Math.min(total, anchor + below),
  };
};

/** The scroll position that centres a row. `list`: the rows in the document. */
export const scrollTopFor = (
  row: number,
  { total, height, isShort, most, first }: ListLayout,
  list: HTMLElement,
  wrap: boolean,
): number => {
  if (isShort) {
    const element = list.children[row - first] as HTMLElement | undefined;
    return (element?.offsetTop ?? 0) - height / 2;
  }
  if (wrap) return (most * (row + 0.5)) / total;
  const inView = height / rowHeight;
  return (most * (row + 0.5 - inView / 2)) / (total - inView);
};

/** How far the rows in the document are moved down, in px, so that the anchor is at its share of the view. */
export const offsetOf = (
  { height, isFollowing, share, place, anchor, first }: ListLayout,
  list: HTMLElement,
): number => {
  if (isFollowing) return height - list.offsetHeight;
  const at = list.children[anchor - first] as HTMLElement | undefined;
  const within = at === undefined ? 0 : at.offsetTop + (place - anchor) * at.offsetHeight;
  return share * height - within;
};
