// Puts the made-up world where the page expects Rust.
import { emit } from '@tauri-apps/api/event';
import { mockIPC } from '@tauri-apps/api/mocks';
import type { Event, Failure } from '../src/ipc';
import type { Commands } from '../src/ipc/commands';
import { answers } from './commands';
import type { World } from './world';

type Name = keyof Commands;

export interface Fake {
  /** Every command the page called, in order. */
  calls: { name: string; form: unknown }[];
  /** Makes a command fail from now on; with null it works again. */
  fail: (name: Name, failure: Failure | null) => void;
  /** Holds the answers of a command back until the returned function is called. */
  hold: (name: Name) => () => void;
  emit: (event: Event) => Promise<void>;
}

export function install(world: World): Fake {
  const handlers: Record<string, (form: never) => unknown> = answers(world);
  const calls: Fake['calls'] = [];
  const failures = new Map<string, Failure>();
  const held = new Map<string, Promise<void>>();

  mockIPC(
    async (name, payload) => {
      const form = (payload as { form?: unknown } | undefined)?.form ?? null;
      calls.push({ name, form });
      await held.get(name);
      const failure = failures.get(name);
      if (failure) throw failure;
      const handler = handlers[name];
      if (!handler) throw `${name} not allowed`;
      return structuredClone(handler(form as never));
    },
    { shouldMockEvents: true },
  );

  return {
    calls,
    fail: (name, failure) => void (failure ? failures.set(name, failure) : failures.delete(name)),
    hold: (name) => {
      let release = (): void => undefined;
      held.set(name, new Promise((resolve) => (release = resolve)));
      return () => {
        held.delete(name);
        release();
      };
    },
    emit: (event) => emit('latchkey', event),
  };
}
