// The screens that are not the first. They are a script of their own: see state/screens.svelte.ts.
export { default as ActivityScreen } from './activity/ActivityScreen.svelte';
export { default as CalendarScreen } from './calendar/CalendarScreen.svelte';
export { default as ComposeScreen } from './compose/ComposeScreen.svelte';
export { default as IncidentScreen } from './incident/IncidentScreen.svelte';
export { default as SettingsScreen } from './settings/SettingsScreen.svelte';
