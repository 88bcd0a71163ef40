// A time to begin with when somebody wants to choose one: tomorrow morning by the workspace's clock.
// What it means is worked out by Rust.

/** A zone this engine does not know is taken as the computer's own. */
export function tomorrow(
  zone: string | undefined,
  now: number = Date.now(),
): { date: string; time: string } {
  return { date: dayIn(zone, now + 24 * 3_600_000), time: '09:00' };
}

function dayIn(timeZone: string | undefined, at: number): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone }).format(at);
  } catch {
    return new Intl.DateTimeFormat('en-CA', options).format(at);
  }
}
