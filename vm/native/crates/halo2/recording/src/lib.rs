//! Compact, streamed recordings of halo2 circuits, and their decoder that trusts nothing.
