import { expect, test } from 'vitest';
import { age, delay, elapsed, left, relative, utc } from './time';

const now = Date.parse('2026-11-21T12:00:00Z');
const at = (seconds: number): string => new Date(now + seconds * 1_000).toISOString();
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

test.each([
  [-10, 'just now'],
  [10, 'in a moment'],
  [-3 * MINUTE, '3 minutes ago'],
  [59.8 * MINUTE, 'in 1 hour'],
  [-3 * DAY, '3 days ago'],
  [2 * HOUR, 'in 2 hours'],
  [-90 * DAY, '3 months ago'],
  [-1_000 * DAY, '3 years ago'],
])('a moment %d seconds away is "%s"', (seconds, words) => {
  expect(relative(at(seconds), now)).toBe(words);
});

test('an age is a plain span, and never negative when a clock is wrong', () => {
  expect(age(at(-34 * DAY), now)).toBe('34 days');
  expect(age(at(5 * DAY), now)).toBe('1 minute');
});

test('a measured delay keeps the digit that matters', () => {
  expect(delay(840)).toBe('840 ms');
  expect(delay(1_840)).toBe('1.8 sec');
  expect(delay(125_000)).toBe('2.1 min');
});

test('what is left counts down to zero and stays there', () => {
  expect(left(at(9), now)).toBe('0:09');
  expect(left(at(14 * MINUTE + 59), now)).toBe('14:59');
  expect(left(at(23 * HOUR + 12 * MINUTE), now)).toBe('23 h 12 min');
  expect(left(at(-5), now)).toBe('0:00');
});

test('the technical detail is in UTC', () => {
  expect(utc('2026-11-21T13:00:00.5+01:00')).toBe('2026-11-21 12:00:00.500 UTC');
});

test.each([
  [0, '0:00'],
  [9_999, '0:09'],
  [599_000, '9:59'],
  [3_599_000, '59:59'],
  [3_600_000, '1:00:00'],
  [86_399_000, '23:59:59'],
  [86_400_000, '1 d 00:00:00'],
  [200_000_000, '2 d 07:33:20'],
  [-5_000, '0:00'],
])('%i ms have passed: %s', (passed, words) => {
  const from = '2026-03-01T12:00:00Z';
  expect(elapsed(from, Date.parse(from) + passed)).toBe(words);
});
