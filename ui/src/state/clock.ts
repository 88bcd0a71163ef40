// The time now, for texts that grow old on the screen. Each clock ticks only while something
// on the screen reads it.
import { createSubscriber } from 'svelte/reactivity';

function clock(interval: number): () => number {
  const subscribe = createSubscriber((update) => {
    const timer = setInterval(update, interval);
    return () => clearInterval(timer);
  });
  return () => {
    subscribe();
    return Date.now();
  };
}

/** Milliseconds since 1970, for a countdown. */
export const everySecond = clock(1_000);
/** Milliseconds since 1970, for "3 minutes ago". */
export const everyHalfMinute = clock(30_000);
