// The order of files.

/** The list with one of its entries at another place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const entry = list[from];
  if (entry === undefined || to < 0 || to >= list.length) return list;
  const others = list.filter((_, index) => index !== from);
  return [...others.slice(0, to), entry, ...others.slice(to)];
}

/** Where something dragged to this height would come to stand among rows of these middles. */
export function placeAt(middles: number[], from: number, height: number): number {
  const others = middles.filter((_, index) => index !== from);
  return others.filter((middle) => middle < height).length;
}
