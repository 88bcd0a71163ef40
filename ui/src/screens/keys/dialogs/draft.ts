// What a person fills in about a key, in the three dialogs that ask for it.
import type { Environment, KeyView } from '../../../ipc';

export interface Draft {
  name: string;
  environment: Environment;
  purpose: string;
  rotation_days: number | null;
}

export function newDraft(rotation_days: number | null): Draft {
  return { name: '', environment: 'production', purpose: '', rotation_days };
}

export function draftOf({ name, environment, purpose, rotation_days }: KeyView): Draft {
  return { name, environment, purpose, rotation_days };
}
