// The part of the audit history that is on the screen: filtered, newest first, read page by page.
import {
  call,
  type EventView,
  type Failure,
  type HistoryKeyView,
  type HistoryKindView,
  type HistoryPageView,
  toFailure,
} from '../../../ipc';

export class HistoryList {
  keyId = $state<string | null>(null);
  kind = $state<string | null>(null);
  events = $state.raw<EventView[]>([]);
  keys = $state.raw<HistoryKeyView[]>([]);
  kinds = $state.raw<HistoryKindView[]>([]);
  count = $state(0);
  more = $state(false);
  loaded = $state(false);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #question = 0;
  #shownFor = '';

  /** Asks for the newest events that pass the filters. What the person paged to stays. */
  async refresh(): Promise<void> {
    const filters = JSON.stringify([this.keyId, this.kind]);
    const page = await this.#ask(null);
    if (!page) return;
    const older = filters === this.#shownFor ? olderThan(page.events, this.events) : [];
    this.events = [...page.events, ...older];
    this.#shownFor = filters;
    if (older.length === 0) this.more = page.more;
  }

  /** Asks for the events before the oldest one shown. */
  async older(): Promise<void> {
    const oldest = this.events.at(-1);
    if (!oldest || this.busy) return;
    const page = await this.#ask(oldest.seq);
    if (!page) return;
    this.events = [...this.events, ...page.events];
    this.more = page.more;
  }

  /** One page; null when it did not come, or another question was asked meanwhile. */
  async #ask(before: number | null): Promise<HistoryPageView | null> {
    const question = ++this.#question;
    const form = { key_id: this.keyId, kind: this.kind, before };
    this.busy = true;
    try {
      const page = await call('list_history', form);
      if (question !== this.#question) return null;
      ({ keys: this.keys, kinds: this.kinds, count: this.count } = page);
      this.loaded = true;
      this.failure = null;
      return page;
    } catch (error) {
      if (question === this.#question) this.failure = toFailure(error);
      return null;
    } finally {
      if (question === this.#question) this.busy = false;
    }
  }
}

/** What of the shown events follows the newest ones without a gap. */
function olderThan(newest: EventView[], shown: EventView[]): EventView[] {
  const last = newest.at(-1)?.seq ?? Infinity;
  const touches = (shown[0]?.seq ?? 0) >= last;
  return touches ? shown.filter(({ seq }) => seq < last) : [];
}
