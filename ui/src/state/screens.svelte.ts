// The screens that are not the first. Reading their script would hold the first one up, so they come
// when it is painted, long before anybody can have asked for another.
import { afterPaint } from '../lib/after-paint';

class Screens {
  later = $state.raw<typeof import('../screens/later') | null>(null);

  async load(): Promise<void> {
    this.later ??= await import('../screens/later');
  }

  loadAfterPaint = afterPaint(() => void this.load());
}

export const screens = new Screens();
