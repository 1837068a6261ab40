/** How long Discord finds a text: it counts code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
