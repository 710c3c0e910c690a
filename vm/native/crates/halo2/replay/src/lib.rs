//! A halo2 circuit made of recordings, equal to the recorded one.
