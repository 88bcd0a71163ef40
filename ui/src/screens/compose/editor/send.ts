// Sends the draft on the screen, once everything in it is saved.
import { call } from '../../../ipc';
import type { OpenDraft } from '../../../state/open-draft.svelte';
import { sends } from '../../../state/sends.svelte';

/** Rejects with what stands in the way. */
export async function send(draft: OpenDraft): Promise<void> {
  if (!(await draft.flush()) && draft.failure) throw draft.failure;
  const { id: draft_id, content, savedAt: saved_at } = draft;
  sends.receive(await call('send_draft', { draft_id, content, saved_at }));
}
