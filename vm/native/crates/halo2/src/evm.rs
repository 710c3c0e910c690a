//! The contract that verifies proofs of one program.
//!
//! snark-verifier writes it as one block of assembly in a `fallback` function. Calldata is the public inputs,
//! one big-endian word each, column by column, followed by the proof as the library makes it; nothing is
//! returned, and whatever does not verify reverts. What snark-verifier writes is made as strict as the native
//! verifier: see [`harden`].

use std::rc::Rc;

use halo2_axiom::halo2curves::bn256::{Bn256, Fq, Fr, G1Affine};
use halo2_axiom::plonk::VerifyingKey;
use halo2_axiom::poly::commitment::ParamsProver;
use snark_verifier::loader::evm::EvmLoader;
use snark_verifier::pcs::kzg::{Bdfg21, KzgAs};
use snark_verifier::system::halo2::transcript::evm::EvmTranscript;
use snark_verifier::system::halo2::{Config, compile};
use snark_verifier::verifier::SnarkVerifier;
use snark_verifier::verifier::plonk::PlonkVerifier;
use sprout_abi::Failure;

use crate::srs::Params;

/// The multi-opening scheme of proofs.
type Scheme = KzgAs<Bn256, Bdfg21>;

/// Solidity source of the verifier of proofs for `vk` with `instances[i]` public inputs in column i.
///
/// # Errors
/// If snark-verifier cannot express the circuit, or wrote something this library does not know.
pub fn verifier(
    params: &Params,
    vk: &VerifyingKey<G1Affine>,
    instances: &[usize],
) -> Result<String, Failure> {
    let unable = |err| Failure::program(format!("no EVM verifier can be made of it: {err:?}"));
    let config = Config::kzg().with_num_instance(instances.to_vec());
    let protocol = compile(params, vk, config);
    let key = (params.get_g()[0], params.g2(), params.s_g2()).into();

    let loader = EvmLoader::new::<Fq, Fr>();
    let protocol = protocol.loaded(&loader);
    let mut transcript = EvmTranscript::<_, Rc<EvmLoader>, _, _>::new(&loader);
    let values = transcript.load_instances(instances.to_vec());
    let proof = PlonkVerifier::<Scheme>::read_proof(&key, &protocol, &values, &mut transcript)
        .map_err(unable)?;
    PlonkVerifier::<Scheme>::verify(&key, &protocol, &values, &proof).map_err(unable)?;
    harden(&loader.solidity_code())
}

/// Makes the contract accept exactly what the native verifier accepts.
///
/// As snark-verifier writes it, a scalar is reduced modulo the field's order, so that a public input or an
/// evaluation has several spellings; bytes behind the proof are ignored; and a commitment to zero is refused,
/// although circuits exist whose honest proofs have one. What is malformed is refused where it is read: later, a
/// precompile would burn all gas over it.
fn harden(source: &str) -> Result<String, Failure> {
    let (mut size, mut coordinates) = (0, 0);
    let mut hardened = String::with_capacity(source.len() + 4096);
    for line in source.lines() {
        let line = match scalar(line) {
            Some((place, offset, at)) => {
                size = size.max(at + 0x20);
                format!(
                    "{{ let s := calldataload({offset}) if iszero(lt(s, f_q)) {{ revert(0, 0) }} mstore({place}, s) }}"
                )
            }
            None => {
                if let Some(at) = coordinate(line) {
                    size = size.max(at + 0x20);
                    coordinates += 1;
                }
                line.to_owned()
            }
        };
        hardened.push_str(line.trim_start());
        hardened.push('\n');
    }
    let points = coordinates / 2;
    let once = [
        ("pragma solidity 0.8.19;", "pragma solidity ^0.8.19;".to_owned()),
        (
            "valid := and(valid, is_affine)",
            "valid := and(valid, or(is_affine, iszero(or(x, y))))".to_owned(),
        ),
        (
            "let success := true",
            format!(
                "if iszero(eq(calldatasize(), {size:#x})) {{ revert(0, 0) }}\nlet success := true"
            ),
        ),
    ];
    for (from, to) in once {
        if hardened.matches(from).count() != 1 {
            return Err(unknown(from));
        }
        hardened = hardened.replace(from, &to);
    }
    let checks = hardened.matches("validate_ec_point(x, y), success").count();
    let hardened = hardened.replace(
        "success := and(validate_ec_point(x, y), success)",
        "if iszero(validate_ec_point(x, y)) { revert(0, 0) }",
    );
    let checked = hardened.matches("if iszero(validate_ec_point(x, y))").count();
    if checked != points || checked != checks || hardened.contains("mod(calldataload") {
        return Err(unknown("checks of what it reads"));
    }
    Ok(hardened.trim_start().to_owned())
}

fn unknown(what: &str) -> Failure {
    Failure::internal(format!("snark-verifier's contract is not as this library knows it: {what}"))
}

/// The parts of `mstore(PLACE, mod(calldataload(OFFSET), f_q))`, and the offset's value.
fn scalar(line: &str) -> Option<(&str, &str, usize)> {
    let rest = line.trim().strip_prefix("mstore(")?;
    let (place, rest) = rest.split_once(", mod(calldataload(")?;
    let offset = rest.strip_suffix("), f_q))")?;
    Some((place, offset, hexadecimal(offset)?))
}

/// The offset in `let x := calldataload(OFFSET)`.
fn coordinate(line: &str) -> Option<usize> {
    let (_, rest) = line.split_once(":= calldataload(")?;
    hexadecimal(rest.trim_end().strip_suffix(')')?)
}

fn hexadecimal(text: &str) -> Option<usize> {
    usize::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}
