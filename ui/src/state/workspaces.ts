// What can be done with workspaces from more than one place of the window.
import { call, toFailure, type AppView, type WorkspaceView } from '../ipc';
import { t } from '../text';
import { app } from './app.svelte';
import { navigation } from './navigation.svelte';
import { notices } from './notices.svelte';

export const exploreDemo = (): Promise<void> => enter(() => call('explore_demo'));

export const openWorkspace = (workspace_id: string): Promise<void> =>
  enter(() => call('open_workspace', { workspace_id }));

/** Where a workspace is, in as few words as possible: "Demo" or the host of its address. */
export function whereItIs({ kind, base_url }: WorkspaceView): string {
  if (kind === 'demo') return t('workspace.demo');
  return URL.canParse(base_url) ? new URL(base_url).host : base_url;
}

async function enter(ask: () => Promise<AppView>): Promise<void> {
  const { screen } = navigation;
  try {
    app.receive(await ask());
    // An event may have shown the workspace before this answer, and the person gone elsewhere in it.
    if (navigation.screen === screen) navigation.go('keys');
  } catch (error) {
    notices.warn(toFailure(error));
  }
}
