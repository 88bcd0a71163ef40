// The agenda as one long list of days and cards, of which only what is near is drawn.
import type { Placed } from '../placed';

/** Pixels, as in the styles of the rows. */
export const DAY_HEIGHT = 36;
export const CARD_HEIGHT = 56;
const AROUND = 400;

export type Row =
  | { kind: 'day'; date: string; count: number; top: number }
  | { kind: 'card'; date: string; placed: Placed; top: number };

/** Days with something on them, each followed by its cards. */
export function rowsOf(days: string[], on: (date: string) => Placed[]): Row[] {
  const rows: Row[] = [];
  let top = 0;
  for (const date of days) {
    const cards = on(date);
    if (cards.length === 0) continue;
    rows.push({ kind: 'day', date, count: cards.length, top });
    top += DAY_HEIGHT;
    for (const placed of cards) {
      rows.push({ kind: 'card', date, placed, top });
      top += CARD_HEIGHT;
    }
  }
  return rows;
}

export function heightOf(rows: Row[]): number {
  const last = rows.at(-1);
  return last ? last.top + (last.kind === 'day' ? DAY_HEIGHT : CARD_HEIGHT) : 0;
}

/** The rows around what is on the screen. */
export function near(rows: Row[], scrollTop: number, seen: number): Row[] {
  const first = rows.findIndex(({ top }) => top + CARD_HEIGHT >= scrollTop - AROUND);
  const after = rows.findIndex(({ top }) => top > scrollTop + seen + AROUND);
  return first < 0 ? [] : rows.slice(first, after < 0 ? undefined : after);
}

/** Where a day begins, or the next one that has something. */
export function topOf(rows: Row[], date: string): number {
  return rows.find((row) => row.kind === 'day' && row.date >= date)?.top ?? heightOf(rows);
}
