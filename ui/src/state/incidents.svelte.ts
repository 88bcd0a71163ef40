// The incidents of the open workspace.
import type { IncidentsView } from '../ipc';
import { app } from './app.svelte';

class Incidents {
  view = $state.raw<IncidentsView | null>(null);

  /** Takes a view in, unless it came late: for a workspace no longer open, or after a newer one. */
  receive = (view: IncidentsView): void => {
    if (view.workspace_id !== app.view?.current) return;
    const known = this.view?.workspace_id === view.workspace_id ? this.view.revision : 0;
    if (view.revision >= known) this.view = view;
  };
}

export const incidents = new Incidents();
