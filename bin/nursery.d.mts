export function nurseryFlags(memoryBytes?: number): string[]
