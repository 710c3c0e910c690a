//! The powers of tau (structured reference string) that KZG needs: container, origin, checks.
//!
//! Whoever knows the secret behind an SRS can prove anything with it. Nobody knows that of a ceremony;
//! everybody knows that of the devnet's, which is derived from a text. It is recognised by its id,
//! whatever file it is in.

mod check;
mod container;
mod convert;
mod devnet;

use std::sync::OnceLock;

use halo2_axiom::halo2curves::bn256::{Bn256, Fq, G1Affine, G2Affine};
use halo2_axiom::halo2curves::ff::PrimeField;
use halo2_axiom::poly::kzg::commitment::ParamsKZG;
use sha2::{Digest, Sha256};

use sprout_abi::Failure;

pub use check::check;
pub use container::{MAX_K, Srs};
pub use convert::{convert_halo2, convert_ptau};
pub use devnet::{make_devnet, secret};

/// Domain of the digest that names an SRS.
const ID_TAG: &[u8] = b"sprout/halo2/srs/v1\0";

/// Parameters for a number of rows.
pub type Params = ParamsKZG<Bn256>;

/// What an SRS is called: a digest of its first powers, the same for every size it is cut to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SrsId(pub [u8; 32]);

impl SrsId {
    /// The name of the SRS whose first power in G2 is `s_g2`.
    ///
    /// SHA-256 of `sprout/halo2/srs/v1\0` ‖ G1 generator ‖ G2 generator ‖ `s_g2`, points as the EVM's
    /// pairing takes them: big-endian words, imaginary parts first.
    pub fn of(g2: &G2Affine, s_g2: &G2Affine) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(ID_TAG);
        let g1 = G1Affine::generator();
        for word in [g1.x, g1.y] {
            hasher.update(word_of(&word));
        }
        hasher.update(g2_words(g2));
        hasher.update(g2_words(s_g2));
        Self(hasher.finalize().into())
    }

    /// Whether everybody knows the secret behind this SRS.
    pub fn is_unsafe(&self) -> bool {
        *self == devnet_id()
    }
}

/// The name of the devnet's SRS.
pub fn devnet_id() -> SrsId {
    static DEVNET: OnceLock<SrsId> = OnceLock::new();
    *DEVNET.get_or_init(|| {
        let g2 = G2Affine::generator();
        SrsId::of(&g2, &(g2 * secret()).into())
    })
}

/// What of an SRS is needed to verify.
///
/// # Errors
/// If the points of G2 cannot be those of an SRS.
pub fn verifier_params(k: u32, g2: G2Affine, s_g2: G2Affine) -> Result<Params, Failure> {
    check::generators(&g2, &s_g2)
        .map_err(|why| Failure::receipt(format!("receipt's public parameters: {why}")))?;
    Ok(container::params(k, vec![G1Affine::generator()], Vec::new(), g2, s_g2))
}

impl std::fmt::Display for SrsId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// A point of G2 as the EVM's pairing takes it.
pub fn g2_words(point: &G2Affine) -> [u8; 128] {
    let mut words = [0; 128];
    let parts = [point.x.c1, point.x.c0, point.y.c1, point.y.c0];
    for (place, part) in words.chunks_exact_mut(32).zip(parts) {
        place.copy_from_slice(&word_of(&part));
    }
    words
}

fn word_of(value: &Fq) -> [u8; 32] {
    let mut word = value.to_repr();
    word.reverse();
    word
}
