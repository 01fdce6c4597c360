// Mantine's part of the theme: dense by default, focus rings for the keyboard only, tooltips that a keyboard reaches too.
import { createTheme } from '@mantine/core';

const xs = { defaultProps: { size: 'xs' } };

export const theme = createTheme({
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-mono)',
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    TextInput: xs,
    NumberInput: xs,
    Select: xs,
    Autocomplete: xs,
    SegmentedControl: xs,
    Switch: xs,
    Checkbox: xs,
    Slider: xs,
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        multiline: true,
        maw: 320,
        color: 'dark',
        events: { hover: true, focus: true, touch: true },
        transitionProps: { duration: 80 },
      },
    },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start', withInitialFocusPlaceholder: false } },
    // Menus, hints and dialogs belong to a landmark too.
    Portal: { defaultProps: { target: '#overlays' } },
    ModalRoot: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.5 } } },
  },
});
