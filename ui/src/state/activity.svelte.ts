// What is known of the posts of the open workspace, as a whole: how far they are read, how many have
// which verdict, and the rhythms they show.
import { type ActivityView, call, type Failure, toFailure } from '../ipc';

class Activity {
  view = $state.raw<ActivityView | null>(null);
  failure = $state.raw<Failure | null>(null);
  #workspace: string | null = null;

  /** Turns to a workspace and asks how its posts stand. */
  async open(workspaceId: string): Promise<void> {
    if (workspaceId !== this.#workspace) this.forget();
    this.#workspace = workspaceId;
    this.failure = null;
    try {
      this.receive(await call('activity_state', { workspace_id: workspaceId }));
    } catch (error) {
      if (workspaceId === this.#workspace) this.failure = toFailure(error);
    }
  }

  /** Takes a view in, unless it came late: for a workspace no longer open, or after a newer one. */
  receive = (view: ActivityView): void => {
    if (view.workspace_id !== this.#workspace) return;
    if (this.view && view.revision < this.view.revision) return;
    this.failure = null;
    this.view = view;
  };

  forget(): void {
    this.#workspace = null;
    this.view = null;
    this.failure = null;
  }
}

export const activity = new Activity();
