// How many events the audit history has: when it grows, an open list asks again. And what the last
// check by hand found.
import type { VerificationView } from '../ipc';

class History {
  count = $state(0);
  verification = $state.raw<VerificationView | null>(null);
}

export const history = new History();
