// What the tests of the calendar have in common.
import { vi } from 'vitest';
import type { Fake } from '../fake/install';

/** It is noon on a Wednesday in the middle of a month; only the clock is made up, time goes on. */
export function atNoon(): void {
  vi.useFakeTimers({ now: new Date(2026, 10, 18, 12, 0), toFake: ['Date'] });
}

/** A cell of the month, or of the week with an hour. */
export function cell(date: string, hour?: number): HTMLElement {
  const id = hour === undefined ? `cell-${date}` : `cell-${date}-${hour}`;
  const found = document.getElementById(id);
  if (!found) throw new Error(`There is no cell ${id}`);
  return found;
}

/** The cards drawn on a day. */
export function cards(date: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-date="${date}"] [data-card]`)];
}

/** Where a card is drawn. */
export function card(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-date] [data-card="${id}"]`);
}

/** The part of a card that is pressed, dragged and focused. */
export function face(card: HTMLElement): HTMLElement {
  const found = card.querySelector<HTMLElement>('.face');
  if (!found) throw new Error('the card has a face');
  return found;
}

/** The day a card is drawn on. */
export function dayOf(id: string): string | undefined {
  return card(id)?.closest<HTMLElement>('[data-date]')?.dataset.date;
}

/** The forms a command was called with. */
export function asked({ calls }: Fake, name: string): unknown[] {
  return calls.filter((call) => call.name === name).map(({ form }) => form);
}
