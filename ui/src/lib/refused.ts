// Which field of a form an error is about, so that it is told beside it.
import { getContext, setContext } from 'svelte';
import type { Failure } from '../ipc';

type FieldName = 'name';
type Refusal = () => Failure | null;

const FIELD_OF: Record<string, FieldName> = { name_taken: 'name' };
const FORM = Symbol('form');

/** The field that says this failure itself, if there is one. */
export function fieldOf(failure: Failure | null): FieldName | null {
  return failure ? (FIELD_OF[failure.code] ?? null) : null;
}

/** Lets the fields of a form see why it was not accepted. */
export function showFields(refusal: Refusal): void {
  setContext(FORM, refusal);
}

/** Why this field was not accepted, when it is the reason. */
export function refused(field: FieldName): Refusal {
  const refusal = getContext<Refusal | undefined>(FORM);
  return () => {
    const failure = refusal?.() ?? null;
    return fieldOf(failure) === field ? failure : null;
  };
}
