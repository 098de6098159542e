import type { Language } from '../domain/account.ts';
import { completed, decided, ofChange, rolesLost, started } from './compose-change.ts';
import {
  ofReassignment,
  reassignmentCompleted,
  reassignmentDecided,
  reassignmentRolesLost,
} from './compose-reassignment.ts';
import { waiting } from './compose-waiting.ts';
import { dateIn } from './dates.ts';
import type { LetterContent } from './letter.ts';
import type { Notice } from './notice.ts';
import { text } from './parts.ts';
import type { Body, Manner } from './parts.ts';
import { english } from './words-en.ts';
import { french } from './words-fr.ts';
import type { Words } from './words.ts';

const wordsOf: Readonly<Record<Language, Words>> = { fr: french, en: english };

/**
 * The letter of a notice.
 * @param consoleUrl the console's address, where links lead. One signs in there: no letter holds a secret.
 */
export function compose(notice: Notice, language: Language, consoleUrl: string): LetterContent {
  const words = wordsOf[language];
  const manner: Manner = {
    words,
    date: (time) => dateIn(language, time),
    page: (path) => `${consoleUrl.replace(/\/+$/, '')}/${path}`,
  };
  const { subject, blocks } = bodyOf(notice, manner);
  return { language, subject, blocks, footer: words.footer, colon: words.colon };
}

function bodyOf(notice: Notice, manner: Manner): Body {
  switch (notice.kind) {
    case 'waiting':
      return waiting(notice, manner);
    case 'decided':
      return decided(notice, manner);
    case 'address-changed': {
      const { subject, intro, warning } = manner.words.addressChanged;
      return { subject, blocks: [text(intro(notice.nic, manner.date(notice.at))), text(warning)] };
    }
    case 'started':
      return started(notice, manner);
    case 'expired':
      return ofChange(notice.about, manner, 'expired', [manner.words.expired.intro(manner.date(notice.at))]);
    case 'rejected': {
      const { words, date } = manner;
      const texts = [words.rejected.intro(date(notice.at)), words.why[notice.why]];
      return ofChange(notice.about, manner, 'rejected', texts);
    }
    case 'completed':
      return completed(notice, manner);
    case 'roles-lost':
      return rolesLost(notice, manner);
    case 'reassignment-decided':
      return reassignmentDecided(notice, manner);
    case 'reassignment-started': {
      const { started: subject, startedAt } = manner.words.reassignment;
      return ofReassignment(notice.about, manner, subject, startedAt(manner.date(notice.at)));
    }
    case 'reassignment-expired': {
      const { expired, expiredAt } = manner.words.reassignment;
      return ofReassignment(notice.about, manner, expired, expiredAt(manner.date(notice.at)));
    }
    case 'reassignment-completed':
      return reassignmentCompleted(notice, manner);
    case 'reassignment-roles-lost':
      return reassignmentRolesLost(notice, manner);
    default:
      return notice satisfies never;
  }
}
