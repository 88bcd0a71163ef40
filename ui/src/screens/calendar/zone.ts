// Finding a zone by typing.
import type { ChoiceView } from '../../ipc';

/** As many as anybody reads; typing finds the others. */
const MOST = 60;

/** The zones with every typed word in their name. */
export function findZones(zones: ChoiceView[], typed: string): ChoiceView[] {
  const words = plain(typed).split(' ').filter(Boolean);
  const found = zones.filter(({ value, label }) => {
    const name = plain(`${value} ${label}`);
    return words.every((word) => name.includes(word));
  });
  return found.slice(0, MOST);
}

/** "America/Argentina/Buenos_Aires" is found by "buenos aires". */
function plain(text: string): string {
  return text.toLowerCase().replace(/[/_]+/g, ' ').trim();
}
