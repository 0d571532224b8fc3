/** Cards, buttons, forms and what stands in them. */
export const componentStyle = `
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.25rem; margin: 1rem 0; }
section.empty { text-align: center; padding: 2.5rem 1.25rem; }
section.problems { border-color: var(--bad); border-left-width: .35rem; }
.problems h2 { color: var(--bad); }
.state, .pill { display: inline-block; font-weight: 600; font-size: .85rem; line-height: 1.5; padding: .05rem .65rem; border-radius: 1rem; background: var(--code); color: var(--text); white-space: nowrap; }
.state.good, .pill.good { background: var(--good-back); color: var(--good); }
.state.warn, .pill.warn { background: var(--warn-back); color: var(--warn); }
.state.bad, .pill.bad { background: var(--bad-back); color: var(--bad); }
.notice { margin: 1rem 0; padding: .8rem 1.1rem; border-radius: .6rem; border: 1px solid currentcolor; }
.notice.good { background: var(--good-back); } .notice.bad { background: var(--bad-back); }
.notice h3 { margin-top: 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem; margin: 1rem 0; }
.pair section { margin: 0; }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: .4rem 1rem; }
.bar h2, .bar h3 { margin: 0; }
.bar .button.main, .bar > form, .bar > details { margin-left: auto; }
.bar > form + details { margin-left: 0; }
dl { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .3rem 1rem; margin: .5rem 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
dl.small { font-size: .88rem; grid-template-columns: minmax(4rem, max-content) 1fr; gap: .1rem .8rem; }
progress { width: 100%; height: .7rem; accent-color: var(--accent); margin-top: .6rem; }
button, .button, input, select { font: inherit; min-height: 2.4rem; padding: .35rem .9rem; border-radius: .45rem; border: 1px solid var(--soft); background: var(--card); color: var(--text); }
button, .button { display: inline-flex; align-items: center; justify-content: center; gap: .4rem; border-color: var(--accent); color: var(--accent); font-weight: 600; line-height: 1.3; text-align: center; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { background: var(--tint); }
button.main, .button.main { background: var(--accent-back); border-color: var(--accent-back); color: var(--on-accent); }
button.main:hover, .button.main:hover { filter: brightness(1.1); }
button.danger { border-color: var(--bad); color: var(--bad); }
button.danger:hover { background: var(--bad-back); }
form.inline { display: inline-block; margin: 0; }
form.fields { display: flex; flex-wrap: wrap; align-items: end; gap: .6rem 1rem; }
form.fields p { margin: 0; flex: 1 1 10rem; min-width: 0; }
form.fields .wide { flex: 3 1 16rem; }
form.fields.tall .wide { flex-basis: 100%; }
form.fields .go { flex: 0 0 auto; display: flex; align-items: center; gap: 1rem; }
form.go { display: flex; flex-wrap: wrap; gap: .8rem; margin-top: 1.2rem; }
label, .label { display: block; font-size: .88rem; color: var(--soft); }
label { margin-bottom: .15rem; }
input:not([type="hidden"]), select { width: 100%; }
.address { display: block; flex: 1; min-width: 0; font-size: 1.05rem; padding: .6rem .8rem; user-select: all; }
.copy { display: flex; flex-wrap: wrap; gap: .6rem; align-items: stretch; }
.sure[open] > summary { margin-bottom: .4rem; }
.sure > summary { color: var(--soft); padding: .35rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; border-top: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; border-top: 0; }
td { overflow-wrap: anywhere; min-width: 8rem; }
.chips { display: flex; flex-wrap: wrap; gap: .45rem; list-style: none; padding: 0; margin: .8rem 0 0; }
.chips a { display: inline-block; padding: .25rem .8rem; border-radius: 1.2rem; border: 1px solid var(--line); background: var(--card); color: var(--text); text-decoration: none; }
.chips a:hover { border-color: var(--accent); }
.chips a[aria-current] { background: var(--accent-back); border-color: var(--accent-back); color: var(--on-accent); font-weight: 600; }
.chips .number { font-variant-numeric: tabular-nums; font-weight: 600; }
.agreement { display: grid; grid-template-columns: auto 1fr; gap: 1rem 2.2rem; align-items: center; padding: 1.5rem; }
.gauge { position: relative; width: 11rem; height: 11rem; }
.gauge h2 { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center; margin: 0; font-size: .95rem; font-weight: 400; line-height: 1.2; }
.big { font-size: 2.3rem; font-weight: 700; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.ring { width: 100%; height: 100%; transform: rotate(-90deg); }
.ring circle { fill: none; stroke-width: 10; }
.ring .track { stroke: var(--code); }
.ring .part { stroke: var(--warn); stroke-linecap: round; }
.ring.full .part { stroke: var(--good); } .ring.some .part { stroke: var(--bad); } .ring.none .part { stroke: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem; list-style: none; margin: .8rem 0; padding: 0; }
.tile { display: block; height: 100%; padding: .55rem .8rem; border-radius: .5rem; border: 1px solid var(--line); background: var(--back); color: var(--text); text-decoration: none; line-height: 1.3; }
.tile:hover { border-color: var(--accent); }
.tile .number { display: block; font-size: 1.35rem; font-weight: 700; color: var(--accent); font-variant-numeric: tabular-nums; }
.tile.calm .number { color: var(--soft); font-weight: 400; }
@media (max-width: 44rem) {
  section { padding: .9rem; }
  .agreement { grid-template-columns: 1fr; justify-items: center; padding: 1.1rem .9rem; }
  .agreement > div:last-child { width: 100%; }
  .tiles { grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); }
}
@media (max-width: 28rem) { dl { grid-template-columns: minmax(5rem, max-content) 1fr; gap: .3rem .8rem; } }
`;
