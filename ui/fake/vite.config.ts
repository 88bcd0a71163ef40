// `npm run preview:fake`: the page on a made-up world, without Rust. Not part of the app's build.
import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import config from '../vite.config';

export default mergeConfig(config, {
  root: fileURLToPath(new URL('.', import.meta.url)),
  server: { port: 5199 },
});
