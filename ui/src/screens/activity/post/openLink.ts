// Opens a link of a post in the browser. Only its number leaves the page, and the host that was seen.
import { call, type LinkView, toFailure } from '../../../ipc';
import { notices } from '../../../state/notices.svelte';

export async function openLink(
  workspace_id: string,
  post_id: string,
  { number, host }: LinkView,
): Promise<void> {
  try {
    await call('open_post_link', { workspace_id, post_id, number, host });
  } catch (error) {
    notices.warn(toFailure(error));
  }
}
