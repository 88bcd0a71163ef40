// What the calendar shows: which part of it, of which posts, and how it is coloured. It outlives the
// screen, so that coming back shows the same.
import { call, type CalendarView, type Failure, toFailure, type Verdict } from '../ipc';
import { today } from '../lib/days';
import { type Layout, type Span, spanOf } from './calendar-span';

export interface CalendarFilter {
  profile?: string;
  platform?: string;
  status?: string;
  verdict?: Verdict;
}

/** Milliseconds without another change after which what changed is read. */
const CALM = 250;

class Calendar {
  layout = $state<Layout>('month');
  /** The queue is on the screen instead. */
  queue = $state(false);
  filter = $state.raw<CalendarFilter>({});
  colourBy = $state<'profile' | 'verdict'>('profile');
  view = $state.raw<CalendarView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Somebody looks at it. */
  watched = false;
  #day = $state<string | null>(null);
  #workspace: string | null = null;
  #asked = 0;
  #received = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;

  /** The day the calendar is open at. */
  get day(): string {
    return this.#day ?? this.view?.today ?? today();
  }

  /** The days on the screen. */
  get span(): Span {
    return spanOf(this.layout, this.day);
  }

  get filtered(): boolean {
    return Object.values(this.filter).some(Boolean);
  }

  /** Turns to a workspace. Another one begins at today, with everything. */
  turnTo(workspaceId: string): void {
    if (workspaceId !== this.#workspace) this.forget();
    this.#workspace = workspaceId;
  }

  /** Opens it at a day; at today, wherever that is by then, with null. */
  go(day: string | null): void {
    this.#day = day;
  }

  /** Changes what is named, and leaves the rest. */
  narrow(part: CalendarFilter): void {
    this.filter = { ...this.filter, ...part };
  }

  showAll = (): void => {
    this.filter = {};
  };

  /** Asks for what is on the screen. An answer that was overtaken is not shown. */
  read = async (): Promise<void> => {
    const workspace_id = this.#workspace;
    if (!workspace_id) return;
    const number = ++this.#asked;
    try {
      const view = await call('calendar', { workspace_id, ...this.span, ...this.filter });
      if (workspace_id !== this.#workspace || number < this.#received) return;
      this.#received = number;
      this.failure = null;
      this.view = view;
    } catch (error) {
      if (workspace_id === this.#workspace && number === this.#asked) {
        this.failure = toFailure(error);
      }
    }
  };

  /** Something of a workspace changed. If its calendar is on the screen, it is read again, once for many. */
  followUp(workspaceId: string): void {
    if (workspaceId !== this.#workspace || !this.watched) return;
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.read(), CALM);
  }

  forget(): void {
    this.#workspace = null;
    this.#day = null;
    this.queue = false;
    this.view = null;
    this.failure = null;
    this.filter = {};
  }
}

export const calendar = new Calendar();
