// What a person can do to a key. The row, its menu, the details, the keyboard and the command
// palette all offer this one list.
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import Ban from '@lucide/svelte/icons/ban';
import Copy from '@lucide/svelte/icons/copy';
import HeartPulse from '@lucide/svelte/icons/heart-pulse';
import Pencil from '@lucide/svelte/icons/pencil';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Siren from '@lucide/svelte/icons/siren';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { SvelteSet } from 'svelte/reactivity';
import { call, type KeyView, toFailure } from '../../ipc';
import { clipboard } from '../../state/clipboard.svelte';
import { keys } from '../../state/keys.svelte';
import { navigation } from '../../state/navigation.svelte';
import { notices } from '../../state/notices.svelte';
import { suspicion } from '../../state/suspicion.svelte';
import { t } from '../../text';

export type ActionName =
  'copy' | 'check' | 'rotate' | 'edit' | 'use' | 'leak' | 'revoke' | 'forget';

export interface KeyAction {
  name: ActionName;
  label: string;
  icon: typeof Copy;
  /** The key to press while the row or the details have the focus. */
  press?: string;
  run: () => void;
}

/** Everything that can be done to the key as it is now. */
export function actionsFor(key: KeyView): KeyAction[] {
  const live = key.state !== 'revoked';
  const actions: (KeyAction | false)[] = [
    key.can_copy && live && action('copy', Copy, () => void copy(key), 'c'),
    key.can_check && action('check', HeartPulse, () => void check(key), 't'),
    key.can_rotate && action('rotate', RefreshCw, ask('rotate', key), 'r'),
    live && action('edit', Pencil, ask('edit', key), 'e'),
    mayServeLatchkey(key) && action('use', ArrowDownToLine, () => void use(key)),
    action('leak', Siren, () => suspicion.raise(key)),
    key.can_revoke && action('revoke', Ban, ask('revoke', key), 'Delete'),
    key.can_forget && action('forget', Trash2, ask('forget', key)),
  ];
  return actions.filter((each) => each !== false);
}

const running = new SvelteSet<string>();

/** Whether this is being done to the key right now. */
export function isRunning(name: ActionName, key: KeyView): boolean {
  return running.has(`${name} ${key.id}`);
}

function action(name: ActionName, icon: typeof Copy, run: () => void, press?: string): KeyAction {
  return { name, label: t(`action.${name}`), icon, press, run };
}

function ask(kind: 'rotate' | 'edit' | 'revoke' | 'forget', key: KeyView): () => void {
  return () => navigation.ask({ kind, key_id: key.id });
}

function mayServeLatchkey(key: KeyView): boolean {
  return key.can_copy && !key.used_by_latchkey && ['active', 'rotating'].includes(key.state);
}

export function copy(key: KeyView): Promise<void> {
  return once('copy', key, async () => {
    clipboard.view = await call('copy_key', { key_id: key.id });
  });
}

function check(key: KeyView): Promise<void> {
  return once('check', key, async () => {
    keys.receive(await call('check_key', { key_id: key.id }));
    const found = keys.find(key.id)?.last_check;
    if (!found) return;
    const message = t('check.found', { name: key.name, finding: found.message });
    if (found.outcome === 'alive') notices.say(message);
    else notices.warn({ message, remedy: '' });
  });
}

function use(key: KeyView): Promise<void> {
  return once('use', key, async () => {
    keys.receive(await call('use_key_for_latchkey', { key_id: key.id }));
  });
}

async function once(name: ActionName, key: KeyView, work: () => Promise<void>): Promise<void> {
  const job = `${name} ${key.id}`;
  if (running.has(job)) return;
  running.add(job);
  try {
    await work();
  } catch (error) {
    notices.warn(toFailure(error));
  } finally {
    running.delete(job);
  }
}
