// Connects the page to Rust: hears events first, then asks, so that nothing falls between.
import { call, type Event, onEvent, toFailure } from '../ipc';
import { activity } from './activity.svelte';
import { app } from './app.svelte';
import { calendar } from './calendar.svelte';
import { clipboard } from './clipboard.svelte';
import { drafts } from './drafts.svelte';
import { history } from './history.svelte';
import { incidents } from './incidents.svelte';
import { keys } from './keys.svelte';
import { sends } from './sends.svelte';

/** Starts listening; the returned function ends it, also while the start is still under way. */
export function start(): () => void {
  let stopped = false;
  let stop = (): void => undefined;
  onEvent(receive)
    .then((off) => {
      if (stopped) return off();
      stop = off;
      return ask();
    })
    .catch((error: unknown) => (app.failure = toFailure(error)));
  return () => {
    stopped = true;
    stop();
  };
}

export async function ask(): Promise<void> {
  try {
    app.receive(await call('app_state'));
  } catch (error) {
    app.failure = toFailure(error);
  }
}

function receive(event: Event): void {
  switch (event.kind) {
    case 'app':
      return app.receive(event.view);
    case 'keys':
      void incidents.followUp(event.view.workspace.id);
      return keys.receive(event.view);
    case 'activity':
      void incidents.followUp(event.view.workspace_id);
      calendar.followUp(event.view.workspace_id);
      return activity.receive(event.view);
    case 'incidents':
      return incidents.receive(event.view);
    case 'sends':
      calendar.followUp(event.view.workspace_id);
      return sends.receive(event.view);
    case 'files_dropped':
      void drafts.takeDropped();
      return;
    case 'clipboard':
      clipboard.view = event.view;
      return;
    case 'history':
      history.count = event.view;
  }
}
