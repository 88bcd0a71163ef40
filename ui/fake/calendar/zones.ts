// The zones of the world by name, as this browser knows them.
import type { ChoiceView } from '../../src/ipc';

export const zones: ChoiceView[] = Intl.supportedValuesOf('timeZone').map((value) => ({
  value,
  label: `${value.replaceAll('_', ' ')} (${distance(value)})`,
}));

function distance(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = parts.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name.replace('GMT', 'UTC');
}
