import { expect, it } from 'vitest';
import { understand } from '../../../clients/console/pages/operator/understand.ts';

const id = '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X';

it.for([
  [' AB12345-OVH ', { kind: 'nic', value: 'ab12345-ovh' }],
  ['ab12345\u2013ovh-12', { kind: 'group', value: 'ab12345-ovh-12' }],
  ['09 72 10 12 34', { kind: 'service', value: '0033972101234' }],
  ['+33 9.72.10.12.34', { kind: 'service', value: '0033972101234' }],
  ['0041 22 518 23 20', { kind: 'service', value: '0041225182320' }],
  [id.toLowerCase(), { kind: 'id', value: id }],
  [`https://contacts.example/console/changes/${id}`, { kind: 'id', value: id }],
  ['http://127.0.0.1:3100/console/groups/ab12345-ovh-1/history', { kind: 'group', value: 'ab12345-ovh-1' }],
  ['AB12', { kind: 'prefix', value: 'ab12' }],
] as const)('%j is understood', ([text, understood]) => {
  expect(understand(text)).toEqual(understood);
});

it.for([
  ['972101234', 'zeros-lost'],
  ['+33 (0)9 72 10 12 34', 'trunk-zero'],
  ['3,3972E+10', 'rounded-by-spreadsheet'],
  ['09 72', 'not-in-country'],
] as const)('%j is a number that is wrong: %s', ([text, problem]) => {
  expect(understand(text)).toEqual({ kind: 'wrong-number', problem });
});

it.for(['a', '?', 'é', 'https://contacts.example/'])('%j is nothing that has an id', (text) => {
  expect(understand(text)).toEqual({ kind: 'unknown' });
});

it.for(['', ' \u00A0'])('%j is empty', (text) => {
  expect(understand(text)).toEqual({ kind: 'empty' });
});
