// Which rows of a long list have to be drawn. All rows have the same height, so the place of each
// follows from its number.

/** Pixels. The style sheet of the row says the same. */
export const ROW = 56;
/** Up to here all rows are drawn, and the browser's own means (find, print) see them all. */
const ALL_AT_ONCE = 300;
/** Rows drawn above and below what is seen. */
const BEYOND = 8;
/** Pixels. Browsers lose count of elements of about twice this height. */
const TALLEST = 16_000_000;

export interface View {
  total: number;
  /** How far the list is scrolled, in pixels. */
  scrollTop: number;
  /** The height of what is seen, in pixels. */
  seen: number;
}

export interface Window {
  /** The first row to draw. */
  first: number;
  /** The first row after those to draw. */
  end: number;
  /** How far down the first of them goes, in pixels. */
  top: number;
  /** How high everything together is, in pixels. */
  height: number;
}

export function windowOf(view: View): Window {
  const { total, scrollTop, seen } = view;
  const height = Math.min(total * ROW, TALLEST);
  if (total <= ALL_AT_ONCE) return { first: 0, end: total, top: 0, height };
  const from = scrollTop * stretch(view);
  const first = within(total, Math.floor(from / ROW) - BEYOND);
  const end = within(total, Math.ceil((from + seen) / ROW) + BEYOND);
  return { first, end, top: scrollTop + first * ROW - from, height };
}

/** The first row that is seen as a whole. */
export function firstSeen(view: View): number {
  const row = Math.ceil((view.scrollTop * stretch(view)) / ROW - 0.01);
  return within(Math.max(0, view.total - 1), row);
}

/** How far to scroll so that a row is seen, and no further. */
export function scrollToSee(index: number, view: View): number {
  const from = view.scrollTop * stretch(view);
  const top = index * ROW;
  const to = Math.min(top, Math.max(from, top + ROW - view.seen));
  return Math.max(0, to / stretch(view));
}

/** How far to scroll when so many rows came in above. */
export function scrollBy(rows: number, view: View): number {
  return Math.max(0, view.scrollTop + (rows * ROW) / stretch(view));
}

/** Pixels of rows per pixel scrolled: 1, unless the list is too high for a browser. */
function stretch({ total, seen }: View): number {
  const all = total * ROW;
  return all <= TALLEST ? 1 : (all - seen) / (TALLEST - seen);
}

function within(total: number, index: number): number {
  return Math.min(Math.max(index, 0), total);
}
