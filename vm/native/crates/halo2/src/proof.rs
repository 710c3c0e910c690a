//! Verification of proofs, with the transcript contracts can follow.

use std::cell::Cell;
use std::io::{self, Read};

use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1Affine};
use halo2_axiom::plonk::{VerifyingKey, verify_proof};
use halo2_axiom::poly::kzg::commitment::KZGCommitmentScheme;
use halo2_axiom::poly::kzg::multiopen::VerifierSHPLONK;
use halo2_axiom::poly::kzg::strategy::SingleStrategy;
use halo2_axiom::transcript::TranscriptReadBuffer;
use snark_verifier::loader::native::NativeLoader;
use snark_verifier::system::halo2::transcript::evm::{ChallengeEvm, EvmTranscript};
use sprout_abi::Failure;

use crate::srs::Params;

/// The commitment scheme.
pub type Scheme = KZGCommitmentScheme<Bn256>;
/// Challenges as contracts compute them.
pub type Challenge = ChallengeEvm<G1Affine>;
/// The transcript contracts can follow: Keccak, big-endian words.
pub type Transcript<S> = EvmTranscript<G1Affine, NativeLoader, S, Vec<u8>>;

/// Verifies a proof; it must be exactly as long as proofs for this key are.
///
/// # Errors
/// If it proves nothing.
pub fn verify(
    params: &Params,
    vk: &VerifyingKey<G1Affine>,
    instances: &[Vec<Fr>],
    proof: &[u8],
) -> Result<(), Failure> {
    let columns: Vec<&[Fr]> = instances.iter().map(Vec::as_slice).collect();
    let rest = Cell::new(proof);
    let mut transcript = Transcript::<Rest<'_>>::init(Rest(&rest));
    verify_proof::<Scheme, VerifierSHPLONK<'_, Bn256>, Challenge, _, _>(
        params,
        vk,
        SingleStrategy::new(params),
        &[&columns],
        &mut transcript,
    )
    .map_err(|err| Failure::receipt(format!("proof does not verify: {err}")))?;
    match rest.get() {
        [] => Ok(()),
        rest => Err(Failure::receipt(format!("proof has {} bytes too many", rest.len()))),
    }
}

/// Reads bytes and leaves what is left where others can see it.
struct Rest<'a>(&'a Cell<&'a [u8]>);

impl Read for Rest<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.0.get();
        let len = rest.read(buffer)?;
        self.0.set(rest);
        Ok(len)
    }
}
