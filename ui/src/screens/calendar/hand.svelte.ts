// The card somebody holds, with the pointer or with the keys, and what Rust says to the place it is
// held over.
import { call, type CardView, type MoveCheckView, toFailure } from '../../ipc';
import { oneAtATime } from '../../lib/latest';
import { notices } from '../../state/notices.svelte';
import { t } from '../../text';
import type { Moves, Place } from './moves.svelte';

export class Hand {
  card = $state.raw<CardView | null>(null);
  /** Where it is held over; where it came from until it was carried. */
  over = $state.raw<Place | null>(null);
  /** What would come of letting it go there; null until Rust has said it. */
  check = $state.raw<MoveCheckView | null>(null);
  by = $state<'pointer' | 'keys'>('keys');
  /** For who does not see the calendar. */
  said = $state('');
  #moves: Moves;
  #workspaceId: string;

  constructor(workspaceId: string, moves: Moves) {
    this.#workspaceId = workspaceId;
    this.#moves = moves;
  }

  /** Takes a card up. One that cannot be moved says why; false then. */
  take(card: CardView, by: 'pointer' | 'keys'): boolean {
    if (this.#moves.underway.has(card.id)) return false;
    if (card.fixed_because) {
      notices.warn({ message: card.fixed_because, remedy: '' });
      return false;
    }
    this.by = by;
    this.card = card;
    this.check = null;
    this.over = { date: card.date, time: card.time };
    if (by === 'keys') this.said = t('calendar.taken', { what: card.excerpt });
    return true;
  }

  /** Carries it over another place. */
  carry(to: Place): void {
    if (!this.card || (to.date === this.over?.date && to.time === this.over.time)) return;
    this.over = to;
    this.check = null;
    void this.#look();
  }

  /** Lets it go where it is. False when it cannot stand there; with the keys it is still held then. */
  async drop(): Promise<boolean> {
    const { card, over, by } = this;
    if (!card || !over) return false;
    if (over.date === card.date && over.time === card.time) {
      this.putBack();
      return true;
    }
    const check = this.check ?? (await this.#ask(card, over));
    if (this.card !== card || this.over !== over) return false;
    if (check?.refusal && by === 'keys') {
      this.said = `${check.refusal} ${t('calendar.still_held')}`;
      return false;
    }
    this.#letGo('');
    if (check?.refusal) notices.warn({ message: check.refusal, remedy: '' });
    if (!check || check.refusal) return false;
    void this.#moves.move(card, over);
    return true;
  }

  /** Puts it back where it came from. */
  putBack(): void {
    if (this.card) this.#letGo(t('calendar.put_back'));
  }

  #letGo(said: string): void {
    this.card = null;
    this.over = null;
    this.check = null;
    this.said = said;
  }

  #look = oneAtATime(async () => {
    const { card, over } = this;
    if (!card || !over) return;
    const check = await this.#ask(card, over);
    if (this.card !== card || this.over !== over) return;
    this.check = check;
    if (!check || this.by !== 'keys') return;
    this.said = [check.sentence, check.refusal, ...check.warnings].filter(Boolean).join(' ');
  });

  async #ask({ id }: CardView, over: Place): Promise<MoveCheckView | null> {
    const form = { workspace_id: this.#workspaceId, card_id: id };
    try {
      return await call('check_move', { ...form, to: { later: false, ...over } });
    } catch (error) {
      notices.warn(toFailure(error));
      return null;
    }
  }
}
