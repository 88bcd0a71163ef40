export function textTypes(): string;
