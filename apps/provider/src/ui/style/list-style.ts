/** Lists that are tables on a desk and cards on a phone. */
export const listStyle = `
.rows { list-style: none; margin: .4rem 0 0; padding: 0; }
.rows > li { display: grid; gap: .4rem 1.2rem; padding: .8rem 0; border-top: 1px solid var(--line); align-items: start; }
.rows > li > div { min-width: 0; overflow-wrap: anywhere; }
.rows h3, .gap h3, .settings h3 { margin: 0; font-size: 1rem; }
.rows p { margin: .1rem 0; }
.rows .act, .gap .act { display: flex; flex-wrap: wrap; gap: .5rem; }
.jobs > li { grid-template-columns: 2fr 2fr 1.2fr 7rem; }
.matches > li { grid-template-columns: 1fr 2fr 2fr; }
.queue > li { grid-template-columns: 2fr 1.2fr 2fr minmax(7rem, auto); }
.rows .act { justify-content: flex-end; }
.gaps { list-style: none; margin: .8rem 0 0; padding: 0; }
.gap { display: grid; grid-template-columns: 10rem 1fr auto; gap: .3rem 1.2rem; padding: 1rem 0; border-top: 1px solid var(--line); align-items: start; }
.gap .what { min-width: 0; overflow-wrap: anywhere; }
.gap p { margin: .25rem 0; }
.thumb { display: block; width: 100%; height: auto; aspect-ratio: 16 / 9; object-fit: cover; border-radius: .4rem; background: var(--code); }
.thumb.none { border: 1px dashed var(--line); background: none; }
.advice { color: var(--soft); }
.preview { max-height: 20rem; overflow: auto; background: var(--code); border-radius: .4rem; padding: .6rem .8rem .6rem 2.6rem; font-size: .9rem; overflow-wrap: anywhere; }
.pages { display: flex; flex-wrap: wrap; align-items: center; gap: .8rem; margin-top: 1rem; }
.settings { list-style: none; margin: 0; padding: 0; }
.settings > li { padding: .8rem 0; border-top: 1px solid var(--line); }
.settings > li:first-child { border-top: 0; padding-top: .2rem; }
.value { font-weight: 600; }
@media (min-width: 60rem) { .settings dl { grid-template-columns: max-content minmax(0, 1.2fr) max-content minmax(0, 1fr) max-content minmax(0, 1.5fr); } }
@media (max-width: 56rem) {
  .jobs > li, .queue > li { grid-template-columns: 1fr 1fr; }
  .jobs > li > :first-child, .queue > li > :first-child { grid-column: 1 / -1; }
  .rows .act { justify-content: flex-start; }
}
@media (max-width: 44rem) {
  .matches > li { grid-template-columns: 1fr; }
  .gap { grid-template-columns: 6.5rem 1fr; }
  .gap .act { grid-column: 1 / -1; }
}
@media (max-width: 28rem) {
  .gap, .jobs > li, .queue > li { grid-template-columns: 1fr; }
  .thumb { max-width: 14rem; }
  .thumb.none { display: none; }
}
`;
