import { expect, test } from 'vitest';
import { Routes } from '../../infra/local/api-gateway/routes.ts';

const keys = [
  'GET /',
  'GET /groups',
  'GET /groups/{groupId}',
  'PUT /groups/{groupId}',
  'GET /groups/special',
  'GET /groups/{group}/services',
  'ANY /groups/special/{service}',
  'GET /files/{path+}',
];

function routes(...more: string[]): Routes<string> {
  const all = new Routes<string>();
  for (const key of [...keys, ...more]) all.add(key, key);
  return all;
}

test.each([
  ['GET', '/', 'GET /', []],
  ['GET', '/groups', 'GET /groups', []],
  ['GET', '/groups/g', 'GET /groups/{groupId}', [['groupId', 'g']]],
  ['PUT', '/groups/g', 'PUT /groups/{groupId}', [['groupId', 'g']]],
  ['GET', '/groups/special', 'GET /groups/special', []],
  // The exact segment has no PUT, the parameter has.
  ['PUT', '/groups/special', 'PUT /groups/{groupId}', [['groupId', 'special']]],
  ['GET', '/groups/g/services', 'GET /groups/{group}/services', [['group', 'g']]],
  ['DELETE', '/groups/special/s', 'ANY /groups/special/{service}', [['service', 's']]],
  ['GET', '/groups/special/services', 'ANY /groups/special/{service}', [['service', 'services']]],
  ['GET', '/files/a/b', 'GET /files/{path+}', [['path', 'a/b']]],
  ['GET', '/groups/a%2Fb', 'GET /groups/{groupId}', [['groupId', 'a%2Fb']]],
])('%s %s is %s', (method, path, key, parameters) => {
  expect(routes().match(method, path)).toEqual({ key, target: key, parameters });
});

test.each([
  ['GET', '/nothing'],
  ['GET', '/groups/'],
  ['GET', '/groups//services'],
  ['GET', '/groups/g/'],
  ['HEAD', '/groups'],
  ['DELETE', '/groups/g'],
  ['GET', '/files/'],
])('%s %s has no route', (method, path) => {
  expect(routes().match(method, path)).toBeUndefined();
});

test('$default takes every request that no other route takes', () => {
  expect(routes('$default').match('DELETE', '/nothing')).toMatchObject({ key: '$default' });
  expect(routes('$default').match('GET', '/groups')).toMatchObject({ key: 'GET /groups' });
});
