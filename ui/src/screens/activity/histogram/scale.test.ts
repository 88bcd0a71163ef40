import { expect, test } from 'vitest';
import type { BarView, VerdictCounts } from '../../../ipc';
import { ticks } from './axis';
import { brushOf, indexAt, moved, rangeOf, stack } from './scale';

const none: VerdictCounts = { made_here: 0, recognised: 0, unrecognised: 0, not_mine: 0 };

/** Days of November, by the clock of this computer. */
const days = Array.from({ length: 30 }, (_, index): BarView => {
  const at = (day: number): string => new Date(2026, 10, day).toISOString();
  return { from: at(index + 1), until: at(index + 2), counts: none };
});

test('a single post is seen beside a thousand, and nothing leaves the picture', () => {
  const parts = stack({ ...none, recognised: 1_000, not_mine: 1 }, 1_001, 100);
  expect(parts.map(({ verdict }) => verdict)).toEqual(['recognised', 'not_mine']);
  expect(parts[1]?.height).toBeGreaterThanOrEqual(3);
  expect(parts[1]?.y).toBeGreaterThanOrEqual(0);
});

test('a range of time takes every bar it touches', () => {
  const from = new Date(2026, 10, 8, 3).toISOString();
  const until = new Date(2026, 10, 9, 0).toISOString();
  expect(brushOf({ from, until }, days)).toEqual({ first: 7, last: 7 });
  expect(brushOf({ from }, days)).toEqual({ first: 7, last: 29 });
  expect(brushOf({}, days)).toBeNull();
  expect(brushOf({ from: '2030-01-01T00:00:00Z' }, days)).toBeNull();
});

test('a brush is the range from the first bar to the end of the last', () => {
  const range = rangeOf({ first: 7, last: 8 }, days);
  expect(range).toEqual({ from: days[7]?.from, until: days[8]?.until });
  expect(brushOf(range, days)).toEqual({ first: 7, last: 8 });
});

test('an edge pushed over the other takes it along, and stops at the end', () => {
  expect(moved({ first: 3, last: 4 }, 'first', 2, 30)).toEqual({ first: 5, last: 5 });
  expect(moved({ first: 3, last: 4 }, 'last', -2, 30)).toEqual({ first: 2, last: 2 });
  expect(moved({ first: 0, last: 29 }, 'last', 5, 30)).toEqual({ first: 0, last: 29 });
});

test('a point outside belongs to the outermost bar', () => {
  expect(indexAt(-20, 30, 600)).toBe(0);
  expect(indexAt(599, 30, 600)).toBe(29);
  expect(indexAt(9_999, 30, 600)).toBe(29);
});

test('labels of the axis never touch, and months come first', () => {
  const shown = ticks(days, 'day', 600);
  expect(shown[0]?.label).toBe('Nov 1');
  const gaps = shown.slice(1).map(({ index }, at) => index - (shown[at]?.index ?? 0));
  expect(Math.min(...gaps) * 20).toBeGreaterThanOrEqual(76);
});
