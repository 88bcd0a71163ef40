// Ctrl or Cmd with K opens the command palette from anywhere.
import { app } from '../state/app.svelte';
import { navigation } from '../state/navigation.svelte';

const onApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** How a shortcut with the command key is written on this system. */
export function withCommandKey(letter: string): string {
  return onApple ? `⌘${letter}` : `Ctrl ${letter}`;
}

export function commandShortcut(event: KeyboardEvent): void {
  const command = onApple ? event.metaKey : event.ctrlKey;
  if (!command || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
  event.preventDefault();
  if (app.workspace && !navigation.question) navigation.ask({ kind: 'palette' });
}
