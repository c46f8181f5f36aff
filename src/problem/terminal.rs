//! Problems as a terminal shows them: severity, code, place, the line with a caret, and what to do.
