// Which keys the board shows, and in which order.
import type { Environment, KeyState, KeyView } from '../../ipc';
import { collator } from '../../lib/formats';

export const sortings = ['name', 'age', 'rotation', 'alive'] as const;
export type Sorting = (typeof sortings)[number];

export interface Arrangement {
  search: string;
  state: KeyState | 'any';
  environment: Environment | 'any';
  sorting: Sorting;
}

export const everything: Arrangement = {
  search: '',
  state: 'any',
  environment: 'any',
  sorting: 'name',
};

/** Keys in use first, then the revoked ones; both in the chosen order. */
export function arrange(keys: KeyView[], by: Arrangement): { live: KeyView[]; revoked: KeyView[] } {
  const shown = keys
    .filter((key) => by.state === 'any' || key.state === by.state)
    .filter((key) => by.environment === 'any' || key.environment === by.environment)
    .filter((key) => matches(key, by.search))
    .sort((a, b) => rank(a, by.sorting) - rank(b, by.sorting) || byName(a, b));
  return {
    live: shown.filter(({ state }) => state !== 'revoked'),
    revoked: shown.filter(({ state }) => state === 'revoked'),
  };
}

function matches(key: KeyView, search: string): boolean {
  const places = key.places.map(({ label }) => label);
  const text = [key.name, key.purpose, key.hint, key.fingerprint, ...places]
    .join(' ')
    .toLowerCase();
  const words = search.toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}

/** The smaller, the further up. What is unknown comes last; for "proven alive", first. */
function rank(key: KeyView, sorting: Sorting): number {
  switch (sorting) {
    case 'name':
      return 0;
    case 'age':
      return moment(key.created_at) ?? Number.MAX_VALUE;
    case 'rotation':
      return moment(key.rotation_due_at) ?? Number.MAX_VALUE;
    case 'alive':
      return moment(key.last_alive_at) ?? 0;
  }
}

function moment(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}

function byName(a: KeyView, b: KeyView): number {
  return collator({ numeric: true }).compare(a.name, b.name);
}
