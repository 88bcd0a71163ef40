// The keys of the month and of the week: in a cell, on a card, and while a card is held.
import { addDays, minutesOf, timeOf, weekday } from '../../lib/days';
import { calendar } from '../../state/calendar.svelte';
import { turned } from '../../state/calendar-span';
import type { Board, Cell } from './board.svelte';
import type { Place } from './moves.svelte';

type Keys = Record<string, (() => unknown) | undefined>;

const DAY_MINUTES = 24 * 60;
const QUARTER = 15;

export function gridKeys(event: KeyboardEvent, board: Board): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const keys = keysFor(event, board);
  const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (!action) return;
  event.preventDefault();
  action();
}

function keysFor({ target }: KeyboardEvent, board: Board): Keys {
  if (board.hand.card) return whileHolding(board);
  if (!(target instanceof HTMLElement)) return {};
  const walk = walking(board);
  if (target.matches('[role=gridcell]')) return { ...walk, ...inCell(board) };
  const within = { ...walk, ...throughCell(target, board) };
  const id = target.matches('.face')
    ? target.closest<HTMLElement>('[data-card]')?.dataset.card
    : '';
  const card = id ? board.find(id) : undefined;
  if (!card) return within;
  return { ...within, ' ': () => board.lift(card), m: () => board.ask(card) };
}

/** From cell to cell. */
function walking(board: Board): Keys {
  const { date, hour } = board.cell;
  const week = calendar.layout === 'week';
  const to = (cell: Partial<Cell>) => () => board.go({ date, hour, ...cell });
  return {
    ArrowLeft: to({ date: addDays(date, -1) }),
    ArrowRight: to({ date: addDays(date, 1) }),
    ArrowUp: week ? to({ hour: Math.max(0, hour - 1) }) : to({ date: addDays(date, -7) }),
    ArrowDown: week ? to({ hour: Math.min(23, hour + 1) }) : to({ date: addDays(date, 7) }),
    Home: to({ date: addDays(date, -weekday(date)) }),
    End: to({ date: addDays(date, 6 - weekday(date)) }),
    PageUp: to({ date: turned(calendar.layout, date, -1) }),
    PageDown: to({ date: turned(calendar.layout, date, 1) }),
  };
}

function inCell(board: Board): Keys {
  const { date, hour } = board.cell;
  const time = calendar.layout === 'week' ? timeOf(hour * 60) : undefined;
  const empty = board
    .on(date)
    .every((placed) => time && placed.time.slice(0, 2) !== time.slice(0, 2));
  const fresh = () => board.begin(date, time);
  return { Enter: empty ? fresh : () => (board.openDay = date), n: fresh };
}

/** Up and down go through what is in a cell, Escape goes out to the cell itself. */
function throughCell(target: HTMLElement, board: Board): Keys {
  const cell = target.closest('[role=gridcell]');
  const stops = [...(cell?.querySelectorAll<HTMLElement>('.face, .more') ?? [])];
  const at = stops.findIndex((stop) => stop === target);
  const before = at > 0 ? stops[at - 1] : null;
  return {
    ArrowDown: () => stops[at + 1]?.focus(),
    ArrowUp: () => (before ? before.focus() : board.focusCell()),
    Escape: () => board.focusCell(),
  };
}

function whileHolding(board: Board): Keys {
  const over = board.hand.over;
  if (!over) return {};
  const week = calendar.layout === 'week';
  const to = (date: string) => () => board.carry({ ...over, date });
  const drop = () => board.letGo(true);
  return {
    ArrowLeft: to(addDays(over.date, -1)),
    ArrowRight: to(addDays(over.date, 1)),
    ArrowUp: week ? () => board.carry(later(over, -QUARTER)) : to(addDays(over.date, -7)),
    ArrowDown: week ? () => board.carry(later(over, QUARTER)) : to(addDays(over.date, 7)),
    Home: to(addDays(over.date, -weekday(over.date))),
    End: to(addDays(over.date, 6 - weekday(over.date))),
    PageUp: to(turned(calendar.layout, over.date, -1)),
    PageDown: to(turned(calendar.layout, over.date, 1)),
    Enter: drop,
    ' ': drop,
    Escape: () => board.letGo(false),
    Tab: () => board.letGo(false),
  };
}

/** Some minutes on by the clock on the wall, also into the next day. */
function later({ date, time }: Place, minutes: number): Place {
  const at = minutesOf(time) + minutes;
  const days = Math.floor(at / DAY_MINUTES);
  return { date: addDays(date, days), time: timeOf(at - days * DAY_MINUTES) };
}
