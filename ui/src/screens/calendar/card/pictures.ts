// Small pictures of cards. A month has many, so few are asked for at a time, and each is asked for once.
import { call, type CardView } from '../../../ipc';

const AT_A_TIME = 4;
const KEPT = 400;

const pictures = new Map<string, Promise<string | null>>();
const waiting: (() => void)[] = [];
let running = 0;

export function hasPicture({ picture, file_id }: CardView): boolean {
  return picture !== null || file_id !== null;
}

/** A `data:` URL, or null where there is none to show. */
export function pictureOf(workspaceId: string, card: CardView): Promise<string | null> {
  const name = JSON.stringify([workspaceId, card.post_id, card.picture, card.file_id]);
  const known = pictures.get(name);
  if (known) return known;
  const asked = inTurn(() => ask(workspaceId, card)).catch(() => {
    pictures.delete(name);
    return null;
  });
  pictures.set(name, asked);
  const [oldest] = pictures.keys();
  if (pictures.size > KEPT && oldest !== undefined) pictures.delete(oldest);
  return asked;
}

/** Forgets all of them. */
export function forgetPictures(): void {
  pictures.clear();
}

async function ask(workspaceId: string, card: CardView): Promise<string | null> {
  const { post_id, picture: number, file_id } = card;
  if (post_id !== null && number !== null) {
    return (await call('post_thumbnail', { workspace_id: workspaceId, post_id, number })).picture;
  }
  return file_id === null ? null : (await call('file_thumbnail', { file_id })).picture;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_A_TIME) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
