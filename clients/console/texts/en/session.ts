import type { Translated } from '../translated.ts';
import type { session as french } from '../fr/session.ts';

export const session: Translated<typeof french> = {
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  signedOut: 'You are signed out',
  signedOutDetail: 'See you soon. You can close this page.',
  failed: 'The sign-in did not succeed',
  failedDetail: 'The sign-in service did not answer as expected. Try again: nothing was changed.',
  noConfig: 'The console cannot be reached',
  noConfigDetail: 'Its settings could not be read. Check your connection, then reload the page.',
  expired: 'Your session has ended',
  expiredDetail:
    'Sign in again in the window that opens. Everything you typed here is kept, and what you asked for continues by ' +
    'itself.',
  signInAgain: 'Sign in again',
  popupBlocked: 'The sign-in window was blocked or closed. Allow it, then try again.',
  otherPerson: 'Another identifier signed in. The page starts afresh.',
};
