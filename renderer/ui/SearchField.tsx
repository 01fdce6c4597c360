// A field that narrows the list below it as one types.
import { ActionIcon, TextInput } from '@mantine/core';
import { Icon } from './Icon.tsx';
import classes from './parts.module.css';

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  onChange(text: string): void;
  readonly testId?: string;
}

export const SearchField = ({ label, placeholder, value, onChange, testId }: Props) => (
  <TextInput
    className={classes.search}
    aria-label={label}
    placeholder={placeholder}
    leftSection={<Icon name="search" size={14} />}
    rightSection={
      value !== '' && (
        <ActionIcon size={24} aria-label="Clear the search" onClick={() => onChange('')}>
          <Icon name="close" size={12} />
        </ActionIcon>
      )
    }
    data-testid={testId}
    value={value}
    onChange={event => onChange(event.currentTarget.value)}
  />
);
