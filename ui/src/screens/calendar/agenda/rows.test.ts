import { expect, test } from 'vitest';
import { card } from '../../../../fake/calendar/cards';
import { still } from '../placed';
import { heightOf, near, rowsOf, topOf } from './rows';

const days = ['2026-11-01', '2026-11-02', '2026-11-03'];
const rows = rowsOf(days, (date) =>
  date === '2026-11-02'
    ? []
    : Array.from({ length: 500 }, (_, index) =>
        still(card({ id: `${date} ${index}`, date, time: '09:00' })),
      ),
);

test('a day without a card has no row', () => {
  expect(rows.filter(({ kind }) => kind === 'day').map(({ date }) => date)).toEqual([
    '2026-11-01',
    '2026-11-03',
  ]);
  expect(rows).toHaveLength(1_002);
});

test('of a thousand rows only those near the screen are drawn', () => {
  expect(near(rows, 0, 600).length).toBeLessThan(25);
  const middle = near(rows, heightOf(rows) / 2, 600);
  expect(middle.length).toBeLessThan(40);
  expect(middle[0]?.top).toBeLessThan(heightOf(rows) / 2);
  expect(near(rows, heightOf(rows), 600).at(-1)).toBe(rows.at(-1));
});

test('every row is drawn at some place of the list', () => {
  const seen = new Set<number>();
  for (let top = 0; top < heightOf(rows); top += 300) {
    for (const row of near(rows, top, 300)) seen.add(row.top);
  }
  expect(seen.size).toBe(rows.length);
});

test('a day without a card is shown where the next one begins', () => {
  expect(topOf(rows, '2026-11-02')).toBe(topOf(rows, '2026-11-03'));
  expect(topOf(rows, '2026-11-09')).toBe(heightOf(rows));
});
