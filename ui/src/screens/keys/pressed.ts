// Runs the action whose key was pressed, unless the person is writing.
import type { KeyAction } from './actions';

export function pressed(event: KeyboardEvent, actions: KeyAction[]): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
  const action = actions.find(({ press }) => press === event.key);
  if (!action) return;
  event.preventDefault();
  action.run();
}
