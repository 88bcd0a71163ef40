import { expect, test } from 'vitest';
import { ago, key, revoked } from '../../../fake/world';
import { arrange, everything } from './arrange';

const keys = [
  key({ name: 'b', created_at: ago(1), rotation_due_at: null, last_alive_at: ago(9) }),
  key({ name: 'a', created_at: null, rotation_due_at: ago(-5), last_alive_at: ago(1) }),
  key({ name: 'c', created_at: ago(50), rotation_due_at: ago(3), last_alive_at: null }),
  revoked({ name: 'gone' }),
];

test.each([
  ['name', 'abc'],
  ['age', 'cba'],
  ['rotation', 'cab'],
  ['alive', 'cba'],
] as const)(
  'sorting by %s; what is unknown goes to where it is no false claim',
  (sorting, order) => {
    const { live } = arrange(keys, { ...everything, sorting });
    expect(live.map(({ name }) => name).join('')).toBe(order);
  },
);

test('revoked keys stand apart', () => {
  expect(arrange(keys, everything).revoked.map(({ name }) => name)).toEqual(['gone']);
});

test('numbers in names sort as numbers', () => {
  const numbered = [key({ name: 'client-10' }), key({ name: 'client-9' })];
  expect(arrange(numbered, everything).live[0]?.name).toBe('client-9');
});
