/** A table as a list of cards on screens up to a width. */
function asCards(table: string, width: string): string {
  return `@media screen and (max-width:${width}){
table${table},${table} tbody,${table} tr,${table} td,${table} tbody th{display:block}
${table} thead{display:none}
${table} tr{padding:.75rem 0;border-bottom:1px solid var(--line)}
${table} td,${table} tbody th,${table} td.n,${table} td.k{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.5rem;text-align:left;white-space:normal;border:0;padding:.15rem 0}
${table} td::before{content:attr(data-label);color:var(--quiet);font-size:.8125rem;line-height:1.8}
${table} tbody th{display:block;font-size:1rem;min-width:0;max-width:none}
${table} td:empty{display:none}
}`;
}

/**
 * The look of all pages. Colours are told apart by people who see few of them, too: outages are darker the longer they were, what is
 * unknown is hatched, maintenance is a line of its own.
 */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--panel:#f5f7f9;--ink:#1a1f26;--quiet:#56606c;--line:#d9dfe5;--good:#1a7a58;--calm:#bfe3d4;--bad:#b8390e;--warn:#8a5a00;
--out1:#f7c9ae;--out2:#ec9463;--out3:#d05a24;--out4:#8f2c08;--works:#3f63c6;--hatch:#a3adb8}
@media (prefers-color-scheme:dark){:root{--paper:#10141a;--panel:#181e26;--ink:#e7ebf0;--quiet:#a2adb9;--line:#2e3641;--good:#4cc398;--calm:#21594a;--bad:#ff8d62;--warn:#e0b04c;
--out1:#7a4a33;--out2:#b5643a;--out3:#ec7f47;--out4:#ffb48e;--works:#8aa6ff;--hatch:#59646f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:68rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
h1{font-size:2rem;line-height:1.2;margin:.1rem 0}
h2{font-size:1.15rem;margin:0 0 .75rem}
p{margin:.25rem 0}
section{margin-top:2.5rem}
a{color:inherit;text-underline-offset:.15em}
.quiet{color:var(--quiet)}
.small{font-size:.875rem}
.verdict{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.5rem;margin-top:1.5rem;padding:1.25rem 1.5rem;border-radius:.75rem;background:var(--panel);border-left:.4rem solid var(--tone)}
.verdict strong{font-size:2.75rem;line-height:1.1;color:var(--tone);white-space:nowrap;font-weight:650}
.verdict p{font-size:1.125rem;flex:1 1 16rem}
.good{--tone:var(--good)}.bad{--tone:var(--bad)}.none{--tone:var(--quiet)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:1px;margin:1.25rem 0 0;border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
.figures div{padding:.75rem 1rem;box-shadow:0 0 0 1px var(--line)}
.figures dt{color:var(--quiet);font-size:.8125rem}
.figures dd{margin:0;font-size:1.125rem;font-weight:600}
.figures dd .small{font-weight:400}
.bar{position:relative;height:1.25rem;border-radius:.3rem;background:var(--calm);overflow:hidden}
.bar i{position:absolute;inset:0 auto 0 0;background:var(--out3)}
.bar b{position:absolute;inset:0 0 0 auto;background:var(--out4)}
.bar.over{background:var(--out3)}
.strip{display:flex;gap:2px}
.strip div{flex:1 1 0;min-width:0}
.cell{position:relative;display:block;height:2.75rem;border-radius:.2rem;background:var(--calm);overflow:hidden}
.cell.o1{background:var(--out1)}.cell.o2{background:var(--out2)}.cell.o3{background:var(--out3)}.cell.o4{background:var(--out4)}
.cell.off{background:var(--panel);box-shadow:inset 0 0 0 1px var(--line)}
.cell.later{background:none;box-shadow:inset 0 0 0 1px var(--line)}
.cell.u,.key.u,.lane i.u{background:repeating-linear-gradient(135deg,var(--hatch) 0 2px,transparent 2px 6px)}
.cell.w::after,.key.w::after{content:"";position:absolute;left:0;right:0;bottom:0;height:.4rem;background:var(--works);border-top:2px solid var(--paper)}
.strip small{display:block;text-align:center;font-size:.6875rem;line-height:1.6;color:var(--quiet);overflow:visible;white-space:nowrap}
.strip.many{gap:1px}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.75rem 0 0;padding:0;list-style:none;font-size:.8125rem;color:var(--quiet)}
.legend li{display:flex;align-items:center;gap:.4rem}
.key{position:relative;display:inline-block;width:1rem;height:1rem;border-radius:.2rem;background:var(--calm)}
.key.o1{background:var(--out1)}.key.o2{background:var(--out2)}.key.o3{background:var(--out3)}.key.o4{background:var(--out4)}
.key.w{background:var(--panel)}
.key.off{background:var(--panel);box-shadow:inset 0 0 0 1px var(--line)}
.lanes{display:grid;grid-template-columns:minmax(6rem,14rem) 1fr;gap:.35rem .75rem;align-items:center;font-size:.875rem}
.lanes>span{line-height:1.25}
.lane{position:relative;height:1.25rem;background:var(--panel);border-radius:.2rem}
.lane svg{position:absolute;inset:0;width:100%;height:100%}
.lane path{fill:var(--out3);stroke:var(--out3);stroke-width:.6px;vector-effect:non-scaling-stroke}
.lane i{position:absolute;top:0;bottom:0}
.lane i.w{background:var(--works);top:30%;bottom:30%;min-width:3px;margin-left:-1px;border-radius:1px}
.lane em{position:absolute;top:0;bottom:0;width:1px;background:var(--line)}
.axis{position:relative;height:1.25rem;font-size:.75rem;color:var(--quiet)}
.axis span{position:absolute;transform:translateX(-50%);white-space:nowrap}
.axis .first{transform:none}
.axis .last{transform:translateX(-100%)}
.chart{position:relative;height:11rem;margin:2.5rem 1rem 2.5rem 4.5rem}
.chart svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.chart .grid{position:absolute;left:0;right:0;height:1px;background:var(--line)}
.chart .grid span{position:absolute;right:100%;margin-right:.6rem;transform:translateY(-50%);font-size:.75rem;color:var(--quiet);white-space:nowrap}
.chart .aim{position:absolute;left:0;right:0;border-top:2px dashed var(--works)}
.chart .dot{position:absolute;width:.7rem;height:.7rem;margin:-.35rem;border-radius:50%;background:var(--good);box-shadow:0 0 0 2px var(--paper)}
.chart .dot.missed{background:var(--bad);border-radius:1px;transform:rotate(45deg)}
.chart .dot.part{background:var(--paper);border:2px solid var(--good)}
.chart .dot.missed.part{border-color:var(--bad)}
.chart .value{position:absolute;text-align:center;text-shadow:0 0 3px var(--paper),0 0 3px var(--paper);transform:translate(-50%,calc(-100% - .5rem));font-size:.75rem;white-space:nowrap}
.chart .value small{display:block;font-size:.6875rem;line-height:1.2;color:var(--quiet)}
.chart .value.under{transform:translate(-50%,.5rem)}
.chart .value.first{text-align:left;transform:translate(-.5rem,calc(-100% - .5rem))}
.chart .value.under.first{transform:translate(-.5rem,.5rem)}
.chart .value.last{text-align:right;transform:translate(calc(-100% + .5rem),calc(-100% - .5rem))}
.chart .value.under.last{transform:translate(calc(-100% + .5rem),.5rem)}
.chart .name{position:absolute;top:100%;margin-top:.75rem;transform:translateX(-50%);font-size:.75rem;color:var(--quiet);white-space:nowrap}
.line{fill:none;stroke:var(--quiet);stroke-width:1.5;vector-effect:non-scaling-stroke;stroke-linejoin:round;stroke-linecap:round}
.key.dot{border-radius:50%;background:var(--good);width:.7rem;height:.7rem}
.key.dot.missed{background:var(--bad);border-radius:1px;transform:rotate(45deg)}
.key.dot.part{background:none;border:2px solid var(--quiet)}
.key.aim{height:0;border-top:2px dashed var(--works);background:none;border-radius:0}
.line.p50{stroke:var(--works);stroke-width:2}
.line.p95{stroke:var(--out3);stroke-dasharray:5 3}
.key.p50,.key.p95{height:0;border-radius:0;background:none;border-top:2px solid var(--works)}
.key.p95{border-top:2px dashed var(--out3)}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
th{color:var(--quiet);font-weight:500;font-size:.8125rem;overflow-wrap:normal}
tbody th{color:inherit;font-size:inherit;font-weight:600;overflow-wrap:anywhere;min-width:9rem;max-width:24rem}
td.n,th.n{text-align:right;white-space:nowrap;padding-right:1.5rem}
td.k{white-space:nowrap}
.tag{color:var(--tone);font-weight:600;white-space:nowrap}
.spark{width:7.5rem;height:1.75rem;overflow:visible;display:block}
.spark .line{stroke:var(--ink)}
.spark .aim{stroke:var(--works);stroke-width:1;stroke-dasharray:3 3;vector-effect:non-scaling-stroke}
.spark .ring,.spark .hole{fill:none;stroke:var(--ink);stroke-width:7;stroke-linecap:round;vector-effect:non-scaling-stroke}
.spark .hole{stroke:var(--paper);stroke-width:4}
.note{display:block;font-size:.75rem;font-weight:400;color:var(--quiet);white-space:nowrap}
.mini{display:inline-block;position:relative;width:5rem;height:.6rem;border-radius:.2rem;background:var(--out3);overflow:hidden;vertical-align:middle;margin-right:.5rem}
.mini i{position:absolute;inset:0 auto 0 0;background:var(--good)}
.alerts{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0 0;padding:0;list-style:none}
.alerts li{padding:.25rem .75rem;border:1px solid var(--line);border-radius:1rem;font-size:.9375rem}
.alerts li.bad{border-color:var(--bad);color:var(--bad)}
.method li{margin:.35rem 0}
.method ul{padding-left:1.2rem;margin:0}
@media (max-width:44rem){
main{padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem}
.verdict{padding:1rem}
.verdict strong{font-size:2.25rem}
.figures{grid-template-columns:1fr 1fr}
.figures div:last-child:nth-child(odd){grid-column:1/-1}
.strip{gap:1px}
.strip small{visibility:hidden}
.strip small.main{visibility:visible}
.cell{border-radius:.1rem}
.lanes{grid-template-columns:1fr}
.lanes>span:empty{display:none}
.axis .odd{display:none}
.chart{margin-left:4.25rem;margin-right:.5rem}
.chart .value{display:none}
.chart .value.main{display:block}
.chart .name.odd{display:none}
}
${asCards('.cards', '44rem')}
${asCards('.fleet', '64rem')}
@page{size:A4;margin:14mm}
@media print{
:root{--paper:#fff;--panel:#f5f7f9;--ink:#1a1f26;--quiet:#56606c;--line:#d9dfe5;--good:#1a7a58;--calm:#bfe3d4;--bad:#b8390e;--out1:#f7c9ae;--out2:#ec9463;--out3:#d05a24;--out4:#8f2c08;--works:#3f63c6;--hatch:#a3adb8}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
html{font-size:12px}
body{font-size:1rem}
main{max-width:none;padding:0}
section{margin-top:1.75rem}
.chart{height:9rem;margin-left:5rem;margin-right:2rem}
tr,li,.verdict,.figures,.chart,.lanes,.strip{break-inside:avoid}
h2{break-after:avoid}
thead{display:table-header-group}
.cards th,.cards td{padding-left:.25rem;padding-right:.25rem;font-size:.875rem}
a{text-decoration:none}
}
`.replace(/\n/g, '');
