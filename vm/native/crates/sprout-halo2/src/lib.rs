//! What a halo2 circuit needs to be published as a Sprout front end.
