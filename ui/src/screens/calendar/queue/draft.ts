// A queue while it is being changed.
import type { QueueView } from '../../../ipc';

export interface QueueDraft {
  zone: string;
  slots: string[];
  days: QueueView['days'];
  /** Null while the field is empty. */
  most_per_slot: number | null;
}

export function draftOf({ zone, slots, days, most_per_slot }: QueueView): QueueDraft {
  return { zone, slots: [...slots], days: [...days], most_per_slot };
}

export function sameQueue(draft: QueueDraft, view: QueueView): boolean {
  return JSON.stringify(draft) === JSON.stringify(draftOf(view));
}

/** The times with one more, in order and each once. */
export function withSlot(slots: string[], time: string): string[] {
  return [...new Set([...slots, time])].sort();
}
