// Writes src/text-types.ts: the name of every text of the page and the placeholders it takes.
// TypeScript widens the strings of a JSON file, so it cannot work the placeholders out by itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../locales/en');
/** The files of the page; the others are the core's. */
const areas = ['page', 'activity', 'calendar', 'compose', 'incident', 'table'];
const output = join(import.meta.dirname, '../src/text-types.ts');

/** Every text of the page, by name. A name stands in one file only. */
export function pageTexts() {
  const texts = areas.flatMap((area) => {
    const file = readFileSync(join(folder, `${area}.json`), 'utf8');
    return Object.entries(JSON.parse(file));
  });
  const names = texts.map(([name]) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw new Error(`Texts with the same name: ${twice.join(', ')}`);
  return texts;
}

export function textTypes() {
  const lines = pageTexts().map(([name, text]) => `  '${name}': ${placeholders(text)};`);
  return [
    '// Generated from locales/en/ by `npm run text-types`. Do not edit.',
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
