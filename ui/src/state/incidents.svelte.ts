// The leak responses of every workspace: an alarm counts wherever the person is.
import { SvelteMap } from 'svelte/reactivity';
import {
  call,
  type Failure,
  type IncidentsView,
  type IncidentView,
  toFailure,
  type WorkspaceView,
} from '../ipc';
import { app } from './app.svelte';

class Incidents {
  #views = new SvelteMap<string, IncidentsView>();
  #failures = new SvelteMap<string, Failure>();
  #asked = new Set<string>();
  /** Workspaces being asked about, and whether something happened since. */
  #behind = new Map<string, boolean>();

  /** Those of the open workspace. */
  get view(): IncidentsView | null {
    return this.#views.get(app.view?.current ?? '') ?? null;
  }

  /** Why those of the open workspace could not be asked for. */
  get failure(): Failure | null {
    return this.#failures.get(app.view?.current ?? '') ?? null;
  }

  /** Those of the open workspace that are not over. */
  get open(): IncidentView[] {
    return this.view?.incidents.filter(isOpen) ?? [];
  }

  /** Dead keys that worked again and are not dealt with, in any workspace. */
  get alarms(): IncidentView[] {
    const here = app.view?.workspaces.map(({ id }) => this.#views.get(id)) ?? [];
    return here.flatMap((view) => view?.incidents.filter(({ alarm }) => alarm?.active) ?? []);
  }

  /** Asks for those of each workspace, once; what changes later is heard of. */
  follow(workspaces: WorkspaceView[]): void {
    for (const { id } of workspaces) {
      if (this.#asked.has(id)) continue;
      this.#asked.add(id);
      void this.ask(id);
    }
  }

  /** Asks for those of a workspace. */
  async ask(workspaceId: string): Promise<void> {
    this.#failures.delete(workspaceId);
    try {
      this.receive(await call('list_incidents', { workspace_id: workspaceId }));
    } catch (error) {
      this.#failures.set(workspaceId, toFailure(error));
    }
  }

  /** Keys or posts changed, and with them how far a response is. One question at a time. */
  async followUp(workspaceId: string): Promise<void> {
    if (!this.#views.get(workspaceId)?.incidents.some(isOpen)) return;
    if (this.#behind.has(workspaceId)) {
      this.#behind.set(workspaceId, true);
      return;
    }
    do {
      this.#behind.set(workspaceId, false);
      await this.ask(workspaceId);
    } while (this.#behind.get(workspaceId));
    this.#behind.delete(workspaceId);
  }

  /** Takes a view in, unless a newer one is here. */
  receive = (view: IncidentsView): void => {
    const known = this.#views.get(view.workspace_id);
    if (known && view.revision < known.revision) return;
    this.#failures.delete(view.workspace_id);
    this.#views.set(view.workspace_id, view);
  };

  /** One of the open workspace. */
  find(id: string | null): IncidentView | null {
    return this.view?.incidents.find((each) => each.id === id) ?? null;
  }

  /** The response to the leak of this key that is not over. */
  openFor(keyId: string): IncidentView | null {
    const all = [...this.#views.values()].flatMap((view) => view.incidents);
    return all.find((each) => each.key.key_id === keyId && isOpen(each)) ?? null;
  }

  forget(): void {
    this.#views.clear();
    this.#failures.clear();
    this.#asked.clear();
    this.#behind.clear();
  }
}

export function isOpen({ closed_at }: IncidentView): boolean {
  return closed_at === null;
}

export const incidents = new Incidents();
