//! A published front end: looked at, recorded, sized.

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::halo2curves::ff::PrimeField;
use sha2::{Digest, Sha256};
use sprout_abi::{Code, Failure};
use sprout_halo2_recording::{
    self as recording, decode_constraint_system, encode_constraint_system,
};
use sprout_halo2_replay::{self as replay, Shape, SourceError};
use sprout_halo2_sandbox::{FrontEnd, Limits, Refused, WitnessInput};

use crate::input::Input;
use crate::keys;
use crate::limits;
use crate::options::Options;
use crate::srs::SrsId;

/// Domain of the digest that names a program.
const ID_TAG: &[u8] = b"sprout/halo2/program/v1\0";

/// A front end and what it recorded of its circuit.
pub struct Circuit {
    /// SHA-256 of the module.
    pub code: [u8; 32],
    /// What runs the module; bounded by the options it was made with.
    pub front_end: FrontEnd,
    /// SHA-256 of the recordings as they came.
    recorded: [[u8; 32]; 2],
    /// Canonical recording of the constraint system.
    pub system: Vec<u8>,
    /// Constraint system, structure and size.
    pub shape: Shape,
    /// Recording of the structure.
    pub structure: Vec<u8>,
}

/// Limits of a front end's run.
pub fn front_end_limits(options: &Options) -> Limits {
    let usual = Limits::FRONT_END;
    Limits {
        module_bytes: limits::MAX_PROGRAM,
        memory_bytes: options.memory_limit_mb.unwrap_or(limits::DEFAULT_MEMORY_MB) << 20,
        fuel: options.fuel.unwrap_or(usual.fuel),
        output_bytes: recording_limits().max_bytes,
        ..usual
    }
}

/// Limits of recordings.
pub fn recording_limits() -> recording::Limits {
    recording::Limits {
        max_k: limits::MAX_K,
        max_extended_k: limits::MAX_EXTENDED_K,
        max_instance_values: limits::MAX_INSTANCES as u32,
        ..Default::default()
    }
}

impl Circuit {
    /// Checks a module and has it record its circuit.
    ///
    /// # Errors
    /// If it is no front end, or one that misbehaves.
    pub fn record(program: &[u8], options: &Options) -> Result<Self, Failure> {
        let front_end = FrontEnd::check(program, &front_end_limits(options)).map_err(refused)?;
        let [emitted, recorded_structure] = recordings(&front_end)?;
        let recorded = [digest(&emitted), digest(&recorded_structure)];
        let limits = recording_limits();
        let system = decode_constraint_system(&emitted, &limits).map_err(misrecorded)?;
        let mut canonical = Vec::new();
        encode_constraint_system(&system, |piece| canonical.extend_from_slice(piece));
        if canonical.len() > limits::MAX_SYSTEM {
            return Err(Failure::program(format!(
                "constraint system takes {} bytes, limit is {}",
                canonical.len(),
                limits::MAX_SYSTEM
            )));
        }
        let shape = Shape::new(system, &recorded_structure, &limits).map_err(replayed)?;
        Ok(Self {
            code: digest(program),
            front_end,
            recorded,
            system: canonical,
            shape,
            structure: recorded_structure,
        })
    }

    /// Has the front end record its circuit once more, which has to come out alike.
    ///
    /// # Errors
    /// If it does not.
    pub fn repeats(&self) -> Result<(), Failure> {
        let again = recordings(&self.front_end)?;
        let whats = ["constraint system", "structure"].into_iter();
        for ((what, before), now) in whats.zip(&self.recorded).zip(&again) {
            if *before != digest(now) {
                return Err(Failure::program(format!(
                    "front end records another {what} every time: it must depend on nothing but its input"
                )));
            }
        }
        Ok(())
    }

    /// The program's id with this verifying key.
    pub fn program_id(&self, vk: &[u8], srs: &SrsId) -> [u8; 32] {
        program_id(&self.system, self.shape.k(), vk, srs, &self.shape.structure().instance_lengths)
    }

    /// Bytes of its proving key.
    pub fn keys_bytes(&self) -> u64 {
        let system = self.shape.system();
        let fixed = u64::from(system.fixed_columns) + system.selectors.len() as u64;
        keys::size(self.shape.k(), fixed, system.permutation.len() as u64)
    }
}

