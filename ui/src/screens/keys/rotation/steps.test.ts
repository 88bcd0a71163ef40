import { expect, test } from 'vitest';
import type { RotationView } from '../../../ipc';
import { ago, creation, key, rotation } from '../../../../fake/world';
import { stepsOf } from './steps';

const alone = { creation: null, oldKey: null };
const place = (ticked: boolean) => ({ id: 'p', label: 'n8n', ticked_at: ticked ? ago(0) : null });

function now(
  facts: Partial<RotationView>,
  around: Parameters<typeof stepsOf>[1] = alone,
): string[] {
  return stepsOf(rotation(facts), around)
    .filter(({ standing }) => standing === 'now')
    .map(({ name }) => name);
}

test('storing is told from asking by the creation', () => {
  const storing = creation({ name: 'a', stage: 'storing' });
  expect(now({ stage: 'creating' })).toEqual(['create']);
  expect(now({ stage: 'creating' }, { ...alone, creation: storing })).toEqual(['store']);
});

test('during the overlap the places are open until the last is ticked', () => {
  expect(now({ stage: 'overlap', places: [place(false)] })).toEqual(['places', 'overlap']);
  expect(now({ stage: 'overlap', places: [place(true)] })).toEqual(['overlap']);
});

test('the proof begins when the service accepted the end of the old key', () => {
  const ending = {
    requested_at: ago(0),
    accepted_at: ago(0),
    probes: 0,
    next_probe_at: null,
    guide: null,
    cannot_be_proven: false,
    problem: null,
  };
  const oldKey = key({ name: 'a', state: 'ending', ending });
  expect(now({ stage: 'revoking' })).toEqual(['revoke']);
  expect(now({ stage: 'revoking' }, { ...alone, oldKey })).toEqual(['proof']);
});

test('in the end every step is done', () => {
  const standings = stepsOf(rotation({ stage: 'done' }), alone).map(({ standing }) => standing);
  expect(new Set(standings)).toEqual(new Set(['done']));
});
