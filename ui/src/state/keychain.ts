import { call } from '../ipc';
import { app } from './app.svelte';

/** Lets the system ask the person for the keychain's password. */
export async function unlockKeychain(): Promise<void> {
  app.receive(await call('unlock_keychain'));
}
