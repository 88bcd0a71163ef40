// Which keys are offered first when one may have leaked, and which fit what was typed.
import type { KeyView } from '../../../ipc';

/**
 * The usual suspects first: one that is suspected already, then those in use, and among them the
 * ones that are kept in the most places and have been around the longest.
 */
export function usualSuspects(keys: KeyView[]): KeyView[] {
  return [...keys].sort(
    (a, b) =>
      standing(a) - standing(b) ||
      b.places.length - a.places.length ||
      madeAt(a) - madeAt(b) ||
      a.name.localeCompare(b.name),
  );
}

/** The keys whose name, purpose, hint or places have every word that was typed. */
export function fitting(keys: KeyView[], typed: string): KeyView[] {
  const words = typed.toLowerCase().split(/\s+/);
  return keys.filter(({ name, purpose, hint, fingerprint, places }) => {
    const text = [name, purpose, hint, fingerprint, ...places.map(({ label }) => label)];
    return words.every((word) => text.join(' ').toLowerCase().includes(word));
  });
}

/** It may be part of a key or of its fingerprint: worth asking for among all keys. */
export function looksLikeHint(typed: string): boolean {
  return /^\w{2,6}_|[…*]|\.{2,}|^[0-9a-f]{8,}$|^[0-9a-z]{4}$/i.test(typed.trim());
}

function standing({ state }: KeyView): number {
  if (state === 'suspected') return 0;
  return state === 'revoked' ? 2 : 1;
}

/** A key nobody knows the age of may be the oldest. */
function madeAt({ created_at }: KeyView): number {
  return created_at ? Date.parse(created_at) : 0;
}
