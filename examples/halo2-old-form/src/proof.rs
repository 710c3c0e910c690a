//! Setup, keys and proof, all made again on every call as such projects did.

use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1Affine};
use halo2_axiom::plonk::{ProvingKey, create_proof, keygen_pk, keygen_vk, verify_proof};
use halo2_axiom::poly::commitment::ParamsProver;
use halo2_axiom::poly::kzg::commitment::{KZGCommitmentScheme, ParamsKZG};
use halo2_axiom::poly::kzg::multiopen::{ProverGWC, VerifierGWC};
use halo2_axiom::poly::kzg::strategy::SingleStrategy;
use halo2_axiom::transcript::{
    Blake2bRead, Blake2bWrite, Challenge255, TranscriptReadBuffer, TranscriptWriterBuffer,
};
use rand_chacha::ChaCha20Rng;
use rand_core::{RngCore, SeedableRng};

use crate::{Input, SimpleCircuit};

/// The circuit has 2^K rows.
const K: u32 = 5;

/// A setup everybody knows the secret of: good for an example, and for nothing else.
fn setup() -> ParamsKZG<Bn256> {
    ParamsKZG::setup(K, ChaCha20Rng::from_seed([7; 32]))
}

fn keys(params: &ParamsKZG<Bn256>) -> ProvingKey<G1Affine> {
    let empty = SimpleCircuit::default();
    let verifying = keygen_vk(params, &empty).expect("the circuit has a verifying key");
    keygen_pk(params, verifying, &empty).expect("the circuit has a proving key")
}

/// Makes a proof of the input's circuit.
pub(crate) fn prove(input: Input, random: impl RngCore) -> Vec<u8> {
    let params = setup();
    let circuit = SimpleCircuit { input: Some(input) };
    let mut transcript = Blake2bWrite::<_, G1Affine, Challenge255<_>>::init(Vec::new());
    create_proof::<KZGCommitmentScheme<Bn256>, ProverGWC<'_, Bn256>, _, _, _, _>(
        &params,
        &keys(&params),
        &[circuit],
        &[&[&[input.public_output()]]],
        random,
        &mut transcript,
    )
    .expect("the proof is made");
    transcript.finalize()
}

/// Whether the proof shows this public output.
pub fn verify(public_output: Fr, proof: &[u8]) -> bool {
    let params = setup();
    let mut transcript = Blake2bRead::<_, G1Affine, Challenge255<_>>::init(proof);
    verify_proof::<KZGCommitmentScheme<Bn256>, VerifierGWC<'_, Bn256>, _, _, _>(
        params.verifier_params(),
        keys(&params).get_vk(),
        SingleStrategy::new(&params),
        &[&[&[public_output]]],
        &mut transcript,
    )
    .is_ok()
}
