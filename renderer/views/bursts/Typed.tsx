// A text input for a number: takes effect on Enter or when it is left; what is no such number is said, and nothing changes.
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly width: number;
  readonly testId: string;
  readonly disabled?: boolean;
  /** Takes the text over; false when it is no good. */
  readonly onText: (text: string) => boolean;
  readonly complaint: string;
}

export function Typed({ label, value, unit, width, testId, disabled, onText, complaint }: Props) {
  const [text, setText] = useState(value);
  const [bad, setBad] = useState(false);
  useEffect(() => {
    setText(value);
    setBad(false);
  }, [value]);
  const take = () => setBad(text !== value && !onText(text));
  return (
    <TextInput
      aria-label={bad ? `${label}: ${complaint}` : label}
      title={bad ? complaint : label}
      error={bad}
      w={width}
      value={text}
      disabled={disabled ?? false}
      rightSection={unit}
      rightSectionPointerEvents="none"
      rightSectionWidth={unit.length * 8 + 10}
      data-testid={testId}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={event => event.key === 'Enter' && take()}
    />
  );
}
