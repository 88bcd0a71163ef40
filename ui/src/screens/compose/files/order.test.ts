import { expect, test } from 'vitest';
import { moved, placeAt } from './order';

test('an entry is moved to its new place and the others close up', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
});

test('nothing is moved beyond the ends', () => {
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

test('what is dragged comes to stand after every row whose middle it has passed', () => {
  const middles = [50, 150, 250];
  expect(placeAt(middles, 0, 60)).toBe(0);
  expect(placeAt(middles, 0, 160)).toBe(1);
  expect(placeAt(middles, 0, 900)).toBe(2);
  expect(placeAt(middles, 2, 10)).toBe(0);
});
