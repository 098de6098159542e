import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { load, type LoadedFile, type LoadOptions } from '../../clients/cli/load/load.ts';
import { readResultLine, type RowResult } from '../../clients/cli/files/row-result.ts';
import { ProblemError } from '../../clients/lib/api/errors.ts';
import { GroupId } from '../../shared/domain/identifiers.ts';
import { clientInMemory, type ClientInMemoryOptions } from '../support/client-in-memory.ts';
import { breaksAfter, fileOf } from '../support/files.ts';
import { operatorNic } from '../support/operator.ts';
import { nic, World } from '../support/world.ts';

const asOperator = { nic: operatorNic, isOperator: true };

const accounts = `nic;voip validé;solde (centimes);état;nom;langue
AB1-OVH;oui;0;ouvert;Siège;fr
cd2-ovh;non;-500;ouvert;;
ef3-ovh;oui;0;fermé;;
`;
const groups = `groupId,description,administration,technical,billing
ab1-ovh-1,Head office,ab1-ovh,ab1-ovh,cd2-ovh
ab1-ovh-2,,ab1-ovh,ab1-ovh,ef3-ovh
ab1-ovh-3,,zz9-ovh,ab1-ovh,ab1-ovh
ab1-ovh-4,,ab1-ovh,ab1-ovh,ab1-ovh
`;
const services = `groupId,serviceId,kind
ab1-ovh-1,0033972101234,line
ab1-ovh-4,+33972101235,line
ab1-ovh-1,09 72 10 12 36,number
ab1-ovh-4,33972101237,line
ab1-ovh-1,0033972101234,line
ab1-ovh-4,0033972101234,line
ab1-ovh-9,0033972101238,line
ab1-ovh-1,0033972101236,line
`;

interface Files {
  readonly accounts: string;
  readonly groups: string;
  readonly services: string;
}
let folders = 0;
const write = (texts: Files) => {
  const folder = `load-${folders++}`;
  return {
    accounts: fileOf(texts.accounts, `${folder}-accounts.csv`),
    groups: fileOf(texts.groups, `${folder}-groups.csv`),
    services: fileOf(texts.services, `${folder}-services.csv`),
  };
};

function loading(
  world: World,
  paths: LoadOptions['paths'],
  options: Partial<ClientInMemoryOptions & LoadOptions> = {},
) {
  const { before, after, ...rest } = options;
  const client = clientInMemory(world, {
    ...asOperator,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });
  return load({
    client,
    paths,
    country: 'FR',
    isDryRun: false,
    width: 4,
    signal: new AbortController().signal,
    reporter: { start: () => {}, advance: () => {} },
    ...rest,
  });
}

const resultsOf = (path: string): RowResult[] =>
  readFileSync(path, 'utf8')
    .split('\r\n')
    .flatMap((line) => readResultLine(line) ?? []);
const statesOf = (path: string) => resultsOf(path).map(({ row, id, state, code }) => [row, id, state, code]);
const countsOf = (files: readonly LoadedFile[]) =>
  files.map((file) => [file.thing, file.new, file.changed, file.same, file.refused]);

const first = {
  accounts: [
    [2, 'ab1-ovh', 'new', ''],
    [3, 'cd2-ovh', 'new', ''],
    [4, 'ef3-ovh', 'new', ''],
  ],
  groups: [
    [2, 'ab1-ovh-1', 'new', ''],
    [3, 'ab1-ovh-2', 'refused', 'recipient-closed'],
    [4, 'ab1-ovh-3', 'refused', 'recipient-unknown'],
    [5, 'ab1-ovh-4', 'new', ''],
  ],
  services: [
    [2, '0033972101234', 'new', ''],
    [3, '0033972101235', 'new', ''],
    [4, '0033972101236', 'new', ''],
    [5, '', 'refused', 'zeros-lost'],
    [6, '0033972101234', 'same', ''],
    [7, '0033972101234', 'refused', 'service-in-another-group'],
    [8, '0033972101238', 'refused', 'not-found'],
    [9, '0033972101236', 'refused', 'state-conflict'],
  ],
};

