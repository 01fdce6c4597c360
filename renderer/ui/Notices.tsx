// Short messages in the corner.
import { ActionIcon, Button } from '@mantine/core';
import { dropNotice, useNotices } from '../state/notices.ts';
import { Icon } from './Icon.tsx';
import classes from './overlays.module.css';
import { WritingNotice } from './WritingNotice.tsx';

export function Notices() {
  const list = useNotices(s => s.list);
  return (
    <div className={classes.notices}>
      <WritingNotice />
      <div className={classes.said} role="status" aria-live="polite">
        {list.map(({ id, text, bad, action }) => (
          <div key={id} className={classes.notice} data-bad={bad || undefined} data-testid="notice">
            <span>{text}</span>
            {action && (
              <Button
                size="compact-xs"
                data-testid="notice-action"
                onClick={() => {
                  dropNotice(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <ActionIcon size={20} aria-label="Close" onClick={() => dropNotice(id)}>
              <Icon name="close" size={12} />
            </ActionIcon>
          </div>
        ))}
      </div>
    </div>
  );
}
