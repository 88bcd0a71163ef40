// Every text of the page, by name. The texts are in locales/<language>/, in one file per area; a second
// language is a second folder there and a second line in `catalogues`. Names and placeholders are checked by
// the compiler, through text-types.ts.
import activity from '../../locales/en/activity.json';
import calendar from '../../locales/en/calendar.json';
import compose from '../../locales/en/compose.json';
import incident from '../../locales/en/incident.json';
import page from '../../locales/en/page.json';
import table from '../../locales/en/table.json';
import { language, speak } from './language';
import { numberFormat, pluralRules } from './lib/formats';
import type { TextPlaceholders } from './text-types';

export type TextName = keyof TextPlaceholders;
type Values<N extends TextName> = Record<TextPlaceholders[N], string | number>;
type ValuesOf<N extends TextName> = [TextPlaceholders[N]] extends [never]
  ? []
  : [values: Values<N>];

/** Texts that come in a form for one and a form for many. */
type PluralName = TextName extends infer N
  ? N extends `${infer Stem}_other`
    ? Stem
    : never
  : never;
type PluralValues<S extends PluralName> = Exclude<TextPlaceholders[`${S}_other`], 'count'>;
type PluralValuesOf<S extends PluralName> = [PluralValues<S>] extends [never]
  ? []
  : [values: Record<PluralValues<S>, string | number>];

const english = { ...page, ...activity, ...calendar, ...compose, ...incident, ...table };
const catalogues: Record<string, Record<string, string>> = { en: english };

/** Changes the language. One without a catalogue is ignored. */
export function setLanguage(tag: string): void {
  if (tag in catalogues) speak(tag);
}

/** A text, with its placeholders filled. */
export function t<N extends TextName>(name: N, ...[values]: ValuesOf<N>): string {
  return fill(name, values);
}

/** A text that depends on a number: `name_one`, `name_other` … by the rules of the language. */
export function plural<S extends PluralName>(
  stem: S,
  count: number,
  ...[values]: PluralValuesOf<S>
): string {
  const form = pluralRules().select(count);
  const name = `${stem}_${form}`;
  const known = name in (catalogues[language()] ?? english) ? name : `${stem}_other`;
  return fill(known, { count: numberFormat().format(count), ...values });
}

function fill(name: string, values: Record<string, string | number> = {}): string {
  const text = catalogues[language()]?.[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
