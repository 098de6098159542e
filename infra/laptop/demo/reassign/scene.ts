import { GroupId, Nic, ServiceId } from '../../../../shared/domain/identifiers.ts';
import { Contacts } from '../../../../shared/domain/roles.ts';

const nic = (name: string): Nic => Nic.parse(name);

/** Asks, and administers most groups. */
export const headOffice = nic('hq20001-ovh');
/** Is everywhere, and leaves. */
export const leaving = nic('it20002-ovh');
/** Takes over. It owes money: as a technical contact it may, as a billing contact it may not. */
export const successor = nic('nw20003-ovh');
/** Administers some groups of its own. */
export const region = nic('rg20004-ovh');

/** What becomes of a group, and by what rule it is skipped. */
export type Fate =
  'completed' | 'not-administration-contact' | 'recipient-in-debt' | 'change-pending' | 'unseen';

/** A group of the demo, its services, and what is to become of it. */
export interface SceneGroup {
  readonly groupId: GroupId;
  readonly contacts: Contacts;
  readonly fate: Fate;
  readonly services: readonly ServiceId[];
}

const contactsOf: Readonly<Record<Fate, Contacts>> = {
  completed: { administration: headOffice, technical: leaving, billing: headOffice },
  'change-pending': { administration: headOffice, technical: leaving, billing: headOffice },
  'recipient-in-debt': { administration: headOffice, technical: headOffice, billing: leaving },
  'not-administration-contact': { administration: region, technical: leaving, billing: headOffice },
  unseen: { administration: region, technical: leaving, billing: region },
};

/** How many groups meet each fate. */
const counts: Readonly<Record<Fate, number>> = {
  completed: 180,
  'not-administration-contact': 8,
  'recipient-in-debt': 7,
  'change-pending': 5,
  unseen: 4,
};

const servicesPerGroup = 3;
const fates = Object.keys(counts).filter((name): name is Fate => name in counts);

/** The groups of the demo: 200 that the head office sees, and some that it does not. */
export const groups: readonly SceneGroup[] = fates
  .flatMap((fate) => Array.from({ length: counts[fate] }, () => fate))
  .map((fate, index) => ({
    groupId: GroupId.parse(`hq20001-ovh-${1_001 + index}`),
    contacts: contactsOf[fate],
    fate,
    services: Array.from({ length: servicesPerGroup }, (_, place) =>
      ServiceId.parse(`00339${70_000_000 + index * servicesPerGroup + place}`),
    ),
  }));

/** Services whose technical contact was set on them alone to who leaves, in groups whose technician stays. */
export const servicesAlone: readonly ServiceId[] = groups
  .filter(({ fate }) => fate === 'recipient-in-debt')
  .flatMap(({ services }) => services.slice(0, 1));

/** Whether the reassignment is to change the group. */
export const isToChange = ({ fate }: SceneGroup): boolean => fate === 'completed';
