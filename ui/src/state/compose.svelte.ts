// What the composer needs to know of the open workspace: its profiles, and what each platform asks for.
import {
  call,
  type ComposeProfileView,
  type ComposeView,
  type Failure,
  type PlatformFieldsView,
  toFailure,
} from '../ipc';

class Compose {
  view = $state.raw<ComposeView | null>(null);
  failure = $state.raw<Failure | null>(null);
  #workspace: string | null = null;

  /** Turns to a workspace and asks who can post there. */
  async open(workspaceId: string): Promise<void> {
    if (workspaceId !== this.#workspace) this.forget();
    this.#workspace = workspaceId;
    this.failure = null;
    try {
      this.receive(await call('compose_state', { workspace_id: workspaceId }));
    } catch (error) {
      if (workspaceId === this.#workspace) this.failure = toFailure(error);
    }
  }

  /** Takes a view in, unless it came late: for a workspace no longer open, or after a newer one. */
  receive = (view: ComposeView): void => {
    if (view.workspace_id !== this.#workspace) return;
    if (this.view && view.revision < this.view.revision) return;
    this.failure = null;
    this.view = view;
  };

  profile(id: string | null): ComposeProfileView | null {
    return this.view?.profiles.find((each) => each.id === id) ?? null;
  }

  platform(name: string): PlatformFieldsView | null {
    return this.view?.platforms.find(({ platform }) => platform === name) ?? null;
  }

  forget(): void {
    this.#workspace = null;
    this.view = null;
    this.failure = null;
  }
}

export const compose = new Compose();
