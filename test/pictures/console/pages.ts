import type { Page } from 'playwright-core';
import type { Person } from '../../console/support/person.ts';
import { groups, people, type Scenes } from './scenes.ts';

/** A page as somebody sees it. */
export interface Pictured {
  readonly name: string;
  readonly path: string;
  /** What the person does there, before the picture. */
  readonly act?: (person: Person) => Promise<void>;
}

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true }).first();
const box = ({ page }: Person, name: string) => page.getByRole('textbox', { name, exact: true }).first();

/** The API answers the page's own calls to a path like this one. */
const answers = (page: Page, path: string, status: number) =>
  page.route(path, (route) =>
    route.request().resourceType() === 'document'
      ? route.continue()
      : route.fulfill({ status, contentType: 'application/json', body: '{"message":"Error"}' }),
  );

/** Every page, by who looks at it. */
export const picturedPages = (scenes: Scenes): Readonly<Record<string, readonly Pictured[]>> => ({
  [people.owner]: [...ofOwner(scenes), ...formsOf(scenes), ...replacementsOf(scenes)],
  [people.heir]: ofHeir(scenes),
  [people.long]: [
    { name: 'groups-long', path: '/groups' },
    { name: 'group-long', path: `/groups/${groups.long}` },
    { name: 'change-long', path: `/changes/${scenes.changes['wordy'] ?? ''}` },
    { name: 'account-long', path: '/account' },
  ],
  [people.stranger]: ofStranger(scenes),
  [people.operator]: ofOperator(scenes),
});

const ofOwner = ({ changes }: Scenes): Pictured[] => [
  { name: 'inbox-empty', path: '/' },
  { name: 'groups', path: '/groups' },
  { name: 'groups-no-match', path: '/groups?q=zzz' },
  { name: 'group-large', path: `/groups/${groups.large}` },
  { name: 'group-waiting', path: `/groups/${groups.waiting}` },
  { name: 'group-failed', path: `/groups/${groups.failed}` },
  { name: 'group-empty', path: `/groups/${groups.empty}` },
  { name: 'group-single', path: `/groups/${groups.single}` },
  { name: 'group-no-match', path: `/groups/${groups.single}?contact=zz1-ovh` },
  { name: 'history', path: `/groups/${groups.ended}/history` },
  { name: 'history-empty', path: `/groups/${groups.large}/history?role=administration` },
  ...Object.entries(changes)
    .filter(([name]) => name !== 'wordy')
    .map(([name, id]) => ({ name: `change-${name}`, path: `/changes/${id}` })),
  {
    name: 'change-cancel',
    path: `/changes/${changes['waiting'] ?? ''}`,
    async act(person) {
      await button(person, person.texts.change.cancel).click();
      await person.page.getByRole('dialog').waitFor();
    },
  },
  { name: 'account', path: '/account' },
];

const formsOf = ({ singleService }: Scenes): Pictured[] => [
  { name: 'form', path: `/groups/${groups.ended}/change` },
  {
    name: 'form-filled',
    path: `/groups/${groups.failed}/change`,
    async act(person) {
      const { page, texts } = person;
      await box(person, texts.words.role.administration).fill(` ${people.heir.toUpperCase()} `);
      await box(person, texts.words.role.billing).fill(people.heir);
      await page.getByRole('radio', { name: texts.request.later }).check();
      await page.getByText(texts.request.toAccept).first().waitFor();
    },
  },
  {
    name: 'form-refused',
    path: `/groups/${groups.ended}/change`,
    async act(person) {
      const { page, texts } = person;
      await box(person, texts.words.role.administration).fill('abc');
      await box(person, texts.words.role.technical).fill('ol10013-ovh');
      await box(person, texts.words.role.billing).fill('ev10012-ovh');
      await page.getByText(texts.codes.problem['recipient-closed'].title).first().waitFor();
      await page.getByText(texts.codes.problem['recipient-in-debt'].title).first().waitFor();
      await button(person, texts.request.submit).click();
    },
  },
  { name: 'form-service', path: `/services/${singleService}/change` },
];

