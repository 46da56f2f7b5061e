//! Everything that runs the whole street; one binary, because linking it is what costs.

mod support;

mod catalogue;
mod diagnostics;
mod layers;
mod worked;
