// The catalogue and the page fit together.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageTexts, textTypes } from '../scripts/text-types.mjs';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('text-types.ts'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');

test('the generated types are those of the catalogue (npm run text-types)', () => {
  expect(readFileSync('src/text-types.ts', 'utf8')).toBe(textTypes());
});

test('every text is used', () => {
  const unused = pageTexts()
    .map(([name]) => name)
    .filter((name) => !isUsed(name.replace(/_(one|other)$/, '')));
  expect(unused).toEqual([]);
});

/** Written out, or as one of a family: `state.${state}`, `state.${state}.meaning`. */
function isUsed(name: string): boolean {
  if (sources.includes(`'${name}'`)) return true;
  const parts = name.split('.');
  return parts.some((_, index) => {
    const family = parts.map((part, at) => (at === index ? '\\$\\{[^}]+\\}' : escape(part)));
    return new RegExp('`' + family.join('\\.') + '`').test(sources);
  });
}

function escape(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
