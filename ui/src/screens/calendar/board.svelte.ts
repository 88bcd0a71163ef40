// What lies on which day, with what the person holds and has just moved taken into account; and the cell
// the keyboard is at.
import { tick } from 'svelte';
import { call, type CalendarDayView, type CardView, toFailure } from '../../ipc';
import { minutesOf, timeOf } from '../../lib/days';
import { calendar } from '../../state/calendar.svelte';
import { contains } from '../../state/calendar-span';
import { navigation } from '../../state/navigation.svelte';
import { notices } from '../../state/notices.svelte';
import { Hand } from './hand.svelte';
import { Moves, type Place } from './moves.svelte';
import { inOrder, known, type Placed, still, without } from './placed';

/** Where the keyboard is; the hour counts in a week. */
export interface Cell {
  date: string;
  hour: number;
}

/** The element with the role of a grid. */
export const GRID = 'calendar-grid';

const USUAL_TIME = '09:00';
const LAST_QUARTER = 23 * 60 + 45;

export class Board {
  readonly moves: Moves;
  readonly hand: Hand;
  readonly workspaceId: string;
  /** The card whose new time is asked for in a dialog. */
  moving = $state.raw<CardView | null>(null);
  /** Where the pointer is while it holds a card. */
  pointer = $state.raw<{ x: number; y: number } | null>(null);
  /** The day whose cards are listed in a dialog. */
  openDay = $state<string | null>(null);
  #cell = $state.raw<Cell | null>(null);
  #elsewhere = $derived.by(() => this.#whereTo());
  #known = $derived(known(calendar.view?.days ?? []));

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId;
    this.moves = new Moves(workspaceId, (card) => void this.#keepFocus(card));
    this.hand = new Hand(workspaceId, this.moves);
  }

  /** The one cell the Tab key stops at. */
  get cell(): Cell {
    const at = this.#cell ?? { date: calendar.day, hour: 9 };
    return contains(calendar.span, at.date) ? at : { ...at, date: calendar.day };
  }

  dayOf(date: string): CalendarDayView | undefined {
    return this.#known.days.get(date);
  }

  /** Something is on one of the days. */
  get anything(): boolean {
    return this.#known.cards.size > 0 || this.#elsewhere.length > 0;
  }

  find(cardId: string): CardView | undefined {
    return this.#known.cards.get(cardId);
  }

  /** What is on a day, in order of time. */
  on(date: string): Placed[] {
    const cards = without(this.#known.placed.get(date) ?? [], this.#elsewhere);
    const arrived = this.#elsewhere.filter((placed) => placed.date === date);
    return arrived.length > 0 ? inOrder([...cards, ...arrived]) : cards;
  }

  /** What the person holds or has just moved is drawn, also on a full day. */
  favoured = ({ card, held }: Placed): boolean => held || card.id === this.moves.last;

  /** Goes to a cell with the keyboard, and turns the page where it lies beyond it. */
  async go(cell: Cell): Promise<void> {
    this.#cell = cell;
    if (!contains(calendar.span, cell.date)) calendar.go(cell.date);
    await this.focusCell();
  }

  /** The keyboard is at this cell. */
  visit(cell: Cell): void {
    this.#cell = cell;
  }

  async focusCell(): Promise<void> {
    await tick();
    document.getElementById(this.idOf(this.cell))?.focus();
  }

  /** The card if it is drawn, else its cell. */
  async focusCard(id: string): Promise<void> {
    await tick();
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"] button`);
    if (card) card.focus();
    else await this.focusCell();
  }

  idOf({ date, hour }: Cell): string {
    return calendar.layout === 'week' ? `cell-${date}-${hour}` : `cell-${date}`;
  }

  /** Takes a card up with the keys. The grid keeps the focus while the card wanders. */
  lift(card: CardView): void {
    if (this.hand.take(card, 'keys')) document.getElementById(GRID)?.focus();
  }

  /** Carries the held card, and turns the page where it leaves it. */
  async carry(to: Place): Promise<void> {
    this.hand.carry(to);
    this.#cell = { date: to.date, hour: Math.floor(minutesOf(to.time) / 60) };
    if (!contains(calendar.span, to.date)) calendar.go(to.date);
    await tick();
    document.querySelector('[data-held]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Lets the held card go, here or where it came from; the keyboard stays with it. */
  async letGo(here: boolean): Promise<void> {
    const { card } = this.hand;
    if (!card) return;
    if (!here) this.hand.putBack();
    else if (!(await this.hand.drop())) return;
    await this.focusCard(card.id);
  }

  /** Asks for a new time, unless the card cannot have one. */
  ask(card: CardView): void {
    if (card.fixed_because) return notices.warn({ message: card.fixed_because, remedy: '' });
    this.openDay = null;
    this.moving = card;
  }

  /** Opens what a card stands for. */
  open({ post_id, draft_id }: CardView): void {
    if (post_id) navigation.showPost(post_id);
    else if (draft_id) navigation.compose(draft_id);
  }

  /** Begins a draft for a day; at its usual time, or within the next hour of today. */
  async begin(date: string, time = this.#firstTime(date)): Promise<void> {
    const at = { date, time, later: false };
    try {
      const { id } = await call('new_draft', { workspace_id: this.workspaceId, at });
      navigation.compose(id);
    } catch (error) {
      notices.warn(toFailure(error));
    }
  }

  /** Where the cards are that do not stand where the last view has them. */
  #whereTo(): (Placed & Place)[] {
    const moved = [...this.moves.underway.values()].map(({ card, to }) => ({
      ...still(card),
      ...to,
      pending: true,
    }));
    const { card, over, by } = this.hand;
    if (!card || !over || by !== 'keys') return moved;
    return [...moved, { ...still(card), ...over, held: true }];
  }

  /** A card that Rust sent back takes the keyboard with it. */
  async #keepFocus(card: CardView): Promise<void> {
    await tick();
    if (document.activeElement === document.body) await this.focusCard(card.id);
  }

  #firstTime(date: string): string {
    const view = calendar.view;
    if (!view || date !== view.today) return USUAL_TIME;
    const next = (Math.floor(minutesOf(view.time) / 60) + 1) * 60;
    return timeOf(Math.min(next, LAST_QUARTER));
  }
}
