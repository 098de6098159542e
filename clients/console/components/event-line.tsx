import { Card, Skeleton, Stack, Text, Timeline, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreButton, type MoreButtonProps } from './more-button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { Time } from './time.tsx';

/** An event as the line shows it. */
export interface ShownEvent {
  readonly id: string;
  readonly at: string;
  readonly color: string;
  readonly icon: Icon;
  /** Who did what. */
  readonly title: string;
  /** What was said with it, or how it ended. */
  readonly detail?: ReactNode;
}

/** Who decided or did it, if the person may know. */
export function nameOf(event: { readonly actor: string; readonly nic?: string }): string | undefined {
  const isNamed = event.actor !== 'system' && event.actor !== 'undisclosed';
  return isNamed ? (event.nic ?? event.actor) : undefined;
}

/** What a person said with it. */
export function Said({ text }: { readonly text: string | undefined }) {
  const { t } = useTranslation();
  return text !== undefined && <Text size="sm">{t('words.quote', { text })}</Text>;
}

export interface EventLineProps {
  /** Undefined while they are read. */
  readonly events: readonly ShownEvent[] | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
  readonly list: MoreButtonProps['list'];
  readonly none: string;
}

/** What happened, oldest first. */
export function EventLine({ events, error, refetch, list, none }: EventLineProps) {
  const { t } = useTranslation();
  return (
    <Card component="section">
      <Stack>
        <Title order={2}>{t('change.timeline.title')}</Title>
        {error !== null && events === undefined && (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        )}
        {events === undefined && error === null && <Skeleton height={200} />}
        {events?.length === 0 && <Text c="dimmed">{none}</Text>}
        {events !== undefined && events.length > 0 && (
          <Timeline
            bulletSize={30}
            lineWidth={2}
            active={events.length}
            styles={{ itemTitle: { lineHeight: 1.3 } }}
          >
            {events.map(({ id, at, color, icon: Symbol, title, detail }) => (
              <Timeline.Item key={id} color={color} bullet={<Symbol size={18} aria-hidden />} title={title}>
                {detail}
                <Text size="sm" c="dimmed">
                  <Time at={at} />
                </Text>
              </Timeline.Item>
            ))}
          </Timeline>
        )}
        <MoreButton list={list} />
      </Stack>
    </Card>
  );
}
