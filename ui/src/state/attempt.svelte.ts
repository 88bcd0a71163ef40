// One thing a person asked for: runs once at a time, and keeps why it failed until the next try.
import { type Failure, toFailure } from '../ipc';

export class Attempt {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** Does the work unless it is already being done; true when it succeeded. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.failure = toFailure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
