// A long list that can be narrowed to what is left to do. What gets done stays where it is until the
// list is narrowed anew: nothing leaves from under the pointer.
export class Remaining<Item> {
  which = $state<'all' | 'left'>('all');
  readonly #items: () => Item[];
  readonly #id: (item: Item) => string;
  readonly #isLeft: (item: Item) => boolean;
  #kept: string[] = [];
  readonly left = $derived.by(() => this.#items().filter((item) => this.#isLeft(item)));
  readonly shown = $derived.by(() => this.#show());

  constructor(
    items: () => Item[],
    { id, isLeft }: { id: (item: Item) => string; isLeft: (item: Item) => boolean },
  ) {
    this.#items = items;
    this.#id = id;
    this.#isLeft = isLeft;
  }

  narrow = (which: 'all' | 'left'): void => {
    this.#kept = [];
    this.which = which;
  };

  #show(): Item[] {
    if (this.which === 'all') return this.#items();
    const isKept = (item: Item): boolean => this.#kept.includes(this.#id(item));
    const shown = this.#items().filter((item) => this.#isLeft(item) || isKept(item));
    this.#kept = shown.map(this.#id);
    return shown;
  }
}
