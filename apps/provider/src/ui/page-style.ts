/** The one style sheet of all pages: readable on a phone, in the dark, and by keyboard. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --text: #1d2430; --soft: #5a6475; --back: #f5f6f8; --card: #fff; --line: #dde1e8;
  --accent: #8a5a00; --good: #17693a; --warn: #8a5200; --bad: #a3202a; --code: #eef0f4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e7eaf0; --soft: #a3adbd; --back: #14171c; --card: #1d2128; --line: #323844;
    --accent: #f0b94d; --good: #6fd39a; --warn: #f0b94d; --bad: #ff8d8d; --code: #262b34;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main, header { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0 0 .6rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin: 1rem 0; }
p { margin: .4rem 0; }
.soft { color: var(--soft); }
.state { font-weight: 600; padding: .1rem .6rem; border: 1px solid currentcolor; border-radius: 1rem; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
code { background: var(--code); border-radius: .3rem; padding: .1rem .35rem; font-size: .9rem; overflow-wrap: anywhere; }
.address { display: block; font-size: 1.05rem; padding: .6rem .8rem; margin: .5rem 0; user-select: all; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .3rem 1rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-top: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; border-top: 0; }
td { overflow-wrap: anywhere; min-width: 5.5rem; }
pre { margin: .6rem 0; padding: .7rem .9rem; font-size: .85rem; white-space: pre-wrap; background: var(--code); border-radius: .4rem; }
pre code { padding: 0; background: none; font-size: inherit; }
ul, ol { margin: .4rem 0; padding-left: 1.3rem; }
progress { width: 100%; height: .8rem; accent-color: var(--accent); }
summary { cursor: pointer; }
button, input { font: inherit; padding: .4rem .8rem; border-radius: .4rem; border: 1px solid var(--line); background: var(--card); color: var(--text); }
button { border-color: var(--accent); color: var(--accent); cursor: pointer; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } section { padding: .8rem; } }
`;
