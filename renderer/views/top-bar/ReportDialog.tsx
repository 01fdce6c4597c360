// What goes into the report to hand on: its sections, of which those about what is open are chosen already.
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import {
  REPORT_SECTIONS,
  type ReportSection,
  SECTION_FACTS,
  sectionsOf,
} from '../../../shared/model/report-section.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { useAnnotations } from '../../state/annotations.ts';
import { type Place, usePlace } from '../../state/places.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { useSource } from '../../state/source.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { exportReport } from '../../ui/export-report.ts';
import classes from './report-dialog.module.css';

interface Props {
  readonly isOpen: boolean;
  onClose(): void;
}

/** What every report begins with, where the source has it. */
const FIRST: readonly ReportSection[] = ['overview', 'timeline', 'talkers'];
const OF_PLACE: Readonly<Partial<Record<Place, readonly ReportSection[]>>> = {
  overview: ['ports', 'conversations', 'bursts', 'beacons'],
  conversations: ['conversations'],
  timing: ['timing'],
  bursts: ['bursts'],
  beacons: ['beacons'],
  windows: ['windows'],
  series: ['series'],
  'access-log': ['requests'],
};

export function ReportDialog({ isOpen, onClose }: Props) {
  const info = useSource(s => s.info);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Report to hand on" size="560px">
      {info && <Form info={info} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ info, onClose }: { readonly info: SourceInfo; onClose(): void }) {
  const offered = sectionsOf(info);
  const place = usePlace(s => s.place);
  const scope = useScope();
  const [chosen, setChosen] = useState<ReadonlySet<ReportSection>>(
    () => new Set([...FIRST, ...(OF_PLACE[place] ?? [])].filter(one => offered.includes(one))),
  );
  const toggle = (one: ReportSection): void => {
    const next = new Set(chosen);
    if (!next.delete(one)) next.add(one);
    setChosen(next);
  };
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault();
        onClose();
        const sections = REPORT_SECTIONS.filter(one => chosen.has(one));
        const marks = useAnnotations.getState().hosts;
        void exportReport({ report: 'summary', format: 'html', sections, marks }, 'report.html');
      }}
    >
      <p className={classes.note}>
        A page that stands alone and prints, about what there is{scopeText(scope) || ' in all of the source'}.
      </p>
      <div className={classes.sections}>
        {REPORT_SECTIONS.map(one => (
          <Checkbox
            key={one}
            classNames={{ body: classes.section, label: classes.name, description: classes.holds }}
            label={SECTION_FACTS[one].title}
            description={offered.includes(one) ? SECTION_FACTS[one].holds : 'The source has none.'}
            checked={chosen.has(one)}
            disabled={!offered.includes(one)}
            data-testid={`section-${one}`}
            onChange={() => toggle(one)}
          />
        ))}
      </div>
      <div className={classes.buttons}>
        <Button onClick={() => setChosen(new Set(offered))}>All</Button>
        <Button onClick={() => setChosen(new Set())}>None</Button>
        <span className={classes.space} />
        <Button type="submit" variant="filled" data-autofocus disabled={chosen.size === 0} data-testid="write-report">
          Write the report
        </Button>
      </div>
    </form>
  );
}
