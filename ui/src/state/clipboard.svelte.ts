// The key that is on the clipboard, if Latchkey put one there.
import type { ClipboardView } from '../ipc';

class Clipboard {
  view = $state.raw<ClipboardView | null>(null);
}

export const clipboard = new Clipboard();
