export function textTypes(): string;
export function pageTexts(): [name: string, text: string][];
