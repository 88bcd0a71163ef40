import { expect, test } from 'vitest';
import { cut, lengthOf } from './cut';

const plain = (text: string) => ({ text, found: false, link: null });

test('a text is cut at the length asked for', () => {
  expect(lengthOf(cut([plain('a'.repeat(60_000))], 1_200))).toBe(1_200);
});

test('a link is never cut', () => {
  const link = {
    text: 'https://a.example/very/long',
    found: false,
    link: { number: 1, host: 'a' },
  };
  expect(cut([plain('12345'), link, plain('rest')], 8)).toEqual([plain('12345'), link]);
});

test('a character of two halves is never cut in two', () => {
  expect(cut([plain('ab🔥cd')], 3)).toEqual([plain('ab')]);
});
