import { html, type Html } from "../../html.ts";

const PATHS = {
  check: html`<path d="m3 8.5 3.2 3.2L13 4.8" />`,
  clock: html`<circle cx="8" cy="8" r="6" /><path d="M8 4.6V8l2.3 1.7" />`,
  alert: html`<path d="M8 2.2 14.4 13.4H1.6Z" /><path d="M8 6.6v3M8 11.6v.1" />`,
  retry: html`<path d="M13.2 8a5.2 5.2 0 1 1-1.6-3.8M13.2 2.4v2.4h-2.4" />`,
  drop: html`<circle cx="8" cy="8" r="6" /><path d="m3.8 12.2 8.4-8.4" />`,
  file: html`<path d="M4 1.8h5l3 3v9.4H4Z" /><path d="M9 1.8v3h3" />`,
  lock: html`<rect x="3.2" y="7" width="9.6" height="6.8" rx="1.4" /><path
      d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"
    />`,
  search: html`<circle cx="7" cy="7" r="4.6" /><path d="m10.4 10.4 3.4 3.4" />`,
  up: html`<path d="M8 13V3.4M3.8 7.4 8 3.2l4.2 4.2" />`,
  down: html`<path d="M8 3v9.6M3.8 8.6 8 12.8l4.2-4.2" />`,
} as const;

/** A sign beside words that say the same: it is not read out. */
export function icon(name: keyof typeof PATHS): Html {
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" aria-hidden="true">${PATHS[name]}</svg>`;
}
