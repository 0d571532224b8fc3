/** What the pages of the set-up have beside the style of all pages. */
export const setupStyle = `
.setup-narrow { max-width: 44rem; }
.setup-narrow details { margin-top: .9rem; }
.setup-steps { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; margin: 1.2rem 0 0; padding: 0; counter-reset: step; }
.setup-steps li { counter-increment: step; font-size: .92rem; padding: .3rem 0; }
.setup-steps li::before { content: counter(step) ". "; }
.setup-steps [aria-current] { font-weight: 700; border-bottom: 3px solid var(--accent); }
.setup-form > label, .setup-form > fieldset { margin-top: 1rem; }
.setup-form > label { display: block; font-weight: 600; }
.setup-form input:not([type="checkbox"]) { width: 100%; max-width: 36rem; min-height: 2.7rem; background: var(--back); border-color: var(--soft); }
.setup-form .setup-tick { font-weight: 400; margin-top: .4rem; }
.setup-form input.setup-code { max-width: 14rem; font: 1.4rem ui-monospace, monospace; letter-spacing: .12em; text-transform: uppercase; }
.setup-form input.setup-code::placeholder { opacity: .6; }
fieldset { border: 0; padding: 0; margin: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; }
.setup-actions { display: flex; flex-wrap: wrap; gap: .7rem; margin-top: 1.2rem; align-items: center; }
.setup-actions button, .setup-button { display: inline-block; min-height: 2.7rem; padding: .55rem 1.2rem; border: 1px solid var(--accent); border-radius: .4rem; color: var(--accent); background: var(--card); text-decoration: none; line-height: 1.5; }
.setup-actions .setup-main { background: var(--accent); color: var(--card); font-weight: 600; }
.setup-actions button:hover, .setup-button:hover { text-decoration: underline; }
.setup-actions button[disabled] { opacity: .7; cursor: progress; }
.setup-problem { border-left: 4px solid var(--bad); color: var(--bad); padding: .4rem .8rem; margin: .6rem 0; background: var(--back); overflow-wrap: anywhere; }
.setup-ways { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem 2rem; }
.setup-todo li { margin: .7rem 0; }
.setup-options { list-style: none; padding: 0; margin: .5rem 0; display: grid; gap: .5rem; }
.setup-option { display: flex; gap: .8rem; align-items: flex-start; border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; margin: 0; cursor: pointer; color: var(--text); font-size: 1rem; font-weight: 400; }
.setup-option:has(:checked) { border-color: var(--accent); }
.setup-option > span { min-width: 0; flex: 1; overflow-wrap: anywhere; }
.setup-option input, .setup-tick input { accent-color: var(--accent); width: 1.15rem; height: 1.15rem; margin: .2rem 0 0; flex: none; }
.setup-tick input { vertical-align: -.15rem; margin: 0 .4rem 0 0; }
.setup-meaning { grid-template-columns: minmax(9rem, max-content) 1fr; border-top: 1px solid var(--line); margin-top: 1.4rem; padding-top: 1rem; }
.setup-meaning dt { font-weight: 600; }
.setup-pairs { list-style: none; padding: 0; margin: 1rem 0; }
.setup-pair { border-top: 1px solid var(--line); padding: 1rem 0; }
.setup-pair h3 { font-size: .95rem; margin: 0 0 .7rem; overflow-wrap: anywhere; font-weight: 600; }
.setup-faces { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.2rem; }
.setup-face { display: flex; gap: 1rem; min-width: 0; }
.setup-face > div:last-child { min-width: 0; flex: 1; overflow-wrap: anywhere; }
.setup-poster { flex: none; width: 7.5rem; aspect-ratio: 2 / 3; border-radius: .4rem; overflow: hidden; background: var(--code); display: grid; place-items: center; font-size: .8rem; text-align: center; }
.setup-poster img { width: 100%; height: 100%; object-fit: cover; display: block; }
.setup-when { text-transform: uppercase; letter-spacing: .06em; font-size: .75rem; font-weight: 700; color: var(--soft); margin: 0; }
.setup-face h4 { margin: .1rem 0 .4rem; font-size: 1.02rem; overflow-wrap: anywhere; }
.setup-facts { display: block; font-size: .88rem; }
.setup-facts div { margin: .15rem 0; }
.setup-facts dt { display: inline; } .setup-facts dt::after { content: ": "; } .setup-facts dd { display: inline; margin: 0; }
.setup-summary { font-size: .88rem; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; }
.setup-none { border: 1px dashed var(--line); border-radius: .5rem; padding: .9rem; }
.setup-reason { font-size: .85rem; margin-top: .6rem; overflow-wrap: anywhere; }
.setup-plan { list-style: none; padding: 0; margin: 1rem 0; }
.setup-plan li { display: flex; gap: .9rem; align-items: flex-start; padding: .7rem 0; border-top: 1px solid var(--line); }
.setup-plan .state { flex: none; min-width: 6.9rem; text-align: center; font-size: .85rem; }
.setup-plan p { margin: 0 0 .15rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .setup-steps { gap: .1rem 1rem; }
  .setup-faces { gap: .8rem; }
  .setup-face { display: block; }
  .setup-poster { width: 100%; max-width: 9rem; margin-bottom: .5rem; }
  .setup-meaning { grid-template-columns: 1fr; }
  .setup-plan li { display: block; }
  .setup-plan .state { display: inline-block; min-width: 0; margin-bottom: .3rem; }
}
`;
