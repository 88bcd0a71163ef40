// Where things are in the histogram. All lengths are pixels.
import type { BarView, VerdictCounts } from '../../../ipc';
import type { Range } from '../../../state/activity-filter.svelte';
import { verdicts } from '../verdicts';

/** One post is seen, however high the highest bar is. */
const THINNEST = 3;

export interface Segment {
  verdict: (typeof verdicts)[number];
  y: number;
  height: number;
}

/** The first and the last bar of a range; `active` is the edge that the keys move. */
export interface Brush {
  first: number;
  last: number;
}

/** The parts of a bar from the bottom up. */
export function stack(counts: VerdictCounts, highest: number, height: number): Segment[] {
  let y = height;
  return verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => {
      const part = Math.max(THINNEST, (counts[verdict] / highest) * (height - 2 * THINNEST));
      y = Math.max(0, y - part);
      return { verdict, y, height: part };
    });
}

export function left(index: number, bars: number, width: number): number {
  return (index / bars) * width;
}

export function indexAt(x: number, bars: number, width: number): number {
  return Math.min(bars - 1, Math.max(0, Math.floor((x / width) * bars)));
}

/** The bars that a range of time touches; null when it touches none, or there is no range. */
export function brushOf({ from, until }: Range, bars: BarView[]): Brush | null {
  if ((!from && !until) || bars.length === 0) return null;
  const start = from ? Date.parse(from) : -Infinity;
  const end = until ? Date.parse(until) : Infinity;
  const first = bars.findIndex((bar) => Date.parse(bar.until) > start);
  const last = bars.findLastIndex((bar) => Date.parse(bar.from) < end);
  return first < 0 || last < first ? null : { first, last };
}

export function rangeOf({ first, last }: Brush, bars: BarView[]): Range {
  return { from: bars[first]?.from, until: bars[last]?.until };
}

/** The brush with one edge moved; an edge pushed over the other takes it along. */
export function moved(brush: Brush, edge: keyof Brush, by: number, bars: number): Brush {
  const to = Math.min(bars - 1, Math.max(0, brush[edge] + by));
  return edge === 'first'
    ? { first: to, last: Math.max(to, brush.last) }
    : { first: Math.min(to, brush.first), last: to };
}
