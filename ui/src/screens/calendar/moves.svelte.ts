// Cards on their way to another time. A card stands in its new place at once; Rust has the last word.
import { SvelteMap } from 'svelte/reactivity';
import { call, type CardView, type MovedView, toFailure } from '../../ipc';
import { calendar } from '../../state/calendar.svelte';
import { drafts } from '../../state/drafts.svelte';
import { notices } from '../../state/notices.svelte';
import { t } from '../../text';

/** A time of the wall clock in the workspace's zone. */
export interface Place {
  date: string;
  time: string;
  /** Of two moments that read the same when clocks go back: the later one. */
  later?: boolean;
}

export class Moves {
  /** Where cards stand whose move is not answered yet, by card. */
  readonly underway = new SvelteMap<string, { card: CardView; to: Place }>();
  /** The card that was moved last; it stays in sight. */
  last = $state<string | null>(null);
  #workspaceId: string;
  #onanswer: (card: CardView) => void;

  constructor(workspaceId: string, onanswer: (card: CardView) => void) {
    this.#workspaceId = workspaceId;
    this.#onanswer = onanswer;
  }

  async move(card: CardView, to: Place): Promise<void> {
    if (this.underway.has(card.id)) return;
    this.underway.set(card.id, { card, to });
    this.last = card.id;
    const form = { workspace_id: this.#workspaceId, card_id: card.id };
    await this.#tell(() => call('move_card', { ...form, to: { later: false, ...to } }), {
      undoable: true,
    });
    this.underway.delete(card.id);
    this.#onanswer(card);
  }

  /** Takes the last move back, also one of another day. */
  undo = async (): Promise<void> => {
    if (!calendar.view?.undo) return notices.say(t('undo.nothing'), { topic: 'move' });
    await this.#tell(() => call('undo_move', { workspace_id: this.#workspaceId }), {
      undoable: false,
    });
  };

  async #tell(ask: () => Promise<MovedView>, { undoable }: { undoable: boolean }): Promise<void> {
    try {
      const { moved, sentence, problem, undo } = await ask();
      const action = undoable && undo ? { label: t('undo.do'), run: this.undo } : undefined;
      if (moved) notices.say(sentence, { topic: 'move', action });
      else notices.warn(problem ?? { message: sentence, remedy: '' });
    } catch (error) {
      notices.warn(toFailure(error));
    }
    // It may be the one in the composer, which the notice's "Undo" can stand beside.
    void drafts.opened?.renew();
    await calendar.read();
  }
}
