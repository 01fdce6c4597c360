// A capture may be dropped anywhere on the window.
import { useEffect, useState } from 'react';
import { openFile } from '../../state/open-source.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './load.module.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export function DropZone() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child leaves its parent: the overlay goes when all that was entered was left.
    let depth = 0;
    const hear = new AbortController();
    const { signal } = hear;
    const on = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', handler: (event: DragEvent) => void): void =>
      window.addEventListener(
        name,
        event => {
          if (!carriesFiles(event)) return;
          event.preventDefault();
          handler(event);
        },
        { signal },
      );
    on('dragenter', () => {
      depth++;
      setOver(true);
    });
    on('dragover', event => {
      event.dataTransfer!.dropEffect = 'copy';
    });
    on('dragleave', () => {
      depth = Math.max(0, depth - 1);
      setOver(depth > 0);
    });
    on('drop', event => {
      depth = 0;
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) void openFile(file);
    });
    return () => hear.abort();
  }, []);
  if (!over) return null;
  return (
    <section className={classes.drop} aria-label="Drop a file" data-testid="drop-overlay">
      <div>
        <Icon name="open" size={32} />
        <strong>Drop to open</strong>
        <span>pcap or pcapng, plain or gzip</span>
      </div>
    </section>
  );
}
