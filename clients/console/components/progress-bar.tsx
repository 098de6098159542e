import { Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../texts/language.ts';
import { formatCount } from '../values/times.ts';
import classes from './progress-bar.module.css';

/** A part of the whole. */
export interface ProgressPart {
  readonly name: string;
  readonly label: string;
  readonly count: number;
  /** Of Mantine, like `leaf.7`. */
  readonly color: string;
  /** Whether it is still to come, so that it is counted and not drawn. */
  readonly isOpen?: boolean;
}

export interface ProgressBarProps {
  /** What progresses. */
  readonly title: string;
  /** How far it is, in words. */
  readonly label: string;
  readonly parts: readonly ProgressPart[];
  readonly isMoving: boolean;
}

/** How far something is: a bar, and how many are in which state. */
export function ProgressBar({ title, label, parts, isMoving }: ProgressBarProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const drawn = parts.filter(({ isOpen }) => isOpen !== true);
  const done = drawn.reduce((sum, { count }) => sum + count, 0);
  // Never 100 before the last one.
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text>{label}</Text>
        <Text fw={650} className="number">
          {t('change.progress.percent', { percent })}
        </Text>
      </Group>
      <Progress.Root
        size="lg"
        role="progressbar"
        aria-label={title}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={label}
      >
        {drawn.map(({ name, count, color }, index) => (
          <Progress.Section
            key={name}
            value={(100 * count) / Math.max(total, 1)}
            color={color}
            animated={isMoving && index === 0}
            withAria={false}
            className={count > 0 ? classes['part'] : undefined}
          />
        ))}
      </Progress.Root>
      <ul className={classes['counts']}>
        {parts.map(({ name, label: words, count, color }) => (
          <li key={name}>
            <span
              className={classes['dot']}
              style={{ background: `var(--mantine-color-${color.replace('.', '-')})` }}
            />
            {words} <strong>{formatCount(count, language)}</strong>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
