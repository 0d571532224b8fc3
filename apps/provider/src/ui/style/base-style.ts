/** Colours, text and the frame of a page. Every pair of colours has a contrast of at least 4.5. */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --text: #1b2230; --soft: #566073; --back: #f3f5f8; --card: #fff; --line: #dce1e9; --code: #eef1f5;
  --accent: #865600; --accent-back: #865600; --on-accent: #fff; --tint: #fbf3e2;
  --good: #14683a; --good-back: #e6f4eb; --warn: #8a5200; --warn-back: #fdf1dc; --bad: #a3202a; --bad-back: #fcebec;
  --head: #1b2230; --on-head: #eef1f6; --head-soft: #a9b4c6; --head-line: #f0b94d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e7eaf0; --soft: #a6b0c0; --back: #12151a; --card: #1b1f27; --line: #313846; --code: #262c37;
    --accent: #f0b94d; --accent-back: #f0b94d; --on-accent: #1b1505; --tint: #2b2515;
    --good: #74d69d; --good-back: #16291f; --warn: #f0b94d; --warn-back: #2e2611; --bad: #ff9494; --bad-back: #331b1f;
    --head: #0b0d11; --on-head: #eef1f6; --head-soft: #a6b0c0;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, .head { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-bottom: 3rem; }
main:focus { outline: none; }
header { background: var(--head); color: var(--on-head); }
.head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; min-height: 4rem; }
.title { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .8rem; padding: .8rem 0; }
.brand { display: inline-flex; align-items: center; gap: .6rem; margin: 0; font-size: 1.2rem; font-weight: 700; color: inherit; text-decoration: none; }
.title .soft { color: var(--head-soft); }
.title .state { font-size: .85rem; }
header nav ul { display: flex; flex-wrap: wrap; gap: 0 .2rem; list-style: none; margin: 0; padding: 0; }
header nav a { display: block; padding: .75rem .7rem; color: var(--on-head); text-decoration: none; border-bottom: 3px solid transparent; border-top: 3px solid transparent; }
header nav a:hover { border-bottom-color: var(--head-soft); }
header nav a[aria-current] { border-bottom-color: var(--head-line); font-weight: 600; }
header :focus-visible { outline-color: var(--head-line); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.1rem; margin: 0 0 .6rem; }
* + h2 { margin-top: 1.1rem; }
.bar > h2, section > h2:first-child { margin-top: 0; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
p { margin: .4rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
small { font-size: .6em; }
.soft { color: var(--soft); }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
code { background: var(--code); border-radius: .3rem; padding: .1rem .35rem; font: .88em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: .6rem 0; padding: .7rem .9rem; font: .85rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code); border-radius: .4rem; }
pre code { padding: 0; background: none; font-size: inherit; }
ul, ol { margin: .4rem 0; padding-left: 1.3rem; }
summary { cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; top: 0; padding: .6rem 1rem; background: var(--card); color: var(--text); z-index: 1; }
.skip:focus { left: 0; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 44rem) {
  main, .head { padding-left: .9rem; padding-right: .9rem; }
  .head { display: block; padding-bottom: .2rem; }
  .title { padding-bottom: .2rem; }
  header nav ul { margin: 0 -.5rem; }
  header nav a { padding: .5rem .5rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
