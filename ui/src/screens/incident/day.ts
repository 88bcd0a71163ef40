// Days and times of the wall clock, and what the date fields of the browser make of them.
import { dateFormat } from '../../lib/formats';

/** "12 November 2026". */
export function day(at: string): string {
  return dateFormat({ dateStyle: 'long' }).format(Date.parse(at));
}

/** "12 Nov 2026, 09:30". */
export function moment(at: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return dateFormat(style).format(Date.parse(at));
}

/** The beginning of the day a date field names, here: RFC 3339 in UTC. */
export function startOf(date: string): string {
  return new Date(`${date}T00:00`).toISOString();
}

/** A day or a minute as the fields write it, by the clock here. */
export function forField(at: number, as: 'date' | 'datetime'): string {
  const zone = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - zone).toISOString().slice(0, as === 'date' ? 10 : 16);
}
