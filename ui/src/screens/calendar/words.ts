// Days and cards in words.
import type { CardView } from '../../ipc';
import { addDays } from '../../lib/days';
import { dateFormat, listFormat } from '../../lib/formats';
import { type Layout, spanOf } from '../../state/calendar-span';
import { t } from '../../text';

/** "Tuesday, December 1". */
export function longDay(date: string): string {
  return format({ weekday: 'long', day: 'numeric', month: 'long' }).format(Date.parse(date));
}

/** "Tue". */
export function shortWeekday(date: string): string {
  return format({ weekday: 'short' }).format(Date.parse(date));
}

/** "Tuesday". */
export function longWeekday(date: string): string {
  return format({ weekday: 'long' }).format(Date.parse(date));
}

/** "1"; the first of a month says which one: "Dec 1". */
export function dayNumber(date: string): string {
  const month = date.endsWith('-01') ? 'short' : undefined;
  return format({ day: 'numeric', month }).format(Date.parse(date));
}

/** "December 2026", "Nov 30 – Dec 6, 2026". */
export function period(layout: Layout, day: string): string {
  if (layout !== 'week') return format({ month: 'long', year: 'numeric' }).format(Date.parse(day));
  const { from, until } = spanOf(layout, day);
  const style = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return format(style).formatRange(Date.parse(from), Date.parse(addDays(until, -1)));
}

/** "Instagram, Facebook, and X". */
export function platformNames({ platforms }: CardView): string {
  return listFormat({ type: 'unit' }).format(platforms.map(({ label }) => label));
}

/** All of a card in one breath, for who does not see it. */
export function cardWords(card: CardView, time: string): string {
  return [
    `${time}, ${card.profile}, ${platformNames(card)}`,
    card.excerpt || t('calendar.no_text'),
    card.status_words,
    card.verdict && t(`verdict.${card.verdict}`),
    card.clash,
  ]
    .filter(Boolean)
    .join('. ');
}

/** The same in lines, with why it cannot be moved, for the tooltip. */
export function cardTitle(card: CardView): string {
  const where = `${card.profile}: ${platformNames(card)}`;
  return [card.excerpt, where, card.status_words, card.clash, card.fixed_because]
    .filter(Boolean)
    .join('\n');
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return dateFormat({ ...options, timeZone: 'UTC' });
}
