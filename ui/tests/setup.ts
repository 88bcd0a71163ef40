// What happy-dom lacks and the page stands on, and patience: a condition that is waited for may take its
// time on a busy computer.
import { configure } from '@testing-library/svelte';

configure({ asyncUtilTimeout: 15_000 });

// Popovers: being there is all the tests need of them.
HTMLElement.prototype.showPopover ??= () => undefined;

// `:checked` of an option, which Svelte asks for when a select is bound.
const query = HTMLSelectElement.prototype.querySelector;
HTMLSelectElement.prototype.querySelector = function (this: HTMLSelectElement, selector: string) {
  return selector === ':checked' ? this.selectedOptions[0] : query.call(this, selector);
} as typeof query;
