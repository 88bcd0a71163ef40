// The bars of made-up posts, as Rust would count them.
import type { BarView, Grain, HistogramView, VerdictCounts } from '../../src/ipc';
import type { FakePost } from './posts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const noCounts = (): VerdictCounts => ({
  made_here: 0,
  recognised: 0,
  unrecognised: 0,
  not_mine: 0,
});

export function histogram(posts: FakePost[]): HistogramView {
  const newest = posts[0]?.made;
  const oldest = posts.at(-1)?.made;
  if (newest === undefined || oldest === undefined) return { grain: 'day', bars: [], highest: 0 };
  const grain = grainFor(newest - oldest);
  const starts = [floor(oldest, grain)];
  while ((starts.at(-1) ?? 0) <= newest) starts.push(after(starts.at(-1) ?? 0, grain));
  const bars = starts.slice(0, -1).map((start, index): BarView => ({
    from: new Date(start).toISOString(),
    until: new Date(starts[index + 1] ?? 0).toISOString(),
    counts: noCounts(),
  }));
  let at = bars.length - 1;
  for (const post of posts) {
    while (at > 0 && post.made < (starts[at] ?? 0)) at -= 1;
    const bar = bars[at];
    if (bar) bar.counts[post.verdict] += 1;
  }
  const sums = bars.map(({ counts }) => Object.values(counts).reduce((sum, n) => sum + n, 0));
  return { grain, bars, highest: Math.max(...sums) };
}

function grainFor(span: number): Grain {
  if (span < 5 * DAY) return 'hour';
  if (span < 300 * DAY) return 'day';
  return span < 2_000 * DAY ? 'week' : 'month';
}

function floor(at: number, grain: Grain): number {
  const date = new Date(at);
  if (grain === 'hour') return date.setMinutes(0, 0, 0);
  if (grain === 'month') date.setDate(1);
  if (grain === 'week') date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  return date.setHours(0, 0, 0, 0);
}

function after(start: number, grain: Grain): number {
  const date = new Date(start);
  if (grain === 'hour') return start + HOUR;
  if (grain === 'month') return date.setMonth(date.getMonth() + 1);
  return date.setDate(date.getDate() + (grain === 'day' ? 1 : 7));
}
