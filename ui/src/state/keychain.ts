import { call } from '../ipc';
import { app } from './app.svelte';

/** Looks at the keychain again; the system asks the person for the password of a locked one. */
export async function unlockKeychain(): Promise<void> {
  app.receive(await call('unlock_keychain'));
}
