import type { Failure } from '../src/ipc';

/** What a command rejects with. */
export function failure(code: string, message: string, remedy = ''): Failure {
  return { code, message, remedy };
}