/// SHA-256 of `sprout/halo2/program/v1\0` ‖ SHA-256 of the canonical recording of the constraint system ‖ u32 k ‖
/// SHA-256 of the verifying key ‖ SRS id ‖ u32 instance columns ‖ u32 values of each; integers big-endian.
///
/// Everything a verifier needs is in it, so that it can be compared before anything is decoded.
pub fn program_id(system: &[u8], k: u32, vk: &[u8], srs: &SrsId, instances: &[u32]) -> [u8; 32] {
    let mut hasher = Sha256::new_with_prefix(ID_TAG);
    hasher.update(Sha256::digest(system));
    hasher.update(k.to_be_bytes());
    hasher.update(Sha256::digest(vk));
    hasher.update(srs.0);
    hasher.update((instances.len() as u32).to_be_bytes());
    for length in instances {
        hasher.update(length.to_be_bytes());
    }
    hasher.finalize().into()
}

/// A task's way through a front end, as the replay asks for it.
pub struct Witness<'a> {
    /// The front end.
    pub front_end: &'a FrontEnd,
    /// The task.
    pub input: &'a Input,
}

impl replay::WitnessSource for Witness<'_> {
    fn witness(&mut self, phase: u8, challenges: &[Option<Fr>]) -> Result<Vec<u8>, SourceError> {
        let input = WitnessInput {
            task: self.input.task,
            messages: self.input.messages.iter().map(Vec::as_slice).collect(),
            challenges: challenges.iter().map(|value| value.map(|value| value.to_repr())).collect(),
        };
        let mut recorded = Vec::new();
        self.front_end.witness(phase, &input, |piece| collect(&mut recorded, piece))?;
        Ok(recorded)
    }
}

/// What a front end records of its circuit: constraint system and structure.
fn recordings(front_end: &FrontEnd) -> Result<[Vec<u8>; 2], Failure> {
    let [mut system, mut structure] = [Vec::new(), Vec::new()];
    front_end.configure(|piece| collect(&mut system, piece)).map_err(refused)?;
    front_end.structure(|piece| collect(&mut structure, piece)).map_err(refused)?;
    Ok([system, structure])
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn collect(sink: &mut Vec<u8>, piece: &[u8]) -> Result<(), String> {
    sink.try_reserve(piece.len()).map_err(|err| err.to_string())?;
    sink.extend_from_slice(piece);
    Ok(())
}

/// A refusal of the sandbox, with the code that fits it.
pub fn refused(refused: Refused) -> Failure {
    let code = match &refused {
        Refused::NotWasm { .. }
        | Refused::TooLarge { .. }
        | Refused::UnknownImport { .. }
        | Refused::WrongImport { .. }
        | Refused::MissingExport { .. }
        | Refused::WrongExport { .. }
        | Refused::WrongVersion { .. } => Code::ProgramInvalid,
        Refused::OutOfFuel { .. } => Code::CycleLimit,
        Refused::OutOfMemory { .. }
        | Refused::TableTooLarge { .. }
        | Refused::StackOverflow { .. } => Code::MemoryLimit,
        Refused::Host { .. } => Code::Internal,
        _ => Code::GuestFault,
    };
    Failure::new(code, format!("module {refused}"))
}

fn misrecorded(err: recording::Error) -> Failure {
    Failure::new(Code::GuestFault, format!("front end's recording is refused: {err}"))
}

/// A refusal of the replay, with the code that fits it.
pub fn replayed(err: replay::Error) -> Failure {
    match err {
        replay::Error::Recording(err) => misrecorded(err),
        replay::Error::TooManyRows { .. } => Failure::program(err.to_string()),
        replay::Error::Source(err) => match err.downcast::<Refused>() {
            Ok(err) => refused(*err),
            Err(err) => Failure::internal(err.to_string()),
        },
        replay::Error::Panicked(text) => {
            Failure::new(Code::Panic, format!("halo2 panicked: {text}"))
        }
        err => Failure::internal(err.to_string()),
    }
}
