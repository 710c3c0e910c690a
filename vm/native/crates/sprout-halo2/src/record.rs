//! The three recordings of a circuit, natively as in WASM.

use halo2_axiom::plonk::{Circuit, ConstraintSystem, FloorPlanner};
use sprout_halo2_recording::encode_constraint_system;

use crate::Fr;
use crate::recorder::{StructureRecorder, WitnessRecorder};
use crate::system::constraint_system;

fn configured<C: Circuit<Fr>>(circuit: &C) -> (ConstraintSystem<Fr>, C::Config) {
    let mut system = ConstraintSystem::default();
    let config = C::configure_with_params(&mut system, circuit.params());
    (system, config)
}

/// Records what the circuit configures.
pub fn configure<C: Circuit<Fr>>(circuit: &C, sink: impl FnMut(&[u8])) {
    encode_constraint_system(&constraint_system(&configured(circuit).0), sink);
}

/// Records what key generation sees of a circuit with these public values: all but its advice. As in key
/// generation, no cell has a value then.
pub fn structure<C: Circuit<Fr>>(
    circuit: &C,
    instances: &[Vec<Fr>],
    sink: impl FnMut(&[u8]),
) -> Result<(), String> {
    let (system, config) = configured(circuit);
    let lengths: Vec<u32> = instances.iter().map(|column| column.len() as u32).collect();
    let mut recorder = StructureRecorder::new(&lengths, sink);
    let constants = system.constants().clone();
    C::FloorPlanner::synthesize(&mut recorder, circuit, config, constants)
        .map_err(|error| format!("the circuit cannot be synthesized: {error}"))?;
    recorder.finish();
    Ok(())
}

/// Records the advice of one phase of a circuit with these public values. `challenges` holds what has
/// been squeezed so far.
pub fn witness<C: Circuit<Fr>>(
    circuit: &C,
    instances: &[Vec<Fr>],
    phase: u8,
    challenges: &[Option<Fr>],
    sink: impl FnMut(&[u8]),
) -> Result<(), String> {
    let (system, config) = configured(circuit);
    let mut recorder = WitnessRecorder::new(phase, instances, challenges, sink);
    let constants = system.constants().clone();
    C::FloorPlanner::synthesize(&mut recorder, circuit, config, constants)
        .map_err(|error| format!("the circuit cannot be synthesized: {error}"))?;
    recorder.finish()
}
