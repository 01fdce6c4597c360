// A capture may be dropped anywhere on the window.
import { useEffect, useState } from 'react';
import { openFiles } from '../../state/open-source.ts';
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
      void openFiles([...(event.dataTransfer?.files ?? [])]);
    });
    return () => hear.abort();
  }, []);
  if (!over) return null;
  return (
    <section className={classes.drop} aria-label="Drop a file" data-testid="drop-overlay">
      <div>
        <Icon name="open" size={32} />
        <strong>Drop to open</strong>
        <span>pcap, pcapng or snoop, plain or gzip, zstd, lz4; several files become one capture</span>
      </div>
    </section>
  );
}
