import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from '../support/files.ts';
import { operatorNic } from '../support/operator.ts';
import { RunningStack } from '../support/running-stack.ts';
import { contactsOf } from './support/contacts.ts';

let contacts: ReturnType<typeof contactsOf>;
beforeAll(async () => {
  contacts = contactsOf(await RunningStack.shared());
});

const accounts = 'nic;VoIP validé;solde en centimes;état\nFA1-OVH;oui;0;ouvert\nfb2-ovh;oui;0;ouvert\n';
const groups = 'groupId,administration,technical,billing\nfa1-ovh-1,fa1-ovh,fa1-ovh,fa1-ovh\n';
const services =
  'Groupe;Numéro;Type\nfa1-ovh-1;03 44 70 10 12;ligne\nfa1-ovh-1;+33344701013;numéro\nfa1-ovh-1;33344701014;ligne\n';

describe('contacts load', () => {
  it('loads what a spreadsheet saved, and says what became of it', async () => {
    const [a, g, s] = [fileOf(accounts, 'a.csv'), fileOf(groups, 'g.csv'), fileOf(services, 's.csv')];
    const line = `load --accounts ${a} --groups ${g} --services ${s} --country FR`;
    const rehearsed = await contacts(operatorNic, `${line} --dry-run`);
    expect(rehearsed).toMatchObject({ exitCode: 1 });
    expect(rehearsed.output).toMatch(/^Nothing was written. It would be:\n/);

    const loaded = await contacts(operatorNic, line);
    const results = s.replace('.csv', '.results.csv');
    expect(loaded.exitCode).toBe(1);
    const table = [
      /file +new +changed +same +refused +row by row/,
      /accounts +2 +0 +0 +0 +\S+a.results.csv/,
      /groups +1 +0 +0 +0 +\S+/,
      /services +2 +0 +0 +1 +/,
    ];
    expect(loaded.output).toMatch(new RegExp(table.map(({ source }) => source).join('\n')));
    expect(loaded.errors).toContain(`${s}: 3 rows, utf-8, split at “;”`);
    expect(loaded.errors).toMatch(/ {2}row 4: Numéro “33344701014”: .*In Excel, .* \(zeros-lost\)\n/);
    expect(readFileSync(results, 'utf8')).toContain('2,0033344701012,new,,');

    const again = await contacts(operatorNic, `${line} --json`);
    expect(JSON.parse(again.output)).toMatchObject([
      { thing: 'accounts', new: 0, same: 2, refused: 0 },
      { thing: 'groups', new: 0, same: 1, refused: 0 },
      { thing: 'services', new: 0, same: 2, refused: 1, resultPath: results },
    ]);
  });

  it('says what is wrong with the command or with a file', async () => {
    const nothing = await contacts(operatorNic, 'load');
    expect(nothing).toMatchObject({ exitCode: 2, errors: expect.stringContaining('Name --accounts') });
    const country = await contacts(operatorNic, 'load --services s.csv --country France');
    expect(country).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--country: must be') });
    const file = fileOf('groupe;téléphone;couleur\n', 'colours.csv');
    const unread = await contacts(operatorNic, `load --services ${file}`);
    expect(unread).toMatchObject({ exitCode: 1, output: '' });
    expect(unread.errors).toMatch(/colours.csv: there is no column “couleur”.*\nNothing was sent.\n$/);
  });

  it('is for operators', async () => {
    const refused = await contacts('fa1-ovh', `load --accounts ${fileOf(accounts, 'mine.csv')}`);
    expect(refused).toMatchObject({ exitCode: 1, output: '' });
    expect(refused.errors).toContain('(operator-only)');
  });
});

describe('contacts reassign --file', () => {
  it('requests a reassignment a row, once', async () => {
    const file = fileOf('de,à,rôles\nFA1-OVH,fb2-ovh,facturation\nfa1-ovh,nobody,all\n', 'pairs.csv');
    const previewed = await contacts(operatorNic, `reassign --file ${file} --dry-run`);
    expect(previewed).toMatchObject({ exitCode: 1 });
    expect(previewed.output).toMatch(/^1 possible, 1 refused.\nRow by row: \S+pairs.dry-run.csv\n$/);

    const line = `reassign --file ${file} --batch monday`;
    const asked = await contacts(operatorNic, line);
    expect(asked.output).toMatch(/^1 requested, 1 refused.\nRow by row: \S+pairs.results.csv\n$/);
    expect(asked.errors).toContain('  row 3: à “nobody”: A nic looks like ab12345-ovh. (not-a-nic)\n');
    const again = await contacts(operatorNic, line);
    expect(again.output).toMatch(/^1 requested, 1 refused; 1 of them by an earlier run.\n/);
    const tuesday = await contacts(operatorNic, `reassign --file ${file} --batch tuesday --json`);
    expect(JSON.parse(tuesday.output)).toMatchObject({ requested: 0, pending: 1, refused: 1 });
  });

  it('does not go with what each row says', async () => {
    const both = await contacts(operatorNic, 'reassign --file pairs.csv --from ab1-ovh --wait');
    expect(both).toMatchObject({ exitCode: 2, errors: '--from, --wait and --file do not go together.\n' });
  });
});
