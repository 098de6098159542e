import { Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconBell,
  IconBolt,
  IconCalendarClock,
  IconCheck,
  IconCircleCheck,
  IconClockOff,
  IconRefresh,
  IconSend,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChangeEvent } from '../../../../shared/domain/change-event.ts';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { changeEventsQuery, pollInterval } from '../../api/queries.ts';
import { EventLine, nameOf, Said } from '../../components/event-line.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { ownWords } from '../../values/own-words.ts';
import { formatCount } from '../../values/times.ts';

const looks = {
  'contact-change.requested': ['sea', IconSend],
  'contact-change.consent-accepted': ['leaf', IconCheck],
  'contact-change.consent-refused': ['red', IconX],
  'contact-change.scheduled': ['dusk', IconCalendarClock],
  'contact-change.effective': ['sea', IconBolt],
  'contact-change.completed': ['leaf', IconCircleCheck],
  'contact-change.completed-with-failures': ['red', IconAlertTriangle],
  'contact-change.retried': ['sea', IconRefresh],
  'contact-change.reminded': ['honey', IconBell],
  'contact-change.cancelled': ['gray', IconBan],
  'contact-change.expired': ['gray', IconClockOff],
  'contact-change.rejected': ['red', IconX],
} as const satisfies Record<ChangeEvent['type'], readonly [color: string, icon: Icon]>;

/** What happened to the change, oldest first. */
export function Timeline({ change: { changeId, state } }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    ...changeEventsQuery(useApi(), changeId),
    refetchInterval: pollInterval(state),
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
          title: t(`change.event.${event.type}`, { actor: nameOf(event) ?? t('change.somebody') }),
          detail: <Detail event={event} />,
        };
      })}
      error={list.error}
      refetch={list.refetch}
      list={list}
      none={t('change.timeline.none')}
    />
  );
}

/** What a person said with it, or how it ended for the services. */
function Detail({ event }: { readonly event: ChangeEvent }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  switch (event.type) {
    case 'contact-change.requested':
    case 'contact-change.consent-refused':
    case 'contact-change.cancelled':
      return <Said text={ownWords(event.reason)} />;
    case 'contact-change.rejected':
      return <Text size="sm">{t(`codes.rejection.${event.rejection.code}`)}</Text>;
    case 'contact-change.effective':
      return event.services === 0 ? null : (
        <Text size="sm">
          {t('change.toServices', { count: event.services, services: formatCount(event.services, language) })}
        </Text>
      );
    case 'contact-change.completed-with-failures':
      return (
        <Text size="sm">
          {t('change.failed', {
            count: event.members.failed,
            failed: formatCount(event.members.failed, language),
          })}
        </Text>
      );
    case 'contact-change.consent-accepted':
    case 'contact-change.scheduled':
    case 'contact-change.completed':
    case 'contact-change.retried':
    case 'contact-change.reminded':
    case 'contact-change.expired':
      break;
  }
  return null;
}
