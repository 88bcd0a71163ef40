// The language of texts, numbers and times.
let current = 'en';

/** Its BCP 47 tag; safe to hand to `Intl`. */
export function language(): string {
  return current;
}

/** Changes it. */
export function speak(tag: string): void {
  current = tag;
}
