// Lets a text area be as high as its text, up to the limit its styles set.
import type { Attachment } from 'svelte/attachments';

export function growing(text: () => string): Attachment<HTMLTextAreaElement> {
  // An engine that knows field-sizing does it by itself.
  if (CSS.supports('field-sizing', 'content')) return () => undefined;
  return (area) => {
    void text();
    area.style.height = '';
    if (area.scrollHeight <= area.clientHeight) return;
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
}
