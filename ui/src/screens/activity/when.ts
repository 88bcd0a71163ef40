// Moments and spans as the activity screen says them: short, and by the clock of this computer.
import { dateFormat } from '../../lib/formats';

/** "Sat, Nov 8, 03:12"; with the year, unless it is this one. */
export function moment(at: string): string {
  const year = new Date(at).getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return dateFormat({ ...day, year, ...clock }).format(Date.parse(at));
}

/** "Nov 8, 02:00 – 05:00" or "Nov 8 – 9"; the end is no longer part of it. */
export function span(from: string, until: string): string {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (atMidnight(start) && atMidnight(end)) return dateFormat(day).formatRange(start, end - 1);
  return dateFormat({ ...day, ...clock }).formatRange(start, end);
}

/** A day without its time: "Sat, Nov 8". */
export function date(at: string): string {
  return dateFormat(day).format(Date.parse(at));
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
