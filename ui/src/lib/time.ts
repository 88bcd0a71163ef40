// Moments and spans in words. All take the moment as Rust sends it (RFC 3339, UTC) and say it in
// the language of the texts and the time zone of the computer.
import { t } from '../text';
import { dateFormat, distanceFormat, numberFormat } from './formats';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 days ago", "in 2 hours", "just now". */
export function relative(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  if (Math.abs(distance) < 45 * SECOND) return distance > SECOND ? t('time.soon') : t('time.now');
  const [amount, unit] = inWords(distance);
  return distanceFormat().format(amount, unit);
}

/** How old something is: "34 days". */
export function age(since: string, now: number): string {
  const [amount, unit] = inWords(Math.max(now - Date.parse(since), MINUTE));
  return measured(amount, unit, 'long');
}

/** A measured delay: "840 ms", "1.8 s", "3.5 min". */
export function delay(milliseconds: number): string {
  if (milliseconds < SECOND) return measured(milliseconds, 'millisecond');
  if (milliseconds < MINUTE) return measured(milliseconds / SECOND, 'second');
  if (milliseconds < HOUR) return measured(milliseconds / MINUTE, 'minute');
  return measured(milliseconds / HOUR, 'hour');
}

/** What is left until a moment: "0:09", "14:59", "23 h 12 min". */
export function left(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / SECOND));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
  return t('time.left_long', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** What has passed between two moments, for a running clock: "0:09", "3:14:59", "2 d 03:14:59". */
export function elapsed(from: string, until: number): string {
  const seconds = Math.max(0, Math.floor((until - Date.parse(from)) / SECOND));
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24];
  const two = (amount: number): string => String(amount).padStart(2, '0');
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (days > 0) return t('time.days_and', { days, time: `${two(hours)}:${rest}` });
  return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0/, '');
}

/** The exact moment where the person is. */
export function exact(at: string): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'medium' }).format(Date.parse(at));
}

/** The exact moment in UTC, as technical detail. */
export function utc(at: string): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

function inWords(
  distance: number,
): [amount: number, unit: 'minute' | 'hour' | 'day' | 'month' | 'year'] {
  const size = Math.abs(distance);
  if (size < 59.5 * MINUTE) return [nonZero(distance / MINUTE), 'minute'];
  if (size < 23.5 * HOUR) return [nonZero(distance / HOUR), 'hour'];
  if (size < 60 * DAY) return [nonZero(distance / DAY), 'day'];
  if (size < 700 * DAY) return [nonZero(distance / (30.44 * DAY)), 'month'];
  return [nonZero(distance / (365.25 * DAY)), 'year'];
}

function nonZero(amount: number): number {
  return Math.round(amount) || Math.sign(amount);
}

function measured(amount: number, unit: string, unitDisplay: 'short' | 'long' = 'short'): string {
  return numberFormat({
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}
