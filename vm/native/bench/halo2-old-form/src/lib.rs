//! The circuit of examples/halo2/sensors as Sprout 0.6 proved circuits: one module that makes public parameters, keys
//! and proof on every call, `prove(string) -> string`. What the benchmark compares the native prover with.

use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1Affine};
use halo2_axiom::plonk::{create_proof, keygen_pk, keygen_vk};
use halo2_axiom::poly::kzg::commitment::{KZGCommitmentScheme, ParamsKZG};
use halo2_axiom::poly::kzg::multiopen::ProverGWC;
use halo2_axiom::transcript::{Blake2bWrite, Challenge255, TranscriptWriterBuffer};
use rand_chacha::ChaCha20Rng;
use rand_core::{OsRng, SeedableRng};
use sprout_halo2::Message;
use wasm_bindgen::prelude::wasm_bindgen;

/// Proves a month of readings: a JSON array of strings, the circuit's size k and then the messages' data. The
/// answer is the proof in hexadecimal digits.
///
/// # Panics
/// When the input is something else or the readings do not satisfy the circuit; the host sees the panic's text.
#[wasm_bindgen]
pub fn prove(input: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    console_error_panic_hook::set_once();
    hex::encode(make(input).unwrap_or_else(|reason| panic!("{reason}")))
}

fn make(input: &str) -> Result<Vec<u8>, String> {
    let texts: Vec<String> = serde_json::from_str(input).map_err(|error| error.to_string())?;
    let [k, texts @ ..] = texts.as_slice() else { return Err("no message says k".into()) };
    let k: u32 = k.parse().map_err(|_| "the first message is no k".to_owned())?;
    let messages: Vec<Message> =
        texts.iter().map(|text| Message { data: text.clone().into_bytes() }).collect();
    let params = ParamsKZG::<Bn256>::setup(k, ChaCha20Rng::from_seed([7; 32]));
    let (empty, _) = halo2_sensors::circuit(&[]);
    let vk = keygen_vk(&params, &empty).map_err(|error| error.to_string())?;
    let key = keygen_pk(&params, vk, &empty).map_err(|error| error.to_string())?;
    let (circuit, instances) = halo2_sensors::circuit(&messages);
    let columns: Vec<&[Fr]> = instances.iter().map(Vec::as_slice).collect();
    let mut transcript = Blake2bWrite::<_, G1Affine, Challenge255<_>>::init(Vec::new());
    create_proof::<KZGCommitmentScheme<Bn256>, ProverGWC<'_, Bn256>, _, _, _, _>(
        &params,
        &key,
        &[circuit],
        &[&columns],
        OsRng,
        &mut transcript,
    )
    .map_err(|error| error.to_string())?;
    Ok(transcript.finalize())
}
