//! Checking a circuit natively, with halo2's own checker.

use halo2_axiom::dev::MockProver;
use halo2_axiom::plonk::Circuit;
use sprout_halo2_recording::{Discard, Limits, decode_constraint_system, decode_structure};

use crate::message::Message;
use crate::{Fr, record};

/// Checks a circuit as a node would, but for the proof itself: it is recorded, its recordings are read and
/// checked, the smallest k that fits is chosen, its shape must be the same with these messages as with
/// `sample`, and halo2's checker must find every constraint satisfied.
///
/// ```
/// # use sprout_halo2::{halo2_proofs::{circuit::*, plonk::*}, Fr, Message};
/// # #[derive(Clone)] struct Empty(Column<Advice>);
/// # struct Circ; impl Circuit<Fr> for Circ {
/// #     type Config = (); type FloorPlanner = SimpleFloorPlanner; type Params = ();
/// #     fn without_witnesses(&self) -> Self { Circ }
/// #     fn configure(meta: &mut ConstraintSystem<Fr>) { meta.advice_column(); }
/// #     fn synthesize(&self, _: (), _: impl Layouter<Fr>) -> Result<(), Error> { Ok(()) }
/// # }
/// # fn circuit(_: &[Message]) -> (Circ, Vec<Vec<Fr>>) { (Circ, vec![]) }
/// sprout_halo2::mock(circuit, &[], &[Message::new(r#"{"celsius":21}"#)]).unwrap();
/// ```
///
/// # Errors
/// With the reason that a node would give, or what halo2's checker found.
pub fn mock<C: Circuit<Fr>>(
    circuit: impl Fn(&[Message]) -> (C, Vec<Vec<Fr>>),
    sample: &[&str],
    messages: &[Message],
) -> Result<Checked, String> {
    let limits = Limits::default();
    let sample: Vec<Message> = sample.iter().map(|data| Message::new(*data)).collect();
    let (of_sample, sample_instances) = circuit(&sample);
    let (mut system, mut structure, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    record::configure(&of_sample, |frame| system.extend_from_slice(frame));
    let system = decode_constraint_system(&system, &limits).map_err(|error| error.to_string())?;
    record::structure(&of_sample, &sample_instances, |frame| structure.extend_from_slice(frame))?;
    let (of_messages, instances) = circuit(messages);
    record::structure(&of_messages, &instances, |frame| changed.extend_from_slice(frame))?;
    if structure != changed {
        return Err("the circuit's shape depends on its messages".into());
    }
    let summary = decode_structure(&structure, &system, &limits, &mut Discard)
        .map_err(|error| error.to_string())?;
    let max_k = system.max_k(&limits);
    let k = system.smallest_k(summary.rows, max_k).ok_or("the circuit has too many rows")?;
    let prover = MockProver::run(k, &of_messages, instances.clone())
        .map_err(|error| format!("the circuit cannot be synthesized: {error}"))?;
    prover.verify().map_err(|failures| {
        let lines: Vec<String> = failures.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })?;
    Ok(Checked { k, rows: summary.rows, degree: system.degree(), instances })
}

/// What [`mock`] found out about a circuit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// log2 of the rows its proofs have.
    pub k: u32,
    /// Rows it uses.
    pub rows: u32,
    /// Degree of its constraint system.
    pub degree: u32,
    /// Its public values.
    pub instances: Vec<Vec<Fr>>,
}