describe('A load', () => {
  it('goes through accounts, groups and services, and says row by row what became of them', async () => {
    const world = new World();
    const paths = write({ accounts, groups, services });
    const loaded = await loading(world, paths);
    const [ofAccounts, ofGroups, ofServices] = loaded.map(({ resultPath }) => resultPath);
    expect(statesOf(ofAccounts ?? '')).toEqual(first.accounts);
    expect(statesOf(ofGroups ?? '')).toEqual(first.groups);
    expect(statesOf(ofServices ?? '')).toEqual(first.services);
    expect(countsOf(loaded)).toEqual([
      ['accounts', 3, 0, 0, 0],
      ['groups', 2, 0, 0, 2],
      ['services', 3, 0, 1, 4],
    ]);
    const details = resultsOf(ofServices ?? '').map(({ detail }) => detail);
    expect(details[1]).toBe('serviceId “+33972101235” was read as 0033972101235.');
    expect(details[3]).toMatch(/^serviceId “33972101237”: .*In Excel/);
    expect(details[6]).toBe('There is no group ab1-ovh-9. Load it first.');
    expect(ofServices).toBe(paths.services.replace('.csv', '.results.csv'));
  });

  it('writes nothing the second time, and notes a group whose contacts have changed since', async () => {
    const world = new World();
    const paths = write({ accounts, groups, services });
    await loading(world, paths);
    const [admin, other] = [nic('ab1-ovh'), nic('cd2-ovh')];
    const { change } = await world.request(
      admin,
      { technical: other },
      { group: GroupId.parse('ab1-ovh-1') },
    );
    await world.accept(other, change);

    const written: string[] = [];
    const later = write({ accounts: accounts.replace('Siège', 'Autre siège'), groups, services });
    const again = await loading(world, later, {
      before: ({ operationId }) => void written.push(operationId),
    });
    expect(countsOf(again)).toEqual([
      ['accounts', 0, 1, 2, 0],
      ['groups', 0, 0, 2, 2],
      ['services', 0, 0, 4, 4],
    ]);
    expect(written.filter((name) => name === 'putAccount')).toHaveLength(1);
    expect(resultsOf(again[1]?.resultPath ?? '')[0]?.detail).toBe(
      'Its technical contact has changed since and stays: cd2-ovh.',
    );
  });

  it('says in a dry run what it would do, and writes nothing', async () => {
    const world = new World();
    const paths = write({
      accounts,
      groups,
      services: services.replace('ab1-ovh-1,0033972101234,line\nab1-ovh-4,0033972101234,line\n', ''),
    });
    const rehearsed = await loading(world, paths, { isDryRun: true });
    expect(countsOf(rehearsed)).toEqual([
      ['accounts', 3, 0, 0, 0],
      ['groups', 2, 0, 0, 2],
      ['services', 4, 0, 0, 2],
    ]);
    expect(await world.stores.groups.find(GroupId.parse('ab1-ovh-1'))).toBeUndefined();
    expect(rehearsed.map(({ resultPath }) => resultPath)).toEqual(
      Object.values(paths).map((path) => path.replace('.csv', '.dry-run.csv')),
    );
    const real = await loading(world, paths);
    expect(countsOf(real).slice(0, 2)).toEqual(countsOf(rehearsed).slice(0, 2));
    const afterwards = await loading(world, paths, { isDryRun: true });
    expect(countsOf(afterwards)).toEqual([
      ['accounts', 0, 0, 3, 0],
      ['groups', 0, 0, 2, 2],
      ['services', 0, 0, 3, 3],
    ]);
  });

  it('sends nothing if a file has the wrong form', async () => {
    const sent: string[] = [];
    const paths = write({ accounts, groups, services: `${services}ab1-ovh-1,"0033972101299,line\n` });
    const run = loading(new World(), paths, { before: ({ path }) => void sent.push(path) });
    await expect(run).rejects.toMatchObject({ code: 'quote-not-closed' });
    expect(sent).toEqual([]);
  });

  it('ends if the caller is no operator', async () => {
    const world = new World();
    const client = clientInMemory(world, { nic: 'ab1-ovh' });
    const paths = write({ accounts, groups, services });
    await expect(loading(world, paths, { client })).rejects.toThrow(ProblemError);
  });
});

describe('A load that is broken off', () => {
  const many = Array.from(
    { length: 1_200 },
    (_, index) => `ab1-ovh-${index % 3},0033972${100_000 + index},line\n`,
  );
  const rows = [0, 1, 2].map((number) => `ab1-ovh-${number},ab1-ovh,ab1-ovh,ab1-ovh\n`);
  const files = {
    accounts,
    groups: `groupId,administration,technical,billing\n${rows.join('')}`,
    services: `groupId,serviceId,kind\n${many.join('')}`,
  };

  it('goes on where it stopped', async () => {
    const world = new World();
    const paths = write(files);
    const unfinished = `${paths.services.replace('.csv', '.results.csv')}.unfinished`;
    await expect(loading(world, paths, { after: breaksAfter(24) })).rejects.toThrow('broken off');
    expect(resultsOf(unfinished)).toHaveLength(480);

    let sent = 0;
    const again = await loading(world, paths, {
      before: ({ operationId }) => void (sent += operationId === 'addGroupServices' ? 1 : 0),
    });
    expect(again.at(-1)).toMatchObject({ resumed: 480, refused: 0, changed: 0 });
    expect(sent).toBeLessThan(22);
    expect(existsSync(unfinished)).toBe(false);
    expect(resultsOf(again.at(-1)?.resultPath ?? '').map(({ row }) => row)).toEqual(
      many.map((_, index) => index + 2),
    );
  });

  it.for<[what: string, damage: (text: string) => string, kept: number]>([
    ['cut off within a line', (text) => text.slice(0, -30), 479],
    ['of other rows from the 301st on', (text) => text.replace('\n302,', '\n777,'), 300],
    ['that is no result file', () => 'something else\nand more\n', 0],
    ['that is empty', () => '', 0],
  ])('does not believe a file %s', async ([, damage, kept]) => {
    const world = new World();
    const paths = write(files);
    const unfinished = `${paths.services.replace('.csv', '.results.csv')}.unfinished`;
    await expect(loading(world, paths, { after: breaksAfter(24) })).rejects.toThrow('broken off');
    writeFileSync(unfinished, damage(readFileSync(unfinished, 'utf8')));

    const again = await loading(world, paths);
    expect(again.at(-1)).toMatchObject({ resumed: kept, refused: 0 });
    expect(resultsOf(again.at(-1)?.resultPath ?? '').map(({ row }) => row)).toEqual(
      many.map((_, index) => index + 2),
    );
  });
});
