import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Tag from './Tag.svelte';

test('a tag shows name, hint and environment', () => {
  render(Tag, { key: { name: 'staging', hint: 'cdv_…9f2c', environment: 'staging' } });
  expect(screen.getByText('staging').title).toBe('staging');
  expect(screen.getByText('cdv_…9f2c')).toBeTruthy();
  expect(screen.getByText('Staging')).toBeTruthy();
});

test('the tag of the key Latchkey uses says so in words', () => {
  render(Tag, { key: { name: 'app-production', used_by_latchkey: true } });
  expect(screen.getByText('Latchkey uses this')).toBeTruthy();
});

test('a name is text and never markup', () => {
  render(Tag, { key: { name: '<img src=x onerror=alert(1)>' } });
  expect(document.querySelector('img')).toBeNull();
});
