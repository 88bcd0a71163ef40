// Days and times of the wall clock as Rust writes them: `2026-12-01`, `09:00`. Counting them needs no
// time zone; where a moment falls is Rust's to say.
const DAY = 86_400_000;

/** Today by the clock of this computer, until Rust has said what day it is in the workspace's zone. */
export function today(): string {
  const now = new Date();
  return written(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

export function addDays(date: string, days: number): string {
  return written(Date.parse(date) + days * DAY);
}

/** The same day some months on; a month that is too short for it has its last day instead. */
export function addMonths(date: string, months: number): string {
  const at = new Date(date);
  const first = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0));
  return addDays(written(first), Math.min(at.getUTCDate(), length.getUTCDate()) - 1);
}

/** 0 is Monday. */
export function weekday(date: string): number {
  return (new Date(date).getUTCDay() + 6) % 7;
}

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

export function timeOf(minutes: number): string {
  const two = (amount: number): string => String(amount).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function written(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
