// Small line icons on a 16-pixel grid, drawn in the colour of the text around them.
const PATHS = {
  open: 'M2 12.5v-9h4l1.5 2H14v7z',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4 14 14',
  filter: 'M2 3h12L9.5 8.5v4L6.5 14V8.5z',
  check: 'M3 8.5 6.5 12 13 4.5',
  layers: 'M8 2 2 5l6 3 6-3zM2 8l6 3 6-3M2 11l6 3 6-3',
  export: 'M8 10V2.5M5 5.2 8 2.3l3 2.9M2.5 9.5v4h11v-4',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3',
  moon: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  stop: 'M4 4h8v8H4z',
  warn: 'M8 2 1.5 13.5h13zM8 6.5v3.5M8 11.8v.4',
  recent: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.2l2.2 1.3',
  help: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.6v.4M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z',
  right: 'M2.5 8h11M10 4.5 13.5 8 10 11.5',
  both: 'M2 5.5h11M10.5 3 13 5.5 10.5 8M14 10.5H3M5.5 8 3 10.5 5.5 13',
  undo: 'M5.5 3 2.5 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6',
  previous: 'M3.5 3.5v9M12.5 3.5 7 8l5.5 4.5z',
  next: 'M12.5 3.5v9M3.5 3.5 9 8l-5.5 4.5z',
  brush: 'M2.5 3v10M13.5 3v10M5 8h6M6.8 6.2 5 8l1.8 1.8M9.2 6.2 11 8 9.2 9.8',
  compare: 'M2 3.5h5v9H2zM9 3.5h5v9H9zM4.5 6v4M11.5 5v6',
  down: 'M4 6.5 8 10.5l4-4',
  forward: 'M6.5 3.5 11 8l-4.5 4.5',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
  bursts: 'M1.5 13.5h13M3.5 11V7M5.5 11V4M7.5 11V8.5M11.5 11V5.5M13.5 11V9',
  beacon:
    'M8 7.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6zM5.6 5.6a3.4 3.4 0 0 0 0 4.8M10.4 5.6a3.4 3.4 0 0 1 0 4.8M3.3 3.3a6.6 6.6 0 0 0 0 9.4M12.7 3.3a6.6 6.6 0 0 1 0 9.4',
  windows: 'M2 2.5h12v11H2zM6 2.5v11M10 2.5v11M2 8h12',
  gaps: 'M2.5 3v10M5.5 3v10M11 3v10M13.5 3v10',
  series: 'M1.8 13.5h12.4M2 10.5 5 7l3 2.2 5.5-5.7',
  requests: 'M3 1.8h7.5L13 4.3v9.9H3zM5.5 6.5h5M5.5 9h5M5.5 11.5h3',
  note: 'M3 2.5h10v7.5L9.5 13.5H3zM9.5 13.5V10H13M5.5 5.5h5M5.5 8h3',
  tag: 'M2 2.5h5.5l6.5 6.5-5 5L2.5 7.5zM5 5.2v.1',
  rail: 'M2 2.5h12v11H2zM5.5 2.5v11',
  strip: 'M2 2.5h12v11H2zM2 9.5h12',
  aside: 'M2 2.5h12v11H2zM10 2.5v11',
  minusCircle: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5 8h6',
  terminal: 'M2 2.5h12v11H2zM4.5 6l2 2-2 2M8.5 10.5h3',
  picture: 'M2 3h12v10H2zM2.5 12 6 8l2.5 2.5L10.5 8.5 13.5 12M10.8 5.8v.1',
  layout:
    'M5 4.5a1.8 1.8 0 1 0-3.6 0 1.8 1.8 0 0 0 3.6 0zM14.6 4.5a1.8 1.8 0 1 0-3.6 0 1.8 1.8 0 0 0 3.6 0zM9.8 12a1.8 1.8 0 1 0-3.6 0 1.8 1.8 0 0 0 3.6 0zM5 4.5h6M4.2 6l2.6 4.5M11.8 6 9.2 10.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
