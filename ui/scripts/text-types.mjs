// Writes src/text-types.ts: the name of every text of the page and the placeholders it takes.
// TypeScript widens the strings of a JSON file, so it cannot work the placeholders out by itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const catalogue = join(import.meta.dirname, '../../locales/en/page.json');
const output = join(import.meta.dirname, '../src/text-types.ts');

export function textTypes() {
  const texts = JSON.parse(readFileSync(catalogue, 'utf8'));
  const lines = Object.entries(texts).map(([name, text]) => `  '${name}': ${placeholders(text)};`);
  return [
    '// Generated from locales/en/page.json by `npm run text-types`. Do not edit.',
    'export interface TextPlaceholders {',
    ...lines,
    '}',
    '',
  ].join('\n');
}

function placeholders(text) {
  const names = new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => `'${name}'`));
  return names.size > 0 ? [...names].join(' | ') : 'never';
}

if (process.argv[1] === import.meta.filename) writeFileSync(output, textTypes());
