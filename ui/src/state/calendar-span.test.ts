import { expect, test } from 'vitest';
import { daysIn, spanOf, turned, weeksIn } from './calendar-span';

test('a month is whole weeks from Monday to Sunday', () => {
  expect(spanOf('month', '2026-11-18')).toEqual({ from: '2026-10-26', until: '2026-12-07' });
  // February 2027 begins on a Monday and has four weeks.
  expect(weeksIn(spanOf('month', '2027-02-10'))).toHaveLength(4);
});

test('no layout asks for more than Rust gives at once', () => {
  for (let month = 0; month < 240; month += 1) {
    const day = turned('agenda', '2026-01-31', month);
    expect(daysIn(spanOf('month', day)).length).toBeLessThanOrEqual(42);
    expect(daysIn(spanOf('agenda', day)).length).toBeLessThanOrEqual(31);
    expect(daysIn(spanOf('week', day))).toHaveLength(7);
  }
});

test('a page is turned by a week or by a month', () => {
  expect(turned('week', '2026-11-18', -1)).toBe('2026-11-11');
  expect(turned('month', '2026-11-18', 1)).toBe('2026-12-18');
});
