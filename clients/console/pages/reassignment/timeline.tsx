import { Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconBell,
  IconCalendarClock,
  IconCheck,
  IconCircleCheck,
  IconClockOff,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReassignmentEvent } from '../../../../shared/domain/reassignment-event.ts';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { useApi } from '../../api/client.ts';
import { reassignmentEventsQuery, reassignmentInterval } from '../../api/reassignment-queries.ts';
import { EventLine, nameOf, Said } from '../../components/event-line.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { ownWords } from '../../values/own-words.ts';
import { formatTime } from '../../values/times.ts';

const looks = {
  'reassignment.requested': ['sea', IconSend],
  'reassignment.consent-accepted': ['leaf', IconCheck],
  'reassignment.consent-refused': ['red', IconX],
  'reassignment.scheduled': ['dusk', IconCalendarClock],
  'reassignment.started': ['sea', IconPlayerPlay],
  'reassignment.completed': ['leaf', IconCircleCheck],
  'reassignment.completed-with-failures': ['red', IconAlertTriangle],
  'reassignment.retried': ['sea', IconRefresh],
  'reassignment.reminded': ['honey', IconBell],
  'reassignment.cancelled': ['gray', IconBan],
  'reassignment.expired': ['gray', IconClockOff],
} as const satisfies Record<ReassignmentEvent['type'], readonly [color: string, icon: Icon]>;

/** What happened to the reassignment, oldest first. */
export function Timeline({ reassignment }: { readonly reassignment: ReassignmentAnswer }) {
  const { t } = useTranslation();
  const { reassignmentId, state } = reassignment;
  const list = useInfiniteQuery({
    ...reassignmentEventsQuery(useApi(), reassignmentId),
    refetchInterval: reassignmentInterval(state),
  });
  const events = list.data?.pages.flatMap(({ items }) => items);
  return (
    <EventLine
      events={events?.map((event) => {
        const [color, icon] = looks[event.type];
        return {
          id: event.eventId,
          at: event.at,
          color,
          icon,
          title: t(`reassignment.event.${event.type}`, { actor: nameOf(event) ?? t('change.somebody') }),
          detail: <Detail event={event} />,
        };
      })}
      error={list.error}
      refetch={list.refetch}
      list={list}
      none={t('reassignment.noEvents')}
    />
  );
}

/** What a person said with it, or how it ended for the targets. */
function Detail({ event }: { readonly event: ReassignmentEvent }): ReactNode {
  const { t } = useTranslation();
  switch (event.type) {
    case 'reassignment.requested':
    case 'reassignment.consent-refused':
    case 'reassignment.cancelled':
      return <Said text={ownWords(event.reason)} />;
    case 'reassignment.scheduled':
      return (
        event.runAt !== undefined && (
          <Text size="sm">
            {t('replace.runsAt', { at: formatTime(event.runAt, currentLanguage(), 'zoned') })}
          </Text>
        )
      );
    case 'reassignment.completed':
    case 'reassignment.completed-with-failures': {
      const { completed, skipped, failed } = event.targets;
      return <Text size="sm">{t('reassignment.ended', { completed, skipped, failed })}</Text>;
    }
    case 'reassignment.consent-accepted':
    case 'reassignment.started':
    case 'reassignment.retried':
    case 'reassignment.reminded':
    case 'reassignment.expired':
      break;
  }
  return null;
}
