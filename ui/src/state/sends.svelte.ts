// What was sent from the open workspace and is not out of mind yet.
import { SvelteSet } from 'svelte/reactivity';
import {
  call,
  type Failure,
  type SendState,
  type SendsView,
  type SendView,
  toFailure,
} from '../ipc';
import { plural, t } from '../text';
import { drafts } from './drafts.svelte';
import { navigation } from './navigation.svelte';
import { notices } from './notices.svelte';

/** Milliseconds for which good news stays in the corner. */
const READING_TIME = 15_000;

type Ask = 'take_back' | 'call_off_send' | 'retry_send' | 'dismiss_send';

class Sends {
  view = $state.raw<SendsView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Sends that arrived a moment ago. */
  #arrived = new SvelteSet<string>();
  #workspace: string | null = null;

  /** Those the corner shows: under way, in need of the person, or just arrived. */
  get inCorner(): SendView[] {
    const all = this.view?.sends ?? [];
    return all.filter(
      (send) => isUnderWay(send.state) || wants(send) || this.#arrived.has(send.id),
    );
  }

  /** How many need the person. */
  get waiting(): number {
    return this.view?.sends.filter(wants).length ?? 0;
  }

  /** Turns to a workspace and asks what is on its way. */
  async open(workspaceId: string): Promise<void> {
    if (workspaceId !== this.#workspace) this.forget();
    this.#workspace = workspaceId;
    this.failure = null;
    try {
      this.receive(await call('list_sends', { workspace_id: workspaceId }));
    } catch (error) {
      if (workspaceId === this.#workspace) this.failure = toFailure(error);
    }
  }

  /** Takes a view in, unless it came late: for a workspace no longer open, or after a newer one. */
  receive = (view: SendsView): void => {
    if (view.workspace_id !== this.#workspace) return;
    if (this.view && view.revision < this.view.revision) return;
    const before = this.view;
    this.failure = null;
    this.view = view;
    const gone = view.sends.filter(
      ({ id, state }) =>
        isGone(state) && before?.sends.some((b) => b.id === id && !isGone(b.state)),
    );
    for (const { id } of gone) this.#welcome(id);
    if (gone.length > 0) void drafts.refresh();
  };

  find(id: string): SendView | null {
    return this.view?.sends.find((send) => send.id === id) ?? null;
  }

  /** The newest send of a draft. */
  of(draftId: string): SendView | null {
    const all = this.view?.sends.filter((send) => send.draft_id === draftId) ?? [];
    return all.toSorted((a, b) => Date.parse(b.asked_at) - Date.parse(a.asked_at))[0] ?? null;
  }

  /** Asks for something to be done with a send; says why if it cannot be. True when it was done. */
  async ask(command: Ask, sendId: string): Promise<boolean> {
    try {
      this.receive(await call(command, { send_id: sendId }));
      return true;
    } catch (error) {
      notices.warn(toFailure(error));
      return false;
    }
  }

  /** Nothing has left yet, and nothing will: the draft is there again. */
  async takeBack({ id, draft_id }: SendView): Promise<void> {
    if (!(await this.ask('take_back', id))) return;
    notices.say(t('send.taken_back'), {
      topic: `send ${id}`,
      action:
        navigation.screen === 'compose' && navigation.openDraft === draft_id
          ? undefined
          : { label: t('send.to_draft'), run: () => navigation.compose(draft_id) },
    });
    void drafts.refresh();
  }

  /** Takes back whatever still waits. What has left in between says so by staying. */
  async takeAllBack(): Promise<void> {
    const taken = [];
    for (const { id, state } of this.view?.sends ?? []) {
      if (state === 'waiting' && (await this.ask('take_back', id))) taken.push(id);
    }
    if (taken.length === 0) return;
    notices.say(plural('send.all_taken_back', taken.length));
    void drafts.refresh();
  }

  /** Good news has been read. */
  read(id: string): void {
    this.#arrived.delete(id);
  }

  forget(): void {
    this.#workspace = null;
    this.#arrived.clear();
    this.view = null;
    this.failure = null;
  }

  #welcome(id: string): void {
    this.#arrived.add(id);
    setTimeout(() => this.#arrived.delete(id), READING_TIME);
  }
}

/** It is going on by itself. */
export function isUnderWay(state: SendState): boolean {
  return state === 'waiting' || state === 'uploading' || state === 'sending';
}

/** The service has it. */
export function isGone(state: SendState): boolean {
  return state === 'accepted' || state === 'scheduled';
}

/** The draft cannot be changed while its send stands like this. */
export function locks(state: SendState): boolean {
  return isUnderWay(state) || isGone(state) || state === 'unclear';
}

/** It needs the person. */
export function wants({ state, late }: SendView): boolean {
  return state === 'refused' || state === 'unclear' || late !== null;
}

/** Sent again, its draft could be at the service twice. */
export function mayBeThere({ state }: SendView): boolean {
  return state === 'left_unsent';
}

export const sends = new Sends();
