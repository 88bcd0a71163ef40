// Which posts the person asked to see. It outlives the screen, so that coming back shows the same.
import type { PostFilterForm, Verdict } from '../ipc';

/** A span of time. RFC 3339 in UTC; `until` is no longer part of it. */
export interface Range {
  from?: string;
  until?: string;
}

export interface Filter extends Range {
  search: string;
  profile?: string;
  platform?: string;
  status?: string;
  verdict?: Verdict;
}

class PostFilter {
  now = $state.raw<Filter>({ search: '' });

  /** Anything that narrows the list. */
  get active(): boolean {
    return Object.values(this.form()).some(Boolean);
  }

  /** Replaces everything. */
  set(filter: Partial<Filter>): void {
    this.now = { search: '', ...filter };
  }

  /** Changes what is named, and leaves the rest. */
  change(part: Partial<Filter>): void {
    this.now = { ...this.now, ...part };
  }

  clear = (): void => this.set({});

  form(): PostFilterForm {
    return { ...this.now, search: this.now.search.trim() };
  }
}

export const postFilter = new PostFilter();
