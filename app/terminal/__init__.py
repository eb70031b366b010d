"""A terminal in the window: what programs write, as a screen of cells, and what is typed.

`screen.py` and what it stands on know no Qt. `session.py` is a terminal's life, `view.py` paints
it, `tabs.py` is what a window shows; `host.py` is what they ask of the window.

The emulation is our own, not pyte's: pyte 0.8 has no alternate screen and keeps no modes for the
mouse, for pasting or for the focus, marks (OSC 133) cannot be heard through it, and it looks at
each character by itself and makes an object for each cell: floods of plain lines take it some 40
times as long, other output 1.5 to 30 times (`tests/bench/bench_terminal.py`). Here only what
`allowed.py` names does anything. Character widths are wcwidth's.
"""
