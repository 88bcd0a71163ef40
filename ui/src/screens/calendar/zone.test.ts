import { expect, test } from 'vitest';
import { findZones } from './zone';

const zones = ['Europe/Berlin', 'America/New_York', 'America/Argentina/Buenos_Aires'].map(
  (value) => ({ value, label: value }),
);

test.each([
  ['berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['aires buenos', 'America/Argentina/Buenos_Aires'],
  ['AMERICA/new', 'America/New_York'],
])('"%s" finds %s', (typed, zone) => {
  expect(findZones(zones, typed).map(({ value }) => value)).toEqual([zone]);
});

test('nothing typed finds all, nonsense finds none', () => {
  expect(findZones(zones, ' ')).toHaveLength(3);
  expect(findZones(zones, 'atlantis')).toEqual([]);
});
