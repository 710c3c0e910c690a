//! Sprout 0.6's simple halo2 project: the whole prover, key generation included, in one module that
//! exports `prove(string) -> string` through wasm-bindgen. It shows that such modules still run, and is
//! no pattern for new projects: every call sets up everything again.
//!
//! The circuit knows `a` and `b` and shows `c = 4 · (a · b)²`.

mod circuit;
mod proof;

use halo2_axiom::halo2curves::bn256::Fr;
use rand_core::OsRng;
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

pub use circuit::SimpleCircuit;
pub use proof::verify;

/// The factor of the product's square in the public output.
pub const CONSTANT: u64 = 4;

/// One message: the two private numbers.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Input {
    /// The first factor.
    pub private_a: u64,
    /// The second factor.
    pub private_b: u64,
}

impl Input {
    /// What the circuit shows for these numbers.
    pub fn public_output(self) -> Fr {
        let product = Fr::from(self.private_a) * Fr::from(self.private_b);
        Fr::from(CONSTANT) * product * product
    }
}

/// Proves the first of the messages, a JSON array of data strings, and gives the proof as hexadecimal
/// digits.
///
/// # Panics
/// When there is no message or it is not JSON with two numbers; the host sees the panic's text.
#[wasm_bindgen]
pub fn prove(messages: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    console_error_panic_hook::set_once();
    let input = first_message(messages).unwrap_or_else(|reason| panic!("{reason}"));
    hex::encode(proof::prove(input, OsRng))
}

fn first_message(messages: &str) -> Result<Input, String> {
    let messages: Vec<String> =
        serde_json::from_str(messages).map_err(|error| format!("messages: {error}"))?;
    let first = messages.first().ok_or("there is no message")?;
    serde_json::from_str(first).map_err(|error| format!("message: {error}"))
}
