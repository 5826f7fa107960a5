import { fontFamily } from "../charts/index.ts";

/** The page around charts; needs their colours. Sizes: 13, 14, 16, 18, 22, 30 pixels at the usual setting. */
export const pageRules = `*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--stemma-page);color:var(--stemma-text);font:1rem/1.55 ${fontFamily}}
header,nav,main,footer{max-width:80rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:1.875rem;margin:.25rem 0}
h2{font-size:1.375rem;margin:0 0 .75rem}
h3{font-size:1.125rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.5rem 0;max-width:70ch}
small,.kicker,.date,.rest,.advice,.finding summary{font-size:.875rem}
.kicker,.date,.rest,.advice,dt{color:var(--stemma-muted)}
.kicker{margin:0;font-weight:600}
a{color:var(--stemma-link);text-underline-offset:.15em;text-decoration-thickness:from-font}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--stemma-link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999rem;padding:.5rem 1rem;background:var(--stemma-page)}
.skip:focus{left:1rem;top:.5rem}
.id{overflow-wrap:anywhere;unicode-bidi:isolate}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1.5rem 0}
.figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:.75rem 1rem;border:1px solid var(--stemma-line);border-radius:.5rem;background:var(--stemma-panel)}
.figures dt{font-size:.875rem}
.figures dd{margin:0;font-size:1.875rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
nav{margin-top:1rem}
nav h2{font-size:1rem;margin:0 0 .25rem}
nav ol{columns:16rem;margin:0;padding:0 0 0 1.5rem;font-size:.9375rem}
nav li{padding:.125rem 0}
section{margin-top:2.5rem;padding-top:1.5rem;border-top:1px solid var(--stemma-line);scroll-margin-top:0}
.scroll{overflow-x:auto;margin:.75rem 0;background:linear-gradient(to right,var(--stemma-page) 40%,transparent) 0 0/2rem 100% no-repeat local,linear-gradient(to left,var(--stemma-page) 40%,transparent) 100% 0/2rem 100% no-repeat local,linear-gradient(to right,var(--stemma-line),transparent) 0 0/.75rem 100% no-repeat,linear-gradient(to left,var(--stemma-line),transparent) 100% 0/.75rem 100% no-repeat}
.natural .panels{direction:rtl}
.natural .panel{direction:ltr;margin-right:auto}
.scroll+.scroll,.rest+.scroll{margin-top:1.75rem}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:0 0 .5rem;color:var(--stemma-text)}
caption span{display:inline-block;position:sticky;left:0;max-width:calc(100vw - 2.5rem);overflow-wrap:anywhere}
th,td{padding:.4rem .75rem;border-bottom:1px solid var(--stemma-line);text-align:left;vertical-align:top}
thead th{border-bottom:2px solid var(--stemma-edge);vertical-align:bottom;font-weight:600;min-width:5.5rem;max-width:14rem;overflow-wrap:anywhere}
.wide thead th{min-width:9rem}
thead th.group{text-align:center;border-bottom-width:1px;border-left:1px solid var(--stemma-line)}
tbody th{font-weight:500;min-width:11rem;max-width:24rem}
td{max-width:34rem;min-width:4.5rem}
.number{text-align:right;white-space:nowrap}
tbody tr:hover{background:var(--stemma-panel)}
q{overflow-wrap:anywhere}
figure{margin:1.5rem 0}
figcaption{font-weight:600;overflow-wrap:anywhere}
.stemma-chart{display:block;width:100%;height:auto}
.fluid .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17.5rem),1fr));gap:1.25rem;overflow-x:visible}
.fluid .panel{max-width:27rem}

.narrow{display:none}
.panel-title{margin:0 0 .25rem;font-size:.875rem;font-weight:600}
details{margin:.5rem 0}
summary{cursor:pointer;padding:.25rem 0;color:var(--stemma-link);font-size:.9375rem;overflow-wrap:anywhere}
.definitions,.making{font-size:.9375rem}
.definitions dt{font-weight:600;color:var(--stemma-text)}
.definitions dd{margin:0 0 .5rem;max-width:80ch}
.making div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:1rem;padding:.3rem 0;border-bottom:1px solid var(--stemma-line)}
.making dd{margin:0;overflow-wrap:anywhere;min-width:0}
.findings{list-style:none;padding:0;margin:1rem 0;display:grid;gap:.625rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));align-items:start}
.finding{border:1px solid var(--stemma-line);border-left-width:.375rem;border-radius:.375rem;padding:.375rem .875rem;min-width:0;font-size:.9375rem;line-height:1.4}
.finding p{margin:.125rem 0;max-width:none;overflow-wrap:anywhere}
.finding details{margin:0}
.finding strong{font-weight:600}
.finding.high{border-left-color:var(--stemma-alarm)}
.finding.medium{border-left-color:var(--stemma-caution)}
.finding.low,.finding.info{border-left-color:var(--stemma-edge)}
.mark{font-weight:650;white-space:nowrap}
.mark.high{color:var(--stemma-alarm)}
.mark.medium{color:var(--stemma-caution)}
.mark.calm{color:var(--stemma-calm)}
.mark.low{color:var(--stemma-text)}
.mark.info{color:var(--stemma-muted)}
.unbroken{white-space:nowrap}
.none{color:var(--stemma-muted)}
.notes,.paths{padding-left:1.5rem;margin:.5rem 0}
.notes ul{padding-left:1.25rem;margin:.25rem 0}
.notes li,.paths li{margin:.3rem 0;max-width:90ch}
.path{overflow-wrap:anywhere}
.path .arrow{color:var(--stemma-muted)}
.heat b{font-weight:600}
.heat{display:block;margin:-.2rem -.4rem;padding:.2rem .4rem;border-radius:.25rem}
.heat-1{background:color-mix(in srgb,var(--stemma-math) 7%,transparent)}
.heat-2{background:color-mix(in srgb,var(--stemma-math) 14%,transparent)}
.heat-3{background:color-mix(in srgb,var(--stemma-math) 21%,transparent)}
.heat-4{background:color-mix(in srgb,var(--stemma-math) 28%,transparent)}
.heat-5{background:color-mix(in srgb,var(--stemma-math) 35%,transparent)}
:target{outline:2px solid var(--stemma-link);outline-offset:.5rem}
section:target{outline:none}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;font-size:.875rem;color:var(--stemma-muted)}
@media (max-width:40rem){header,nav,main,footer{padding-left:1rem;padding-right:1rem}header{padding-top:1.5rem}h1{font-size:1.5rem}.figures{grid-template-columns:repeat(2,1fr)}.figures dd{font-size:1.5rem}tbody th{min-width:9rem;max-width:14rem}th,td{padding:.35rem .5rem}td:not(.number){min-width:8.5rem}.making div{grid-template-columns:1fr;gap:0}.narrow{display:block}}
@media print{html{font-size:10pt}th,td,thead th,tbody th,.wide thead th{min-width:0;white-space:normal;overflow-wrap:anywhere}nav,.skip{display:none}header,main,footer{max-width:none;padding:0}section{break-before:auto}h2,h3,h4,figcaption,caption{break-after:avoid}tr,.finding,.panel,.figures{break-inside:avoid}.scroll{overflow:visible;background:none}a{color:inherit;text-decoration:none}.natural .panel{min-width:0!important}details:not([open])>*:not(summary){display:none}}`;