const replacementsOf = ({ reassignments }: Scenes): Pictured[] => [
  { name: 'replace', path: '/reassignments/new' },
  {
    name: 'replace-preview',
    path: `/reassignments/new?from=${people.technical}`,
    async act(person) {
      const { page, texts } = person;
      await box(person, texts.replace.to).fill('fi10007-ovh');
      await page.getByRole('list', { name: texts.replace.targets }).waitFor();
    },
  },
  { name: 'reassignments', path: '/reassignments' },
  ...Object.entries(reassignments)
    .filter(([name]) => name !== 'running')
    .map(([name, id]) => ({ name: `reassignment-${name}`, path: `/reassignments/${id}` })),
];

const ofHeir = ({ changes, reassignments }: Scenes): Pictured[] => [
  { name: 'inbox', path: '/' },
  {
    name: 'inbox-refuse',
    path: '/',
    async act(person) {
      await button(person, person.texts.inbox.refuse).click();
      await person.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'code-form',
    path: '/',
    async act(person) {
      await button(person, person.texts.inbox.codes.create).click();
      await person.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'code-made',
    path: '/',
    async act(person) {
      const { page, texts } = person;
      await button(person, texts.inbox.codes.create).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('checkbox').first().check();
      await dialog.getByRole('button', { name: texts.inbox.codes.create }).click();
      await dialog.locator('output').waitFor();
    },
  },
  { name: 'change-to-decide', path: `/changes/${changes['waiting'] ?? ''}` },
  { name: 'reassignment-to-decide', path: `/reassignments/${reassignments['waiting'] ?? ''}` },
];

const ofStranger = ({ changes }: Scenes): Pictured[] => [
  { name: 'groups-empty', path: '/groups' },
  { name: 'reassignments-empty', path: '/reassignments' },
  { name: 'not-found-change', path: `/changes/${changes['waiting'] ?? ''}` },
  { name: 'not-found-form', path: `/groups/${groups.ended}/change` },
  { name: 'not-found-page', path: '/nowhere' },
  { name: 'no-rights', path: '/operator' },
  { name: 'account-not-validated', path: '/account' },
  {
    name: 'unavailable',
    path: '/',
    async act(person) {
      const { page, texts } = person;
      await answers(page, '**/groups?*', 500);
      await person.go('/groups');
      await page.getByText(texts.codes.problem.unavailable.title).waitFor();
      await page.unroute('**/groups?*');
    },
  },
];

const ofOperator = ({ reassignments, singleService }: Scenes): Pictured[] => [
  { name: 'operator', path: '/operator' },
  { name: 'operator-failed', path: '/operator?state=completed-with-failures' },
  { name: 'operator-nic', path: `/operator?q=${people.technical}` },
  { name: 'operator-long', path: `/operator?q=${people.long}` },
  { name: 'operator-number', path: `/operator?q=${singleService}` },
  { name: 'operator-prefix', path: '/operator?q=sv' },
  { name: 'operator-nothing', path: '/operator?q=zz99999-ovh' },
  { name: 'operator-reassignments', path: '/operator?view=reassignments' },
  { name: 'operator-accounts', path: '/operator?view=accounts&nic=aa' },
  {
    name: 'operator-account',
    path: `/operator?view=accounts&nic=${people.technical}`,
    async act({ page, texts }) {
      const name = texts.operator.account.editLabel.replace('{{nic}}', people.technical);
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'operator-retry',
    path: '/operator',
    async act(person) {
      await button(person, person.texts.operator.retryMany).click();
      await person.page.getByRole('dialog').waitFor();
    },
  },
  { name: 'reassignment-running', path: `/reassignments/${reassignments['running'] ?? ''}` },
];
