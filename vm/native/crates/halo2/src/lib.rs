//! Halo2 behind the C ABI of Sprout's proving libraries.
