/// The styles of every page. A picture keeps its light ground in the dark, since its colors are made for one, and its
/// scale, since a wide one that is made to fit cannot be read: it scrolls.
let htmlStyle = """
    :root { color-scheme: light dark; --ground: #fff; --text: #1c2128; --dim: #59636e; --line: #d1d9e0;
      --code: #f0f3f6; --red: #b3202c; --yellow: #8a5a00; --green: #1a6e33; --cyan: #0b6477;
      --ins: #dff5e3; --del: #fde4e4; }
    @media (prefers-color-scheme: dark) {
      :root { --ground: #14181d; --text: #e2e8ee; --dim: #98a4b0; --line: #39424c; --code: #20262d; --red: #ff8a8a;
        --yellow: #e5b659; --green: #7fd492; --cyan: #72cfe3; --ins: #17351f; --del: #40191c; } }
    body { margin: 0; background: var(--ground); color: var(--text);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
    main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
    h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
    h2 code { font-size: inherit; }
    .where { color: var(--dim); margin: 0 0 1.25rem; }
    code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, "DejaVu Sans Mono", monospace; font-size: .875em; }
    code { background: var(--code); border-radius: 4px; padding: .1em .35em; overflow-wrap: anywhere; }
    pre { background: var(--code); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; }
    pre.difference { padding: .5rem 0; line-height: 1.45; }
    .difference ins, .difference del { display: inline-block; min-width: 100%; box-sizing: border-box;
      padding: 0 1rem; text-decoration: none; white-space: pre; }
    .difference ins { background: var(--ins); }
    .difference del { background: var(--del); }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; }
    th { color: var(--dim); font-weight: 600; font-size: .875em; }
    td code { overflow-wrap: normal; }
    tbody tr { border-top: 1px solid var(--line); }
    ul { padding-left: 1.25rem; }
    li { margin: .25rem 0; }
    summary { cursor: pointer; color: var(--dim); }
    figure { margin: 1rem 0; padding: 1rem; background: #fff; border: 1px solid var(--line); border-radius: 6px;
      overflow-x: auto; }
    figure svg { display: block; margin: 0 auto; zoom: .75; }
    .sign { font-weight: 700; font-family: ui-monospace, Menlo, "DejaVu Sans Mono", monospace; }
    .red, .error { color: var(--red); }
    .yellow, .warning { color: var(--yellow); }
    .green { color: var(--green); }
    .cyan { color: var(--cyan); }
    .dim { color: var(--dim); }
    """
