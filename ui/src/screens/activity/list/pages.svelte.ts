// The list of posts as far as it is here: read in pages as they come to sight, dropped when far away,
// and read again when something changed without moving what the person looks at.
import { SvelteMap } from 'svelte/reactivity';
import {
  call,
  type Failure,
  type PostFilterForm,
  type PostRowView,
  type PostsPageView,
  toFailure,
} from '../../../ipc';

/** Rows the core hands out at a time. */
const PAGE = 100;
/** Pages kept. */
const KEPT = 40;

/** A row that has to stay where it is while the list changes around it. */
export interface Anchor {
  post: PostRowView;
  index: number;
}

export class PostPages {
  /** How many posts pass the filter; null until the first answer. */
  total = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** By number of the page. */
  #rows = new SvelteMap<number, PostRowView[]>();
  #filter: PostFilterForm = { search: '' };
  #edition = 0;
  #wanted: number[] = [];
  #asking = false;
  #workspaceId: string;

  constructor(workspaceId: string) {
    this.#workspaceId = workspaceId;
  }

  /** The post in a row, if it is here. */
  at(index: number): PostRowView | undefined {
    return this.#rows.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** The row of a post, if it is here. */
  indexOf(id: string): number | null {
    for (const [page, rows] of this.#rows) {
      const found = rows.findIndex((post) => post.id === id);
      if (found >= 0) return page * PAGE + found;
    }
    return null;
  }

  /** The post in a row, asked for if it is not here. */
  async fetch(index: number): Promise<PostRowView | undefined> {
    const edition = this.#edition;
    if (!this.at(index)) {
      const read = await this.#ask(index - (index % PAGE));
      if (edition === this.#edition) this.#keep(read);
    }
    return this.at(index);
  }

  /** The ids of the posts from one row to another, both included. */
  async ids(first: number, last: number): Promise<string[]> {
    const ids: string[] = [];
    for (let start = first - (first % PAGE); start <= last; start += PAGE) {
      const { posts } = this.#rows.has(start / PAGE)
        ? { posts: this.#rows.get(start / PAGE) ?? [] }
        : await this.#ask(start);
      ids.push(...posts.slice(Math.max(0, first - start), last - start + 1).map(({ id }) => id));
    }
    return ids;
  }

  /** The row of the next post below one that waits for a verdict, or else of the first one. */
  async nextWaiting(index: number): Promise<number | null> {
    if (this.#filter.verdict && this.#filter.verdict !== 'unrecognised') return null;
    const waiting: PostFilterForm = { ...this.#filter, verdict: 'unrecognised' };
    const until = this.at(index)?.made_at ?? this.#filter.until;
    const below = await this.#ask(0, { ...waiting, until });
    const post = below.posts[0] ?? (await this.#ask(0, waiting)).posts[0];
    return post ? await this.#locate({ post, index }) : null;
  }

  /** Reads what is to be seen. What was asked for and is out of sight again is not read. */
  want(first: number, end: number): void {
    const pages = Array.from(
      { length: Math.max(0, Math.ceil(end / PAGE) - Math.floor(first / PAGE)) },
      (_, index) => Math.floor(first / PAGE) + index,
    );
    this.#wanted = pages;
    void this.#readOn();
  }

  /** Turns to other posts, from the first one on. */
  async turnTo(filter: PostFilterForm): Promise<void> {
    this.#filter = filter;
    await this.#replace(async () => [await this.#ask(0)]);
  }

  /** Reads the list again. Answers by how many rows the anchor went down; null if it could not be read. */
  async refresh(anchor: Anchor | null): Promise<number | null> {
    let index = 0;
    const read = await this.#replace(async () => {
      index = anchor ? await this.#locate(anchor) : 0;
      const start = index - (index % PAGE);
      const pages = [await this.#ask(start)];
      const half = index % PAGE < PAGE / 2 ? start - PAGE : start + PAGE;
      if (anchor && half >= 0) pages.push(await this.#ask(half));
      return pages;
    });
    if (!read) return null;
    if (!anchor) return 0;
    return (this.indexOf(anchor.post.id) ?? index) - anchor.index;
  }

  /** The row of a post now: the posts made at or after it are those above, and itself. */
  async #locate({ post, index }: Anchor): Promise<number> {
    const filter = { ...this.#filter, from: post.made_at };
    const { total, posts, offset } = await this.#ask(index - (index % PAGE), filter);
    const found = posts.findIndex(({ id }) => id === post.id);
    return found >= 0 ? offset + found : Math.max(0, total - 1);
  }

  /** Puts newly read pages in the place of all others, unless something else was asked meanwhile. */
  async #replace(read: () => Promise<PostsPageView[]>): Promise<boolean> {
    const edition = ++this.#edition;
    try {
      const pages = await read();
      if (edition !== this.#edition) return false;
      this.#rows.clear();
      for (const { offset, posts } of pages) this.#rows.set(offset / PAGE, posts);
      this.total = pages[0]?.total ?? 0;
      this.failure = null;
      void this.#readOn();
      return true;
    } catch (error) {
      if (edition === this.#edition) this.failure = toFailure(error);
      return false;
    }
  }

  async #readOn(): Promise<void> {
    if (this.#asking || this.total === null) return;
    const page = this.#wanted.find((each) => !this.#rows.has(each) && this.#exists(each));
    if (page === undefined) return;
    this.#asking = true;
    const edition = this.#edition;
    try {
      const read = await this.#ask(page * PAGE);
      if (edition === this.#edition) this.#keep(read);
    } catch (error) {
      this.failure = toFailure(error);
      this.#wanted = [];
    } finally {
      this.#asking = false;
    }
    void this.#readOn();
  }

  #exists(page: number): boolean {
    return page * PAGE < (this.total ?? 0);
  }

  #keep({ offset, posts, total }: PostsPageView): void {
    const page = offset / PAGE;
    this.#rows.set(page, posts);
    const byDistance = [...this.#rows.keys()].sort(
      (a, b) => Math.abs(a - page) - Math.abs(b - page),
    );
    for (const far of byDistance.slice(KEPT)) this.#rows.delete(far);
    this.total = total;
    this.failure = null;
  }

  #ask(offset: number, filter = this.#filter): Promise<PostsPageView> {
    return call('list_posts', { workspace_id: this.#workspaceId, filter, offset });
  }
}
