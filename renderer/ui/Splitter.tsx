// The gap between two panels, which can be dragged.
import { Separator } from 'react-resizable-panels';
import classes from './parts.module.css';

interface Props {
  readonly label: string;
  /** Absent: it is there. */
  readonly isThere?: boolean;
}

export const Splitter = ({ label, isThere = true }: Props) => (
  <Separator className={isThere ? classes.splitter : classes.gone} disabled={!isThere} aria-label={label} />
);
