// Small pictures of files, asked for once each.
import { call, type ThumbnailView } from '../ipc';

const asked = new Map<string, Promise<ThumbnailView>>();

/** A small picture of a file, or why there is none. */
export function thumbnail(fileId: string): Promise<ThumbnailView> {
  const known = asked.get(fileId);
  if (known) return known;
  const answer = call('file_thumbnail', { file_id: fileId });
  asked.set(fileId, answer);
  answer.catch(() => asked.delete(fileId));
  return answer;
}

export function forgetThumbnails(): void {
  asked.clear();
}
