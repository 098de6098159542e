import type { Translated } from '../translated.ts';
import type { shell as french } from '../fr/shell.ts';

export const shell: Translated<typeof french> = {
  title: 'VoIP contacts',
  skip: 'Skip to content',
  navigation: {
    label: 'Main navigation',
    inbox: 'To decide',
    groups: 'My groups',
    reassignments: 'Replace',
    operator: 'Operator',
    waiting: '{{waiting}} to decide',
  },
  language: { switch: 'Français', switchLabel: 'Passer en français' },
  account: { label: 'My account: {{nic}}', signOut: 'Sign out' },
  page: {
    back: 'Back',
    notFound: 'This page does not exist',
    notFoundDetail: 'The address may be incomplete. Start again from your groups.',
    toGroups: 'See my groups',
    loading: 'Loading…',
    slow: 'This takes longer than usual. One moment…',
    more: 'Show more',
    copy: 'Copy',
    copied: 'Copied',
    copyLink: 'Copy the link',
    download: 'Download (CSV)',
    downloading: '{{rows}} rows…',
    stopDownload: 'Stop',
    close: 'Close',
    cancel: 'Cancel',
    you: 'you',
    crashed: 'This page ran into a problem',
    crashedDetail: 'Nothing was lost on the service. Reload the page to continue.',
    reload: 'Reload the page',
  },
};
