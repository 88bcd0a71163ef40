import { expect, test } from 'vitest';
import { addDays, addMonths, minutesOf, timeOf, weekday } from './days';

test('days are counted over months, years and leap days', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});

test('a month that is too short for a day has its last day instead', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
});

test('a week begins on Monday', () => {
  expect(weekday('2026-11-16')).toBe(0);
  expect(weekday('2026-11-22')).toBe(6);
});

test('times and minutes are the same thing', () => {
  expect(minutesOf('09:05')).toBe(545);
  expect(timeOf(545)).toBe('09:05');
  expect(timeOf(0)).toBe('00:00');
});
