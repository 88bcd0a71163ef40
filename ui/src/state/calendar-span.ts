// Which days each layout of the calendar shows.
import { addDays, addMonths, weekday } from '../lib/days';

export type Layout = 'month' | 'week' | 'agenda';

/** `until` is no longer part of it. */
export interface Span {
  from: string;
  until: string;
}

/** A month is shown in whole weeks, from Monday; an agenda from its first to its last day. */
export function spanOf(layout: Layout, day: string): Span {
  if (layout === 'week') return { from: monday(day), until: addDays(monday(day), 7) };
  const first = `${day.slice(0, 7)}-01`;
  const next = addMonths(first, 1);
  if (layout === 'agenda') return { from: first, until: next };
  return { from: monday(first), until: addDays(monday(addDays(next, -1)), 7) };
}

/** The day to open at to see what comes before (-1) or after (1). */
export function turned(layout: Layout, day: string, by: number): string {
  return layout === 'week' ? addDays(day, 7 * by) : addMonths(day, by);
}

export function daysIn({ from, until }: Span): string[] {
  const days: string[] = [];
  for (let day = from; day < until; day = addDays(day, 1)) days.push(day);
  return days;
}

export function weeksIn(span: Span): string[][] {
  const days = daysIn(span);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

export function contains({ from, until }: Span, day: string): boolean {
  return from <= day && day < until;
}

function monday(date: string): string {
  return addDays(date, -weekday(date));
}
