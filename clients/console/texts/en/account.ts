import type { Translated } from '../translated.ts';
import type { account as french } from '../fr/account.ts';

export const account: Translated<typeof french> = {
  title: 'My account',
  subtitle: 'What the service knows of you.',
  nic: 'Client identifier',
  name: 'Name',
  operator: 'Operator',
  billing: 'To become a billing contact',
  good: 'Account in credit or neutral',
  inDebt: 'Account in debt',
  validated: 'VoIP validation completed',
  notValidated: 'VoIP validation missing',
  open: 'Account open',
  closed: 'Account closed: it cannot take any role',
  unknown: 'No account is known for this identifier',
  unknownDetail: 'So it cannot take any role for now.',
  mail: 'Mail from the service',
  email: 'Email address',
  emailHint: 'You are told there of what waits for you and what has changed. Empty: no mail.',
  language: 'Language of the mail',
  french: 'Français',
  english: 'English',
  save: 'Save',
  saved: 'Saved',
};
