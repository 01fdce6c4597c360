// How a file of counts is read: which column is what, and the format of its dates. Changing it reads the file again.
import { Button, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type { CountFacts, CountOptions, DateFormat, Delimiter } from '../../../shared/model/series.ts';
import { openCounts } from '../../state/open-source.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './series.module.css';

const FORMATS: readonly { readonly value: DateFormat; readonly label: string }[] = [
  { value: 'iso', label: 'Year first: 2006-09-26' },
  { value: 'dmy', label: 'Day first: 26.09.2006' },
  { value: 'mdy', label: 'Month first: 09/26/2006' },
  { value: 'epoch-s', label: 'Seconds since 1970' },
  { value: 'epoch-ms', label: 'Milliseconds since 1970' },
];
const DELIMITERS: readonly { readonly value: Delimiter; readonly label: string }[] = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
];
const NONE = '-1';

interface Props {
  readonly isOpen: boolean;
  readonly counts: CountFacts;
  onClose(): void;
}

export function Columns({ isOpen, counts, onClose }: Props) {
  const { columns } = counts;
  const [date, setDate] = useState(columns.date);
  const [count, setCount] = useState(columns.count);
  const [keys, setKeys] = useState<readonly [number, number]>([columns.keys[0] ?? -1, columns.keys[1] ?? -1]);
  const [format, setFormat] = useState(columns.format);
  const [delimiter, setDelimiter] = useState(columns.delimiter);
  const [header, setHeader] = useState(columns.header);
  // Other cells make other columns: those are recognised anew.
  const isSplitAnew = delimiter !== columns.delimiter || header !== columns.header;
  const chosen = [date, count, ...keys].filter(column => column >= 0);
  const isTwice = new Set(chosen).size < chosen.length;
  const data = columns.names.map((name, i) => ({ value: String(i), label: name }));
  const rolesOf = (i: number): string =>
    i === date ? 'date' : i === count ? 'count' : i === keys[0] ? 'key 1' : i === keys[1] ? 'key 2' : 'left out';

  function read(): void {
    const number = (column: number): string => String(column + 1);
    const options: CountOptions = isSplitAnew
      ? { delimiter, header }
      : {
          date: number(date),
          keys: keys.filter(key => key >= 0).map(number),
          count: number(count),
          format,
          delimiter,
          header,
        };
    onClose();
    void openCounts(options);
  }

  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="How this file is read">
      <div className={classes.columnForm}>
        <Select
          label="Date"
          data={data}
          value={String(date)}
          allowDeselect={false}
          disabled={isSplitAnew}
          onChange={v => v && setDate(Number(v))}
        />
        <Select
          label={
            columns.sure ? 'Format of the dates' : 'Format of the dates (a guess: days and months could be swapped)'
          }
          data-testid="columns-format"
          data={[...FORMATS]}
          value={format}
          allowDeselect={false}
          disabled={isSplitAnew}
          onChange={v => v && setFormat(v as DateFormat)}
        />
        <Select
          label="Key"
          data={[...data, { value: NONE, label: 'none' }]}
          value={String(keys[0])}
          allowDeselect={false}
          disabled={isSplitAnew}
          onChange={v => v && setKeys([Number(v), keys[1]])}
        />
        <Select
          label="Second key"
          data={[...data, { value: NONE, label: 'none' }]}
          value={String(keys[1])}
          allowDeselect={false}
          disabled={isSplitAnew}
          onChange={v => v && setKeys([keys[0], Number(v)])}
        />
        <Select
          label="Count"
          data={data}
          value={String(count)}
          allowDeselect={false}
          disabled={isSplitAnew}
          onChange={v => v && setCount(Number(v))}
        />
        <Select
          label="Between cells"
          data={[...DELIMITERS]}
          value={delimiter}
          allowDeselect={false}
          onChange={v => v && setDelimiter(v as Delimiter)}
        />
        <Switch
          label="The first line names the columns"
          checked={header}
          onChange={event => setHeader(event.currentTarget.checked)}
        />
      </div>
      <div className={classes.sample}>
        <table>
          <caption>The first rows</caption>
          <thead>
            <tr>
              {columns.names.map((name, i) => (
                <th key={name} scope="col">
                  {name}
                  <small>{rolesOf(i)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.sample.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have nothing else to be told apart by
              <tr key={i}>
                {row.map((cell, j) => (
                  <td key={columns.names[j]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isSplitAnew && <p className={classes.hint}>With another delimiter or header the columns are recognised anew.</p>}
      {isTwice && (
        <p className={classes.hint} role="alert">
          A column is chosen twice: date, keys and count are different columns.
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="filled" disabled={isTwice && !isSplitAnew} data-testid="columns-read" onClick={read}>
          Read the file so
        </Button>
        <Button
          onClick={() => {
            onClose();
            void openCounts({});
          }}
        >
          Recognise everything
        </Button>
      </div>
    </Dialog>
  );
}
