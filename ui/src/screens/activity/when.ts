// Moments and spans as the activity screen says them: short, and by the clock of this computer.
import { language } from '../../text';

const formats = new Map<string, Intl.DateTimeFormat>();

/** "Sat, Nov 8, 03:12"; with the year, unless it is this one. */
export function moment(at: string): string {
  const year = new Date(at).getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return format({ ...day, year, ...clock }).format(Date.parse(at));
}

/** "Nov 8, 02:00 – 05:00" or "Nov 8 – 9"; the end is no longer part of it. */
export function span(from: string, until: string): string {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (atMidnight(start) && atMidnight(end)) return format(day).formatRange(start, end - 1);
  return format({ ...day, ...clock }).formatRange(start, end);
}

/** A day without its time: "Sat, Nov 8". */
export function date(at: string): string {
  return format(day).format(Date.parse(at));
}

export function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([language(), options]);
  const known = formats.get(name) ?? new Intl.DateTimeFormat(language(), options);
  formats.set(name, known);
  return known;
}

const day: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const clock: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

function atMidnight(at: number): boolean {
  const date = new Date(at);
  return date.getHours() === 0 && date.getMinutes() === 0;
}
