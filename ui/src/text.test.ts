import { afterEach, expect, test } from 'vitest';
import { language } from './language';
import { plural, setLanguage, t } from './text';

afterEach(() => setLanguage('en'));

test('placeholders are filled', () => {
  expect(t('details.label', { name: 'staging' })).toBe('Details of staging');
});

test('what is filled in is not taken for a placeholder itself', () => {
  expect(t('details.label', { name: '{name}' })).toBe('Details of {name}');
});

test('a number chooses its form', () => {
  expect(plural('seconds', 1)).toBe('1 second');
  expect(plural('seconds', 2_000)).toBe('2,000 seconds');
});

test('a language without a catalogue changes nothing', () => {
  setLanguage('C');
  expect(language()).toBe('en');
});

test('names and placeholders are checked by the compiler', () => {
  // @ts-expect-error There is no such text.
  t('no.such.text');
  // @ts-expect-error It needs a name.
  t('details.label');
  // @ts-expect-error It has no such placeholder.
  t('details.label', { key: 'staging' });
  // @ts-expect-error It has no forms for one and many.
  plural('details.label', 1);
});
