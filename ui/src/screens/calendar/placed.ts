// Where cards stand, as the last view of Rust has them.
import type { CalendarDayView, CardView } from '../../ipc';

/** A card where it stands on the screen. */
export interface Placed {
  card: CardView;
  time: string;
  /** Somebody holds it here, with the keys. */
  held: boolean;
  /** It was moved here, and Rust has not said yet whether it stays. */
  pending: boolean;
}

/** The days of a view, its cards, and where they stand. */
export interface Known {
  days: ReadonlyMap<string, CalendarDayView>;
  cards: ReadonlyMap<string, CardView>;
  placed: ReadonlyMap<string, Placed[]>;
}

export function known(days: CalendarDayView[]): Known {
  return {
    days: new Map(days.map((day) => [day.date, day])),
    cards: new Map(days.flatMap(({ cards }) => cards.map((card) => [card.id, card]))),
    placed: new Map(days.map(({ date, cards }) => [date, cards.map(still)])),
  };
}

/** A card nobody moves. */
export function still(card: CardView): Placed {
  return { card, time: card.time, held: false, pending: false };
}

export function without(placed: Placed[], cards: { card: CardView }[]): Placed[] {
  const away = new Set(cards.map(({ card }) => card.id));
  return placed.some(({ card }) => away.has(card.id))
    ? placed.filter(({ card }) => !away.has(card.id))
    : placed;
}

/** As many as there is room for, from the first; those that are favoured among them in any case. */
export function drawn(
  placed: Placed[],
  room: number,
  favoured: (placed: Placed) => boolean,
): Placed[] {
  if (placed.length <= room) return placed;
  const first = placed.filter(favoured).slice(0, room);
  const others = placed.filter((each) => !favoured(each)).slice(0, room - first.length);
  return inOrder([...first, ...others]);
}

export function inOrder(placed: Placed[]): Placed[] {
  return [...placed].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}
