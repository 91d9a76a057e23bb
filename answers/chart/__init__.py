"""Pictures: what is known -> a figure as a plain value -> pixels.

`curves` turns tallies into lines, bars, gaps and marks; `charts`, `years` and `cards` put them, with words, into the
values of `figure`; `pen` draws those with matplotlib, which `studio` loads only when the first picture is asked for.
Everything before `pen` is plain Python, so that what a picture claims can be tested without looking at it.
"""
