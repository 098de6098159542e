import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCalendarClock,
  IconCircleCheck,
  IconClockOff,
  IconHourglass,
  IconProgress,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChangeState } from '../../../shared/domain/contact-change.ts';
import type { ReassignmentState } from '../../../shared/domain/reassignment.ts';

/** Colours of Mantine, and a symbol: nothing is told by colour alone. */
const looks = {
  'awaiting-consent': ['honey', IconHourglass],
  scheduled: ['dusk', IconCalendarClock],
  propagating: ['sea', IconProgress],
  running: ['sea', IconProgress],
  completed: ['leaf', IconCircleCheck],
  'completed-with-failures': ['red', IconAlertTriangle],
  refused: ['gray', IconX],
  expired: ['gray', IconClockOff],
  cancelled: ['gray', IconBan],
  rejected: ['red', IconX],
} as const satisfies Record<ChangeState | ReassignmentState, readonly [color: string, icon: Icon]>;

function Look({ state, label }: { readonly state: keyof typeof looks; readonly label: string }) {
  const [color, Symbol] = looks[state];
  return (
    <Badge color={color} size="lg" leftSection={<Symbol size={16} aria-hidden />}>
      {label}
    </Badge>
  );
}

/** The state of a change, in words, colour and shape. */
export function ChangeStateBadge({ state }: { readonly state: ChangeState }) {
  const { t } = useTranslation();
  return <Look state={state} label={t(`words.changeState.${state}`)} />;
}

/** The state of a reassignment, in words, colour and shape. */
export function ReassignmentStateBadge({ state }: { readonly state: ReassignmentState }) {
  const { t } = useTranslation();
  return <Look state={state} label={t(`words.reassignmentState.${state}`)} />;
}
