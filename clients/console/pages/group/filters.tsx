import { Button, Group, Input, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readNic } from '../../../lib/values/ids.ts';
import { readNumberPrefix } from '../../values/number-prefix.ts';
import type { FilterInput } from './use-filter.ts';
import classes from './filters.module.css';

export interface FiltersProps {
  readonly input: FilterInput;
  readonly set: (name: keyof FilterInput, value: string) => void;
}

/** Narrows the table: by kind, number, contact and state. */
export function Filters({ input, set }: FiltersProps) {
  const { t } = useTranslation();
  const prefix = readNumberPrefix(input.number);
  const contact = readNic(input.contact);
  const id = useId();
  const [isOpen, setOpen] = useState(Object.values(input).some((value) => value !== ''));
  return (
    <search aria-label={t('group.filter.label')}>
      <Button
        variant="default"
        className={classes['toggle'] ?? ''}
        leftSection={<IconFilter size={20} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t('group.filter.label')}
      </Button>
      <Group
        id={id}
        align="flex-start"
        gap="md"
        className={`${classes['filters'] ?? ''} ${isOpen ? '' : (classes['closed'] ?? '')}`}
      >
        <div>
          <Input.Label component="div" size="md" display="block">
            {t('group.filter.kind')}
          </Input.Label>
          <SegmentedControl
            size="md"
            aria-label={t('group.filter.kind')}
            value={input.kind}
            onChange={(value) => set('kind', value)}
            data={[
              { value: '', label: t('group.filter.every') },
              { value: 'line', label: t('group.filter.lines') },
              { value: 'number', label: t('group.filter.numbers') },
            ]}
          />
        </div>
        <TextInput
          className={classes['text'] ?? ''}
          label={t('group.filter.number')}
          placeholder={t('group.filter.numberHint')}
          inputMode="tel"
          value={input.number}
          onChange={({ currentTarget }) => set('number', currentTarget.value)}
          error={input.number.trim().length > 2 && prefix === undefined && t('group.filter.numberWrong')}
          description={prefix !== undefined && t('group.filter.numberUnderstood', { prefix })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <TextInput
          className={classes['text'] ?? ''}
          label={t('group.filter.contact')}
          placeholder={t('group.filter.contactHint')}
          autoCapitalize="off"
          spellCheck={false}
          value={input.contact}
          onChange={({ currentTarget }) => set('contact', currentTarget.value)}
          error={input.contact.includes('-') && !contact.ok && t('group.filter.contactWrong')}
        />
        <NativeSelect
          label={t('group.filter.sync')}
          value={input.inSync}
          onChange={({ currentTarget }) => set('inSync', currentTarget.value)}
          data={[
            { value: '', label: t('group.filter.everySync') },
            { value: 'true', label: t('group.filter.onlyInSync') },
            { value: 'false', label: t('group.filter.onlyNotInSync') },
          ]}
        />
      </Group>
    </search>
  );
}
