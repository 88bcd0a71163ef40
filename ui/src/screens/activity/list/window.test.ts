import { expect, test } from 'vitest';
import { firstSeen, ROW, scrollBy, scrollToSee, windowOf } from './window';

const seen = 560;

test('a short list is drawn as a whole', () => {
  const window = windowOf({ total: 300, scrollTop: 5_000, seen });
  expect(window).toEqual({ first: 0, end: 300, top: 0, height: 300 * ROW });
});

test('of a long list only what is near is drawn', () => {
  const window = windowOf({ total: 100_000, scrollTop: 50_000 * ROW, seen });
  expect(window.first).toBe(49_992);
  expect(window.end).toBe(50_018);
  expect(window.top).toBe(49_992 * ROW);
});

test('the end of a list too high for a browser can still be reached', () => {
  const total = 1_000_000;
  const { height } = windowOf({ total, scrollTop: 0, seen });
  const bottom = { total, scrollTop: height - seen, seen };
  const window = windowOf(bottom);
  expect(window.end).toBe(total);
  expect(window.top + (window.end - window.first) * ROW).toBeCloseTo(height);
});

test.each([1_000, 1_000_000])('of %d rows any can be brought to sight', (total) => {
  for (const index of [0, 1, 499, total - 1]) {
    const scrollTop = scrollToSee(index, { total, scrollTop: 3_000, seen });
    const first = firstSeen({ total, scrollTop, seen });
    expect(index).toBeGreaterThanOrEqual(first);
    expect(index).toBeLessThan(first + seen / ROW);
  }
});

test('a row that is seen already moves nothing', () => {
  expect(scrollToSee(55, { total: 1_000, scrollTop: 50 * ROW, seen })).toBe(50 * ROW);
});

test.each([1_000, 1_000_000])('rows that come in above %d others move none of them', (total) => {
  const before = { total, scrollTop: 20_000, seen };
  const after = { ...before, total: total + 7 };
  const scrollTop = scrollBy(7, before);
  expect(firstSeen({ ...after, scrollTop })).toBe(firstSeen(before) + 7);
});
