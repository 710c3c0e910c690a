//! Modules of the old form: wasm-bindgen's, which make their proofs themselves.
//!
//! Such a proof can only be verified with its author's key, which no part of the module tells. A receipt of one is
//! the text it gave back; verifying it says no more than that the text has the form of a proof.

use std::sync::{Mutex, PoisonError};

use serde_json::json;
use sha2::{Digest, Sha256};
use sprout_abi::{Failure, Progress, Proof, Stage};
use sprout_halo2_sandbox::{Limits, OldForm, Run};

use crate::circuit::refused;
use crate::input::Input;
use crate::limits;
use crate::options::{Options, ReceiptKind};
use crate::receipt::Receipt;

/// Domain of the digest that names a module of the old form.
const ID_TAG: &[u8] = b"sprout/halo2/old-form/v1\0";

/// Whether a program is of the old form.
pub fn is_one(program: &[u8]) -> bool {
    OldForm::is_one(program)
}

/// SHA-256 of `sprout/halo2/old-form/v1\0` ‖ module.
pub fn program_id(program: &[u8]) -> [u8; 32] {
    Sha256::new_with_prefix(ID_TAG).chain_update(program).finalize().into()
}

/// Checks a module and describes it as JSON.
///
/// # Errors
/// If it is not of the old form, or not the program expected.
pub fn check(program: &[u8], options: &Options) -> Result<String, Failure> {
    load(program, options)?;
    let described = json!({
        "program_id": hex::encode(program_id(program)),
        "format": "wasm-bindgen",
        "memory_bytes": run_limits(options).memory_bytes,
    });
    Ok(described.to_string())
}

/// Has a module prove and describes that as JSON; there is nothing else it could be asked to do.
///
/// # Errors
/// If it fails, or gives back no proof.
pub fn execute(
    program: &[u8],
    options: &Options,
    input: &Input,
    progress: &Progress,
) -> Result<String, Failure> {
    let (text, run) = run(program, options, input, progress)?;
    Ok(json!({
        "program_id": hex::encode(program_id(program)),
        "cycles": run.fuel,
        "journal": hex::encode(journal(&text)?),
    })
    .to_string())
}

/// Has a module prove.
///
/// # Errors
/// As [`execute`].
pub fn prove(
    program: &[u8],
    options: &Options,
    input: &Input,
    progress: &Progress,
) -> Result<Proof, Failure> {
    let (text, run) = run(program, options, input, progress)?;
    let info = json!({
        "program_id": hex::encode(program_id(program)),
        "kind": ReceiptKind::Wasm.name(),
        "journal": hex::encode(journal(&text)?),
        "cycles": run.fuel,
    });
    Ok(Proof { receipt: Receipt::Wasm(&text).encode(), info: info.to_string() })
}

/// The proof in the text of a module: hexadecimal digits, alone or as the member `proof` of an object.
///
/// # Errors
/// If there is none.
pub fn journal(text: &str) -> Result<Vec<u8>, Failure> {
    let text = text.trim();
    let member = match text.starts_with('{') {
        true => serde_json::from_str::<serde_json::Value>(text)
            .ok()
            .and_then(|object| Some(object.get("proof")?.as_str()?.to_owned())),
        false => Some(text.to_owned()),
    };
    let digits = member.as_deref().map(|text| text.strip_prefix("0x").unwrap_or(text));
    digits
        .and_then(|digits| hex::decode(digits).ok())
        .filter(|proof| !proof.is_empty())
        .ok_or_else(|| Failure::receipt("module's text is no proof in hexadecimal digits"))
}

fn run_limits(options: &Options) -> Limits {
    let usual = Limits::OLD_FORM;
    Limits {
        module_bytes: limits::MAX_PROGRAM,
        memory_bytes: options.memory_limit_mb.map_or(usual.memory_bytes, |limit| limit << 20),
        fuel: options.fuel.unwrap_or(usual.fuel),
        ..usual
    }
}

/// The module that was worked on last, by its id.
static LAST: Mutex<Option<([u8; 32], OldForm)>> = Mutex::new(None);

/// Checks and compiles a module, if it is not the last one with the same memory.
fn load(program: &[u8], options: &Options) -> Result<OldForm, Failure> {
    options.expect_kind(ReceiptKind::Wasm)?;
    let (id, limits) = (program_id(program), run_limits(options));
    options.expect_program(&id)?;
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, module)) = last.as_ref()
        && *known == id
        && (Limits { fuel: limits.fuel, ..*module.limits() }) == limits
    {
        return Ok(module.with_fuel(limits.fuel));
    }
    let module = OldForm::check(program, &limits).map_err(refused)?;
    *last = Some((id, module.clone()));
    Ok(module)
}

fn run(
    program: &[u8],
    options: &Options,
    input: &Input,
    progress: &Progress,
) -> Result<(String, Run), Failure> {
    let messages = input.to_json()?;
    let module = load(program, options)?;
    progress.report(Stage::Execute, 0, 1);
    let (text, run) = module.prove(&messages).map_err(refused)?;
    progress.report(Stage::Execute, 1, 1);
    Ok((text, run))
}
