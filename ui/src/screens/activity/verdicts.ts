// The verdicts in the order in which they are stacked and listed.
import type { Verdict, VerdictCounts } from '../../ipc';

export const verdicts: readonly Verdict[] = ['made_here', 'recognised', 'unrecognised', 'not_mine'];

export function sum(counts: VerdictCounts): number {
  return verdicts.reduce((all, verdict) => all + counts[verdict], 0);
}
