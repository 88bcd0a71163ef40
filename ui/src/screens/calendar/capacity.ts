// How many cards a cell has room for. The numbers are those of the cells' and the cards' styles.
const HEAD = 20;
const CARD = 36;
const MORE = 18;
const LEAST = 2;

/** Cards to draw of `count` in a cell of this height; the rest is behind "more". */
export function roomFor(count: number, height: number): number {
  const all = Math.floor((height - HEAD) / CARD);
  if (count <= Math.max(LEAST, all)) return count;
  return Math.max(LEAST, Math.floor((height - HEAD - MORE) / CARD));
}
