import { createTheme, rem, type MantineColorsTuple } from '@mantine/core';

/** Deep sea: the console's own colour. Shade 7 carries white text. */
const sea: MantineColorsTuple = [
  '#eef7f7',
  '#d8eced',
  '#b0d8db',
  '#83c2c8',
  '#5aaab3',
  '#378f9a',
  '#1d7581',
  '#0f5f6b',
  '#0b4a54',
  '#0b3a43',
];
/** What waits for a person. */
const honey: MantineColorsTuple = [
  '#fff6e8',
  '#fdeacb',
  '#f9d596',
  '#f5c06a',
  '#f2b35a',
  '#dc9530',
  '#b97414',
  '#8f5707',
  '#714404',
  '#573402',
];
/** What failed, and what ends something. Shade 7 carries white text. */
const brick: MantineColorsTuple = [
  '#fdf1f0',
  '#fbdedb',
  '#f5b9b3',
  '#ee9088',
  '#e86d63',
  '#e2564b',
  '#cf3f34',
  '#b3261e',
  '#96201a',
  '#7c1a15',
];
/** What is done. */
const leaf: MantineColorsTuple = [
  '#edf8f2',
  '#d3eedf',
  '#a8dcc1',
  '#79c8a0',
  '#52b683',
  '#35a56d',
  '#1f8f58',
  '#127346',
  '#0d5c38',
  '#08452a',
];
/** What is to come. */
const dusk: MantineColorsTuple = [
  '#f0f1fc',
  '#dfe2f8',
  '#bfc5f0',
  '#9aa3e6',
  '#7a85dc',
  '#626ed3',
  '#505bc4',
  '#3f489f',
  '#343c85',
  '#292f68',
];
/** Text and lines, with a breath of the sea in them. */
const slate: MantineColorsTuple = [
  '#f4f7f7',
  '#e7eded',
  '#d3dddd',
  '#b9c7c8',
  '#8fa1a3',
  '#6b7f82',
  '#546769',
  '#425355',
  '#2c3b3d',
  '#15262a',
];

export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: 7,
  colors: { sea, honey, leaf, dusk, red: brick, gray: slate },
  black: slate[9],
  fontFamily: "'Atkinson Hyperlegible Next Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Menlo, monospace",
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: rem(28), lineHeight: '1.25' },
      h2: { fontSize: rem(20), lineHeight: '1.3' },
      h3: { fontSize: rem(17), lineHeight: '1.35' },
    },
  },
  defaultRadius: 'md',
  radius: { sm: rem(4), md: rem(8), lg: rem(12) },
  cursorType: 'pointer',
  focusRing: 'auto',
  // Without the components themselves: those that the first page does not show are loaded later.
  components: {
    Alert: { defaultProps: { radius: 'md', variant: 'light' } },
    Anchor: { defaultProps: { underline: 'always' } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 600, radius: 'sm' } },
    Button: { defaultProps: { size: 'md' } },
    // Of 16 pixels, so that telephones do not zoom in on a field.
    Checkbox: { defaultProps: { size: 'md' } },
    CheckboxGroup: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    RadioGroup: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } },
    // Locking the scroll of the page would need a style element, which the content security policy refuses.
    Modal: {
      defaultProps: { lockScroll: false, centered: true, radius: 'lg', size: 'lg' },
      styles: { title: { lineHeight: 1.3 } },
    },
  },
});
