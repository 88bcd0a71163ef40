// How numbers, times and lists are written in the language of the texts. Each format is made once: making
// one takes longer than drawing what it is for, and a calendar or a count needs hundreds at a time.
import { language } from '../language';

export const numberFormat = kept((tag, options?: Intl.NumberFormatOptions) => {
  return new Intl.NumberFormat(tag, options);
});

export const dateFormat = kept((tag, options?: Intl.DateTimeFormatOptions) => {
  return new Intl.DateTimeFormat(tag, options);
});

export const listFormat = kept((tag, options?: Intl.ListFormatOptions) => {
  return new Intl.ListFormat(tag, options);
});

/** "2 hours ago". */
export const distanceFormat = kept((tag) => new Intl.RelativeTimeFormat(tag));

/** Which form of a text a number takes. */
export const pluralRules = kept((tag) => new Intl.PluralRules(tag));

/** The order of names. */
export const collator = kept((tag, options?: Intl.CollatorOptions) => {
  return new Intl.Collator(tag, options);
});

function kept<O, F>(make: (tag: string, options?: O) => F): (options?: O) => F {
  const made = new Map<string, F>();
  return (options) => {
    const name = JSON.stringify([language(), options]);
    const format = made.get(name) ?? make(language(), options);
    made.set(name, format);
    return format;
  };
}
