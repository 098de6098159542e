import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readNic } from '../../lib/values/ids.ts';

export interface NicInputProps extends Pick<TextInputProps, 'label' | 'description' | 'className'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The rule that the service says it fails. */
  readonly problem?: ReactNode;
}

/** A field for a client identifier. It says what it made of capitals and blanks, and what does not look like one. */
export function NicInput({ value, onChange, problem, ...look }: NicInputProps) {
  const { t } = useTranslation();
  const [hasLeft, setHasLeft] = useState(false);
  const nic = readNic(value);
  const isWrong = hasLeft && !nic.ok && nic.problem !== 'empty';
  return (
    <div className={look.className}>
      <TextInput
        label={look.label}
        description={look.description}
        placeholder="ab12345-ovh"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        classNames={{ input: 'id' }}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onFocus={() => setHasLeft(false)}
        onBlur={() => setHasLeft(true)}
        error={isWrong ? t('request.wrongNic') : nic.ok && problem}
      />
      <div className="understood" role="status">
        {nic.ok && nic.isChanged && t('request.understood', { nic: nic.value })}
      </div>
    </div>
  );
}
