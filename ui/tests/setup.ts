// What happy-dom lacks and the page stands on.

// Popovers: being there is all the tests need of them.
HTMLElement.prototype.showPopover ??= () => undefined;

// `:checked` of an option, which Svelte asks for when a select is bound.
const query = HTMLSelectElement.prototype.querySelector;
HTMLSelectElement.prototype.querySelector = function (this: HTMLSelectElement, selector: string) {
  return selector === ':checked' ? this.selectedOptions[0] : query.call(this, selector);
} as typeof query;
