// The only door to Rust. Everything else in the page calls a command with `call` and hears of what
// happens by itself with `onEvent`.
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { t } from '../text';
import type { Event } from './bindings';
import type { Commands } from './commands';

export type * from './bindings';

/** Why a command did not succeed, for a person: what happened and what to do. */
export interface Failure {
  code: string;
  message: string;
  remedy: string;
}

type Name = keyof Commands;
type Form<N extends Name> = Commands[N]['form'];
type Answer<N extends Name> = Commands[N]['answer'];
type Arguments<N extends Name> = Form<N> extends null ? [] : [form: Form<N>];

/** Calls a command. Rejects with a {@link Failure}, whatever went wrong. */
export async function call<N extends Name>(name: N, ...[form]: Arguments<N>): Promise<Answer<N>> {
  try {
    return await invoke<Answer<N>>(name, form === undefined ? undefined : { form });
  } catch (error) {
    throw toFailure(error);
  }
}

/** Hears every event from Rust, until the returned function is called. */
export async function onEvent(handle: (event: Event) => void): Promise<() => void> {
  return await listen<Event>('latchkey', ({ payload }) => handle(payload));
}

/** Rust answers with an object; Tauri itself, when it refuses a command, with a sentence. */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  const message = typeof error === 'string' ? error : error instanceof Error ? error.message : '';
  return { code: 'internal', message: message || t('failure.unknown'), remedy: '' };
}

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'code' in error && 'remedy' in error;
}
