// Ctrl or Cmd with K opens the command palette from anywhere, with N a new draft.
import { app } from '../state/app.svelte';
import { drafts } from '../state/drafts.svelte';
import { navigation } from '../state/navigation.svelte';

const onApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** How a shortcut with the command key is written on this system. */
export function withCommandKey(letter: string): string {
  return onApple ? `⌘${letter}` : `Ctrl ${letter}`;
}

export function commandShortcut(event: KeyboardEvent): void {
  const command = onApple ? event.metaKey : event.ctrlKey;
  if (!command || event.altKey || event.shiftKey) return;
  const run = { k: openPalette, n: write }[event.key.toLowerCase()];
  if (!run) return;
  event.preventDefault();
  // Also a dialog that only its screen knows.
  if (app.workspace && !document.querySelector('dialog[open]')) run(app.workspace.id);
}

function openPalette(): void {
  navigation.ask({ kind: 'palette' });
}

function write(workspaceId: string): void {
  void drafts.begin({ workspace_id: workspaceId });
}
