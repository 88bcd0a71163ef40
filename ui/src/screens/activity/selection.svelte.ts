// Which posts are selected, also those that are not on the screen.
import { SvelteSet } from 'svelte/reactivity';
import { toFailure } from '../../ipc';
import { notices } from '../../state/notices.svelte';
import { plural } from '../../text';
import type { PostPages } from './list/pages.svelte';

/** The core judges no more at once. */
export const MOST_AT_ONCE = 10_000;
/** Rows asked for at a time while all are being selected. */
const STRIDE = 1_000;

export class Selection {
  ids = new SvelteSet<string>();
  /** Posts found so far while all that match are being selected. */
  collecting = $state<number | null>(null);
  #pages: PostPages;
  /** The row a range began with. */
  #start: number | null = null;

  constructor(pages: PostPages) {
    this.#pages = pages;
  }

  toggle(id: string): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#start = null;
  }

  /** Selects the rows from one to another; a range that goes on begins where it began. */
  async range(from: number, to: number): Promise<void> {
    this.#start ??= from;
    await this.#add(Math.min(this.#start, to), Math.max(this.#start, to));
  }

  /** Selects every post that passes the filter, as many as can be judged at once. */
  async all(): Promise<void> {
    const total = this.#pages.total ?? 0;
    const end = Math.min(total, MOST_AT_ONCE);
    this.collecting = 0;
    for (let start = 0; start < end && this.collecting !== null; start += STRIDE) {
      if (!(await this.#add(start, Math.min(start + STRIDE, end) - 1))) break;
      if (this.collecting !== null) this.collecting = Math.min(start + STRIDE, end);
    }
    this.collecting = null;
    if (total > MOST_AT_ONCE) notices.say(plural('bulk.most', MOST_AT_ONCE));
  }

  clear = (): void => {
    this.collecting = null;
    this.#start = null;
    this.ids.clear();
  };

  async #add(first: number, last: number): Promise<boolean> {
    try {
      const collecting = this.collecting !== null;
      const ids = await this.#pages.ids(first, last);
      if (collecting && this.collecting === null) return false;
      for (const id of ids) this.ids.add(id);
      return true;
    } catch (error) {
      notices.warn(toFailure(error));
      return false;
    }
  }
}
