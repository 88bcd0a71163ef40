// Ctrl or Cmd with Z takes the last move back, wherever nobody is writing.
import type { Board } from './board.svelte';

export function undoKey(event: KeyboardEvent, board: Board): void {
  const command = event.ctrlKey || event.metaKey;
  if (!command || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'z') return;
  const { target } = event;
  if (target instanceof Element && target.closest('input, textarea, select, dialog')) return;
  event.preventDefault();
  void board.moves.undo();
}
