// The keys of the open workspace.
import { call, type Failure, type KeysView, type KeyView, toFailure } from '../ipc';
import { navigation } from './navigation.svelte';

class Keys {
  view = $state.raw<KeysView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The key that arrived last, of those the person waited for. */
  arrived = $state.raw<KeyView | null>(null);
  #workspace: string | null = null;
  #awaited = new Set<string>();

  /** Turns to a workspace and asks for its keys. */
  async open(workspaceId: string): Promise<void> {
    if (workspaceId !== this.#workspace) this.forget();
    this.#workspace = workspaceId;
    this.failure = null;
    try {
      this.receive(await call('list_keys', { workspace_id: workspaceId }));
    } catch (error) {
      if (workspaceId === this.#workspace) this.failure = toFailure(error);
    }
  }

  /** Takes a view in, unless it came late: for a workspace no longer open, or after a newer one. */
  receive = (view: KeysView): void => {
    if (view.workspace.id !== this.#workspace) return;
    if (this.view && view.revision < this.view.revision) return;
    const known = new Set(this.view?.keys.map(({ id }) => id));
    this.failure = null;
    this.view = view;
    const arrived = view.keys.find(({ id, name }) => this.#awaited.has(name) && !known.has(id));
    if (arrived) this.#welcome(arrived);
  };

  /** The person waits for a key of this name: once it is here, its details open. */
  await(name: string): void {
    this.#awaited.add(name);
  }

  find(id: string | null): KeyView | null {
    return this.view?.keys.find((key) => key.id === id) ?? null;
  }

  forget(): void {
    this.#workspace = null;
    this.#awaited.clear();
    this.view = null;
  }

  #welcome(key: KeyView): void {
    this.#awaited.delete(key.name);
    this.arrived = key;
    navigation.openKey = key.id;
  }
}

export const keys = new Keys();
