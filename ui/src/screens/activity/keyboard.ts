// The keys of the activity screen. Letters work wherever nobody is writing; the others in the list.
import { navigation } from '../../state/navigation.svelte';
import type { Triage } from './triage.svelte';

/** Rows that a page key passes. */
const PAGE = 8;

type Keys = Record<string, (() => void) | undefined>;

/** Letters, from anywhere on the screen. */
export function letters(event: KeyboardEvent, triage: Triage, showKeys: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
  const keys: Keys = {
    j: () => void triage.step(1),
    k: () => void triage.step(-1),
    m: () => triage.judge('mine'),
    n: () => triage.judge('not_mine'),
    u: () => void triage.undo(),
    x: () => toggle(triage),
    o: () => triage.openPage(),
    '/': () => document.getElementById('post-search')?.focus(),
    '?': showKeys,
    Escape: navigation.openPost ? () => triage.closePage() : undefined,
  };
  run(event, keys);
}

/** The keys that move in a list, while it has the focus. */
export function inList(event: KeyboardEvent, triage: Triage, total: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = (rows: number) => () => void triage.step(rows, event.shiftKey);
  const keys: Keys = {
    ArrowDown: by(1),
    ArrowUp: by(-1),
    PageDown: by(PAGE),
    PageUp: by(-PAGE),
    Home: () => void triage.go(0),
    End: () => void triage.go(total - 1),
    Enter: () => triage.openPage(),
    ' ': () => toggle(triage),
    Escape: triage.selection.ids.size > 0 ? triage.selection.clear : undefined,
  };
  run(event, keys);
}

function toggle(triage: Triage): void {
  if (triage.cursor) triage.selection.toggle(triage.cursor.id);
}

function run(event: KeyboardEvent, keys: Keys): void {
  const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (!action || event.defaultPrevented) return;
  event.preventDefault();
  action();
}

/** Somebody is writing, or something lies on top of the screen. */
function isTaken({ target }: KeyboardEvent): boolean {
  const field = 'input:not([type=checkbox]), textarea, select';
  const writing = target instanceof Element && target.closest(field) !== null;
  return writing || document.querySelector('dialog[open], [role="menu"]') !== null;
}
