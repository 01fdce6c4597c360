// The buttons over the graph: zoom, arrange, the whole of it as a picture or a file.
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useRef } from 'react';
import { useAnnotations } from '../state/annotations.ts';
import { exportReport } from '../ui/export-report.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { type PictureForm, savePicture } from '../ui/picture/save-picture.ts';
import type { GraphView } from './graph-view.ts';
import classes from './HostGraph.module.css';

interface Props {
  readonly view: () => GraphView | null;
  readonly map: boolean;
  readonly onMap: (shown: boolean) => void;
}

export function GraphTools({ view, map, onMap }: Props) {
  const tools = useRef<HTMLDivElement>(null);
  const save = (form: PictureForm): void => {
    const picture = tools.current?.closest('[data-picture]');
    if (picture) void savePicture(picture, form);
  };
  return (
    <div ref={tools} className={classes.tools} data-picture-skip data-over-graph>
      <Tool icon="plus" label="Zoom in" run={() => view()?.zoomBy(1.3)} />
      <Tool icon="minus" label="Zoom out" run={() => view()?.zoomBy(1 / 1.3)} />
      <Tool icon="fit" label="Show the whole graph" hint=" (F)" run={() => view()?.fit()} />
      <Tool icon="layout" label="Arrange the hosts anew" run={() => void view()?.arrange()} />
      <Tool icon="eye" label="Overview map" pressed={map} run={() => onMap(!map)} />
      <Menu position="left-start">
        <Menu.Target>
          <ActionIcon aria-label="Save the graph" title="Save the graph" data-testid="save-graph">
            <Icon name="export" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('png')}>Picture (PNG), twice the size</Menu.Item>
          <Menu.Item onClick={() => save('svg')}>Drawing (SVG)</Menu.Item>
          <Menu.Item onClick={saveGraphMl}>All hosts and edges (GraphML)</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

const saveGraphMl = (): void =>
  void exportReport({ report: 'graph', format: 'graphml', marks: useAnnotations.getState().hosts }, 'graphml');

interface ToolProps {
  readonly icon: IconName;
  readonly label: string;
  readonly hint?: string;
  readonly pressed?: boolean;
  readonly run: () => void;
}

function Tool({ icon, label, hint = '', pressed, run }: ToolProps) {
  return (
    <Tooltip label={label + hint} position="left">
      <ActionIcon aria-label={label} aria-pressed={pressed} onClick={run}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
