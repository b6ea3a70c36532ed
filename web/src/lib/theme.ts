/* Colours and sizes of Mantine's components; theme.css holds the same palette for our own. */
import { createTheme, type MantineColorSchemeManager } from '@mantine/core';
import { IconReveal } from './icons';
import { keep, recall } from './store';

/* The head of a dialog is no head of the page. */
const NO_BANNER = { header: { role: 'none' } };

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    teal: ['#eef6f5', '#dcebe9', '#b9d8d5', '#8fc1bc', '#5fa7a1', '#368b85', '#1c7570', '#11635f', '#0d524f', '#093f3d'],
    red: ['#fbeae6', '#f5cfc6', '#eeac9c', '#f0957f', '#e37a60', '#d4583c', '#bc4228', '#a5311c', '#8a2817', '#6d1f12'],
    gray: ['#faf8f5', '#f4f1ec', '#eae6df', '#ddd7ce', '#c9c2b8', '#a8a299', '#857f77', '#5e5a54', '#3c3a36', '#242321'],
    dark: ['#e3e6e4', '#b8bfbc', '#a0a8a5', '#6f7875', '#3d4442', '#313735', '#232827', '#1b1f1e', '#151918', '#0f1211'],
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    /* Menus, lists and dialogs stand inside the page's main part, where landmarks lead to them. */
    Portal: { defaultProps: { target: '#overlays' } },
    Drawer: { defaultProps: { attributes: NO_BANNER } },
    Button: { defaultProps: { size: 'sm' } },
    /* What decorates a field that has a name is silent. */
    PasswordInput: { defaultProps: { visibilityToggleIcon: IconReveal } },
    ComboboxChevron: { defaultProps: { 'aria-hidden': true } },
    Modal: { defaultProps: { attributes: NO_BANNER, centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.35 } } },
    Tooltip: { defaultProps: { openDelay: 350, events: { hover: true, focus: true, touch: false } } },
    /* The placeholder would be a child that a menu may not have. */
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
  },
});

/* The scheme chosen here, else the system's. public/theme.js reads the same key before the first paint. */
export const schemes: MantineColorSchemeManager = {
  get: (otherwise) => {
    const kept = recall<string>('scheme');
    return kept === 'light' || kept === 'dark' || kept === 'auto' ? kept : otherwise;
  },
  set: (value) => keep('scheme', value),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => keep('scheme', null),
};
