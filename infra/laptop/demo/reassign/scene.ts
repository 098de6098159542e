import { GroupId, Nic, ServiceId } from '../../../../shared/domain/identifiers.ts';
import { Contacts } from '../../../../shared/domain/roles.ts';

const nic = (name: string): Nic => Nic.parse(name);

/** Requests the reassignment, and administers most groups. */
export const headOffice = nic('hq20001-ovh');
/** Holds roles everywhere, and is replaced. */
export const leaving = nic('it20002-ovh');
/** Takes over. Its balance is negative, so it may become a technical contact but not a billing contact. */
export const successor = nic('nw20003-ovh');
/** Administers some groups of its own. */
export const region = nic('rg20004-ovh');

/** The expected outcome of a group: `completed`, the rule that skips it, or `unseen` by the head office. */
export type ExpectedOutcome =
  | 'completed'
  | 'not-administration-contact'
  | 'recipient-in-debt'
  | 'change-pending'
  | 'unseen';

export interface SceneGroup {
  readonly groupId: GroupId;
  readonly contacts: Contacts;
  readonly expected: ExpectedOutcome;
  readonly services: readonly ServiceId[];
}

const contactsOf: Readonly<Record<ExpectedOutcome, Contacts>> = {
  completed: { administration: headOffice, technical: leaving, billing: headOffice },
  'change-pending': { administration: headOffice, technical: leaving, billing: headOffice },
  'recipient-in-debt': { administration: headOffice, technical: headOffice, billing: leaving },
  'not-administration-contact': { administration: region, technical: leaving, billing: headOffice },
  unseen: { administration: region, technical: leaving, billing: region },
};

const counts: Readonly<Record<ExpectedOutcome, number>> = {
  completed: 180,
  'not-administration-contact': 8,
  'recipient-in-debt': 7,
  'change-pending': 5,
  unseen: 4,
};

const servicesPerGroup = 3;
const expectedOutcomes = Object.keys(counts).filter((name): name is ExpectedOutcome => name in counts);

/** The groups of the demo: 200 that the head office may see, and some that it may not. */
export const groups: readonly SceneGroup[] = expectedOutcomes
  .flatMap((expected) => Array.from({ length: counts[expected] }, () => expected))
  .map((expected, index) => ({
    groupId: GroupId.parse(`hq20001-ovh-${1_001 + index}`),
    contacts: contactsOf[expected],
    expected,
    services: Array.from({ length: servicesPerGroup }, (_, place) =>
      ServiceId.parse(`00339${70_000_000 + index * servicesPerGroup + place}`),
    ),
  }));

/** Services whose technical contact was set to `leaving` on them alone, in groups with another technical contact. */
export const servicesAlone: readonly ServiceId[] = groups
  .filter(({ expected }) => expected === 'recipient-in-debt')
  .flatMap(({ services }) => services.slice(0, 1));

export const isToChange = ({ expected }: SceneGroup): boolean => expected === 'completed';
