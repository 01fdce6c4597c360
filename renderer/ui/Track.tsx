// A bar that is filled in part, beside a number that says the same.
import classes from './parts.module.css';

export const Track = ({ share }: { readonly share: number }) => (
  <span className={classes.track}>
    <span className={classes.filled} style={{ width: `${share * 100}%` }} />
  </span>
);
