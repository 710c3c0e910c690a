//! What a halo2 circuit needs to be published as a Sprout front end.

mod arena;
pub mod record;
mod recorder;
mod system;

pub use halo2_axiom;
/// halo2 under the name most circuits know it by.
pub use halo2_axiom as halo2_proofs;
pub use halo2_axiom::halo2curves;
pub use halo2_axiom::halo2curves::bn256::Fr;
pub use system::constraint_system;
