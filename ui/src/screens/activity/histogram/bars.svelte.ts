// The bars as the core counts them. The range that is selected on them does not narrow them; looking
// closer does.
import { call, type Failure, type HistogramView, toFailure } from '../../../ipc';
import { postFilter, type Range } from '../../../state/activity-filter.svelte';
import { oneAtATime } from '../../../lib/latest';

export class Bars {
  view = $state.raw<HistogramView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The time that is shown; everything when empty. */
  closer = $state.raw<Range>({});
  #workspaceId: string;

  constructor(workspaceId: string) {
    this.#workspaceId = workspaceId;
  }

  /** Asks again; what is shown stays until the answer is here. */
  refresh = oneAtATime(async () => {
    const { from, until } = this.closer;
    const filter = { ...postFilter.form(), from, until };
    try {
      this.view = await call('post_histogram', { workspace_id: this.#workspaceId, filter });
      this.failure = null;
    } catch (error) {
      this.failure = toFailure(error);
    }
  });
}
