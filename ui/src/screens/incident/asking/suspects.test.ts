import { expect, test } from 'vitest';
import { ago, key, revoked } from '../../../../fake/world';
import { fitting, looksLikeHint, usualSuspects } from './suspects';

const place = (id: string) => ({ id, label: id, ticked_at: null });
const names = (keys: { name: string }[]): string[] => keys.map(({ name }) => name);

test('the key in most places comes first, the revoked one last', () => {
  const keys = [
    revoked({ name: 'dead', places: [place('a'), place('b'), place('c')] }),
    key({ name: 'young', created_at: ago(2) }),
    key({ name: 'old', created_at: ago(200) }),
    key({ name: 'spread', created_at: ago(1), places: [place('a'), place('b')] }),
    key({ name: 'ageless', created_at: null }),
    key({ name: 'suspected', state: 'suspected', created_at: ago(1) }),
  ];
  expect(names(usualSuspects(keys))).toEqual([
    'suspected',
    'spread',
    'ageless',
    'old',
    'young',
    'dead',
  ]);
});

test('a key is found by its name, its hint and its places', () => {
  const keys = [key({ name: 'shop', places: [place('n8n')] }), key({ name: 'blog' })];
  expect(names(fitting(keys, 'SHO'))).toEqual(['shop']);
  expect(names(fitting(keys, 'n8n shop'))).toEqual(['shop']);
  expect(names(fitting(keys, keys[1]?.hint ?? ''))).toEqual(['blog']);
  expect(names(fitting(keys, ''))).toEqual(['shop', 'blog']);
});

test.each(['cdv_…9f2c', 'cdv_...9f2c', 'cdv_****9f2c', '…9f2c', '9f2c', 'deadbeef', 'DEADBEEF01'])(
  '%s looks like part of a key',
  (typed) => expect(looksLikeHint(typed)).toBe(true),
);

test.each(['staging', 'n8n', 'app-production', 'deadb', ''])('%s is a word', (typed) =>
  expect(looksLikeHint(typed)).toBe(false),
);
