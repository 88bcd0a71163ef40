// Shows the page in an ordinary browser, on the story and the screen that the address names.
import { install } from './install';
import { navigation, type Screen } from '../src/state/navigation.svelte';
import { stories } from './stories';

const asked = new URLSearchParams(location.search);
const story = stories[asked.get('story') ?? 'demo'];
if (!story) throw new Error(`Stories: ${Object.keys(stories).join(', ')}`);

localStorage.setItem('latchkey.theme', asked.get('theme') ?? 'system');
const world = story();
Object.assign(window, { world, fake: install(world) });
if (asked.has('screen')) navigation.go(asked.get('screen') as Screen);
await import('../src/main');
