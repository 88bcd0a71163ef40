// Going through posts: where the cursor is, and saying whose they are.
import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { call, type PostRowView, toFailure, type Whose } from '../../ipc';
import { activity } from '../../state/activity.svelte';
import { navigation } from '../../state/navigation.svelte';
import { notices } from '../../state/notices.svelte';
import { plural, t } from '../../text';
import type { PostPages } from './list/pages.svelte';
import { MOST_AT_ONCE, Selection } from './selection.svelte';

/** More posts than this are not judged without asking. */
const ASK_BEYOND = 100;
/** Rows looked through for the next post that waits, before the core is asked. */
const NEAR = 400;

export interface Cursor {
  id: string;
  index: number;
}

export class Triage {
  cursor = $state.raw<Cursor | null>(null);
  selection: Selection;
  /** Ids of the posts whose verdict is on its way. */
  pending = new SvelteSet<string>();
  /** What is asked before it is done to many posts. */
  question = $state.raw<{ whose: Whose; ids: string[] } | null>(null);
  /** Brings a row to sight; the list sets it. */
  reveal: (index: number) => void = () => undefined;
  /** Puts the keyboard into the list; the list sets it. */
  focus: () => void = () => undefined;
  #workspaceId: string;
  #pages: PostPages;
  /** Where the cursor was at each judgement, to come back by "undo". */
  #judged: (Cursor | null)[] = [];
  /** Commands run one after the other, so that "undo" takes back what came last. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(workspaceId: string, pages: PostPages) {
    this.#workspaceId = workspaceId;
    this.#pages = pages;
    this.selection = new Selection(pages);
  }

  /** Puts the cursor on a row, as far as there are any. */
  async go(index: number): Promise<void> {
    const last = (this.#pages.total ?? 0) - 1;
    if (last < 0) return;
    const to = Math.min(Math.max(index, 0), last);
    this.reveal(to);
    try {
      const post = await this.#pages.fetch(to);
      if (post) this.#put(to, post);
    } catch (error) {
      notices.warn(toFailure(error));
    }
  }

  /** Moves the cursor; with `select`, the rows it passes are selected. */
  async step(by: number, select = false): Promise<void> {
    const from = this.cursor?.index;
    await this.go(from === undefined ? 0 : from + by);
    if (select && this.cursor) await this.selection.range(from ?? 0, this.cursor.index);
  }

  openPage(): void {
    if (this.cursor) navigation.openPost = this.cursor.id;
  }

  /** Closes the page; the keyboard goes on in the list. */
  closePage(): void {
    navigation.openPost = null;
    void tick().then(() => this.focus());
  }

  /** Starts over: other posts are shown. */
  forget(): void {
    this.selection.clear();
    this.cursor = null;
  }

  /** The rows moved: the cursor stays with its post, or takes the one that is in its row now. */
  follow(shift: number): void {
    if (!this.cursor) return;
    const { id, index } = this.cursor;
    const now = this.#pages.indexOf(id) ?? Math.max(0, index + shift);
    this.cursor = { id: this.#pages.at(now)?.id ?? id, index: now };
  }

  /** Says whose the selected posts are, or the one under the cursor, or the one whose page is open. */
  judge(whose: Whose): void {
    const { ids } = this.selection;
    const one = this.cursor?.id ?? navigation.openPost;
    const posts = ids.size > 0 ? [...ids] : one ? [one] : [];
    if (posts.length > ASK_BEYOND) this.question = { whose, ids: posts };
    else void this.say(whose, posts);
  }

  /** Says whose these posts are, without asking again. */
  async say(whose: Whose, ids: string[]): Promise<void> {
    const posts = ids.filter((id) => !this.pending.has(id)).slice(0, MOST_AT_ONCE);
    if (posts.length === 0) return;
    const before = this.cursor;
    for (const id of posts) this.pending.add(id);
    this.selection.clear();
    const moved = this.#goToWaitingNear(before);
    const done = await this.#inTurn(async () => {
      const form = { workspace_id: this.#workspaceId, post_ids: posts, whose };
      activity.receive(await call('judge_posts', form));
      this.#judged.push(before);
      const action = { label: t('undo.do'), run: () => void this.undo() };
      notices.say(plural(`judged.${whose}`, posts.length), { topic: 'judgement', action });
    });
    for (const id of posts) this.pending.delete(id);
    if (done && !moved && before) await this.#goToWaitingAnywhere(before);
  }

  async undo(): Promise<void> {
    await this.#inTurn(async () => {
      if (!activity.view?.undo) return notices.say(t('undo.nothing'), { topic: 'judgement' });
      activity.receive(await call('undo_judgement', { workspace_id: this.#workspaceId }));
      notices.say(t('undo.done'), { topic: 'judgement' });
      const back = this.#judged.pop();
      if (back) this.cursor = back;
    });
  }

  #put(index: number, { id }: PostRowView): void {
    this.cursor = { id, index };
    if (navigation.openPost) navigation.openPost = id;
  }

  /** Goes on to the next row below that waits for a verdict, if it is here already. */
  #goToWaitingNear(from: Cursor | null): boolean {
    if (!from) return false;
    for (let index = from.index; index < from.index + NEAR; index += 1) {
      const post = this.#pages.at(index);
      if (post?.verdict !== 'unrecognised' || this.pending.has(post.id)) continue;
      this.reveal(index);
      this.#put(index, post);
      return true;
    }
    return false;
  }

  /** Goes on to the next post that waits for a verdict: below, or else from the top. */
  async #goToWaitingAnywhere(from: Cursor): Promise<void> {
    try {
      const next = await this.#pages.nextWaiting(from.index);
      if (next !== null) await this.go(next);
    } catch (error) {
      notices.warn(toFailure(error));
    }
  }

  async #inTurn(work: () => Promise<unknown>): Promise<boolean> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    try {
      await turn;
      return true;
    } catch (error) {
      notices.warn(toFailure(error));
      return false;
    }
  }
}
