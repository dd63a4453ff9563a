/** Style sheet of a report: one column, a paper's figure page; light, dark and print. */
export const styleSheet = `
:root { color-scheme: light dark; --ink: #1c1c1c; --soft: #595959; --line: #d5d5d5; --paper: #fff; --ok: #00664a; --no: #a33500; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --soft: #b3b3b3; --line: #444; --paper: #16181b; --ok: #5fd0a8; --no: #ff9a66; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Georgia, "Times New Roman", serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.35rem; margin: 2.6rem 0 .2rem; border-top: 1px solid var(--line); padding-top: 1.4rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p.lead, p.cite, figcaption, caption, footer { color: var(--soft); }
p.cite { margin-top: 0; font-size: .9rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font: .84rem/1.35 Helvetica, Arial, sans-serif; }
caption { text-align: left; padding: .3rem 0; }
th, td { padding: .25rem .5rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th { border-bottom: 2px solid var(--line); font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.ok { color: var(--ok); white-space: nowrap; } td.no { color: var(--no); font-weight: 700; white-space: nowrap; }
figure { margin: 1.6rem 0; }
figure .card { background: #fff; border-radius: 4px; padding: .5rem; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.flag { border: 2px solid var(--no); border-radius: 4px; padding: .5rem .7rem; }
figcaption { font-size: .9rem; margin-top: .5rem; }
code, pre { font: .84rem/1.45 ui-monospace, Menlo, Consolas, monospace; }
pre { overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; padding: .7rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .9rem; margin: .6rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
details { margin: 1rem 0; } summary { cursor: pointer; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { main { max-width: none; padding: 0; } figure, table { break-inside: avoid; } }
`;
