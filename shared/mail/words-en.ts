import type { Words } from './words.ts';

const plural = (count: number, one: string, more: string): string => (count === 1 ? one : more);
const atLeast = (count: number, isMore: boolean): string => (isMore ? `More than ${count}` : String(count));
const numbers = new Intl.NumberFormat('en-GB');
const number = (count: number): string => numbers.format(count);

const failures = (failed: number, services: number): string =>
  `${number(failed)} of ${number(services)} ${plural(services, 'service', 'services')} could not be updated.`;

export const english: Words = {
  roles: { administration: 'administration', technical: 'technical', billing: 'billing' },
  and: 'and',
  colon: ': ',
  number,
  labels: {
    group: 'Group',
    service: 'Number',
    roles: 'Contact role',
    reason: 'Reason given',
    until: 'Answer before',
    effective: 'Takes effect',
    runs: 'Starts',
    replaces: 'Replacement',
    change: 'Request',
    reassignment: 'Request',
    missing: 'Answer missing from',
    services: 'Services concerned',
    failedServices: 'Failed services',
    done: 'Completed',
    failed: 'Failed',
    skipped: 'Skipped',
  },
  where: { group: (id) => `group ${id}`, service: (id) => `number ${id}` },
  asSoonAsPossible: 'as soon as possible',
  fromTo: (from, to) => `${to} in place of ${from}`,
  footer: [
    'This message was sent automatically. Please do not reply.',
    'We never ask for a code or a password by mail.',
  ],
  waiting: {
    subject: (count, isMore) =>
      plural(
        count,
        'A request waits for your answer',
        `${atLeast(count, isMore)} requests wait for your answer`,
      ),
    reminder: (count, isMore) =>
      plural(
        count,
        'Reminder: a request waits for your answer',
        `Reminder: ${atLeast(count, isMore).toLowerCase()} requests wait for your answer`,
      ),
    intro: (requester, count) =>
      plural(
        count,
        `${requester} asks you to become a contact. You may accept or refuse.`,
        `${requester} asks you to become a contact, in several requests. You may accept or refuse each of them.`,
      ),
    effect: 'If you do not answer before the date below, the request expires and nothing changes.',
    link: 'Read the request and answer it',
    more: 'More requests wait for your answer.',
    all: 'See all requests',
  },
  addressChanged: {
    subject: 'This address is no longer that of your account',
    intro: (nic, date) => `Since ${date}, mail for ${nic} is no longer sent to this address.`,
    warning: 'If you did not change it, somebody else may be using your account. Tell your operator at once.',
  },
  accepted: {
    subject: (where) => `Request accepted for ${where}`,
    intro: (nic, roles) => `${nic} agrees to become the ${roles} contact.`,
  },
  refused: {
    subject: (where) => `Request refused for ${where}`,
    intro: (nic, roles) => `${nic} refuses to become the ${roles} contact.`,
  },
  stillMissing: 'The change takes place once everyone concerned has accepted.',
  noneMissing: 'Everyone concerned has accepted.',
  endedByRefusal: 'The request has therefore ended. The contacts stay as they are.',
  started: {
    subject: (where) => `Change of contacts started for ${where}`,
    intro: (date) =>
      `Your request took effect on ${date}. The new contacts are now being brought to each service.`,
  },
  expired: {
    subject: (where) => `Request expired for ${where}`,
    intro: (date) =>
      `Your request expired on ${date}, because at least one answer was missing. The contacts stay as they are.`,
  },
  rejected: {
    subject: (where) => `Request ended without effect for ${where}`,
    intro: (date) => `Your request ended on ${date} without taking effect. The contacts stay as they are.`,
  },
  why: {
    'requester-lost-administration': 'You are no longer the administration contact of the group.',
    'service-removed': 'The number was removed from its group.',
    'recipient-unknown': 'Who was to become a contact has no account.',
    'recipient-closed': 'The account of who was to become a contact is closed.',
    'recipient-not-validated': 'Who was to become the billing contact has not completed the VoIP validation.',
    'recipient-in-debt': 'The account of who was to become the billing contact has a negative balance.',
    refused: 'The request was refused.',
    cancelled: 'The request was cancelled.',
    other: 'A rule no longer permitted it.',
  },
  completed: {
    subject: (where) => `Change of contacts completed for ${where}`,
    intro: (services) =>
      services === 0
        ? 'The change is completed. It concerned no service.'
        : plural(
            services,
            'The change is completed. The service concerned was checked.',
            `The change is completed. All ${number(services)} services concerned were checked.`,
          ),
  },
  withFailures: {
    subject: (where) => `Change of contacts completed with failures for ${where}`,
    requester: (failed, services) => `The change that you requested has ended. ${failures(failed, services)}`,
    administration: (failed, services) =>
      `A change of contacts of your group has ended. ${failures(failed, services)}`,
    retry: 'The administration contact of the group can retry the failed services.',
    link: 'See the failed services',
  },
  rolesLost: {
    subject: (roles, where, isEffective) =>
      isEffective
        ? `You are no longer the ${roles} contact of ${where}`
        : `You will soon no longer be the ${roles} contact of ${where}`,
    planned: 'A change of contacts is planned. There is nothing for you to do.',
    effective: (date) => `A change of contacts took effect on ${date}. There is nothing for you to do.`,
  },
  reassignment: {
    accepted: 'Reassignment of contacts accepted',
    refused: 'Reassignment of contacts refused',
    acceptedBy: (nic) => `${nic} accepts the reassignment.`,
    refusedBy: (nic) => `${nic} refuses the reassignment. The contacts stay as they are.`,
    started: 'Reassignment of contacts started',
    startedAt: (date) => `The reassignment that you requested started on ${date}.`,
    expired: 'Reassignment of contacts expired',
    expiredAt: (date) =>
      `The reassignment that you requested expired on ${date} without an answer. The contacts stay as they are.`,
    completed: 'Reassignment of contacts completed',
    completedIntro: 'The reassignment has ended. Here is its result, counted in groups and numbers.',
    withFailures: 'Reassignment of contacts completed with failures',
    withFailuresIntro:
      'The reassignment has ended, and failed in part. Here is its result, counted in groups and numbers.',
    link: 'See the result of the reassignment',
    rolesLost: (isEffective) =>
      isEffective ? 'Your contact roles are being reassigned' : 'Your contact roles will be reassigned',
    planned: 'A reassignment of your contact roles is planned. There is nothing for you to do.',
    effective: (date) =>
      `A reassignment of your contact roles started on ${date}. There is nothing for you to do.`,
  },
};
