import { expect, test } from 'vitest';
import { toFailure } from './index';

test('an error of Rust passes as it is', () => {
  const failure = { code: 'name_taken', message: 'Taken.', remedy: 'Choose another.' };
  expect(toFailure(failure)).toBe(failure);
});

test('a refusal by Tauri, which is a sentence, becomes a message', () => {
  expect(toFailure('copy_key not allowed').message).toBe('copy_key not allowed');
});

test('whatever else it is, there is something to read', () => {
  expect(toFailure(undefined).message).not.toBe('');
  expect(toFailure(new Error('gone')).message).toBe('gone');
});
