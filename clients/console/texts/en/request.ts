import type { Translated } from '../translated.ts';
import type { request as french } from '../fr/request.ts';

export const request: Translated<typeof french> = {
  title: 'Change the contacts',
  serviceTitle: 'Change the technical contact',
  ofService: '{{kind}} {{number}}, group {{group}}',
  intro:
    'Give the new identifier of the roles to change, and leave the others empty. The change propagates to every ' +
    'service of the group.',
  serviceIntro: 'On a line or a number, only the technical contact can be changed.',
  recipient: 'New contact',
  wrongTime: 'Choose the date and the time.',
  recipients: 'New contacts',
  current: 'Today: {{nic}}',
  nicHint: 'Client identifier',
  understood: 'Understood: {{nic}}',
  wrongNic: 'An identifier looks like ab12345-ovh.',
  everywhere: 'Use this identifier for every role',
  reason: 'Reason',
  reasonHint: 'Optional. The recipients read it, and it stays in the history.',
  when: 'When?',
  now: 'As soon as everybody has consented',
  later: 'At a given time',
  at: 'Date and time',
  zone: 'Time of your device ({{zone}}). Consents are given before; if they come later, the change follows them.',
  codes: 'Consent codes',
  codesHint:
    'If a recipient gave you a consent code, enter it here: nothing is left for them to do. Otherwise leave it ' +
    'empty: they are told and can accept.',
  codeOf: 'Consent code of {{nic}}',
  summary: 'Before you confirm',
  nothingYet: 'Give at least one new contact: you will see here what is going to change.',
  checking: 'Checking…',
  toFix_one: '{{count}} point to correct',
  toFix_other: '{{count}} points to correct',
  whatChanges: 'What changes',
  spreads_one: 'This change will apply to the group and its service.',
  spreads_other: 'This change will apply to the group and its {{services}} services.',
  consents: 'Who has to consent',
  byItself: 'It is you: nothing to do.',
  byCode: 'Consent given by the code.',
  toAccept: 'Will be told, and has to accept within 7 days.',
  administrationLast:
    'Administration changes last, by itself. There is no order to respect: everything is done in one step.',
  administrationLeaves: 'Afterwards, only {{nic}} can change the contacts of this group.',
  warnings: 'What it will end',
  effectiveAt: 'Takes effect on {{at}}.',
  submit: 'Confirm',
  submitting: 'Sending…',
  cancel: 'Cancel',
  notAllowed: 'You cannot change these contacts',
};
