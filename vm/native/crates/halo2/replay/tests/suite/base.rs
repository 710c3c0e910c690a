//! Circuits of the halo2-base library, configured by parameters of their own.

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_base::gates::circuit::builder::BaseCircuitBuilder;
use halo2_base::gates::{GateInstructions, RangeInstructions};
use halo2_base::poseidon::hasher::PoseidonHasher;
use halo2_base::poseidon::hasher::spec::OptimizedPoseidonSpec;

use crate::harness::same;

/// Finishes a builder: sizes from what it holds, public values from what it exposes.
fn finish(mut builder: BaseCircuitBuilder<Fr>) -> (BaseCircuitBuilder<Fr>, Vec<Vec<Fr>>) {
    builder.calculate_params(Some(9));
    let public = builder.assigned_instances[0].iter().map(|cell| *cell.value()).collect();
    (builder, vec![public])
}

fn builder() -> BaseCircuitBuilder<Fr> {
    BaseCircuitBuilder::new(false).use_k(9).use_lookup_bits(8).use_instance_columns(1)
}

#[test]
fn range_checks() {
    let k = same(|| {
        let mut builder = builder();
        let range = builder.range_chip();
        let context = builder.main(0);
        let values = context.assign_witnesses((0..60u64).map(|value| Fr::from(value * 1001)));
        let mut sum = context.load_zero();
        for value in &values {
            range.range_check(context, *value, 16);
            sum = range.gate.add(context, sum, *value);
        }
        let (quotient, remainder) = range.div_mod(context, sum, 97u64, 32);
        let less = range.is_less_than(context, remainder, quotient, 32);
        builder.assigned_instances[0].extend([sum, quotient, less]);
        finish(builder)
    });
    assert_eq!(k, 9);
}

#[test]
fn poseidon() {
    same(|| {
        let mut builder = builder();
        let range = builder.range_chip();
        let context = builder.main(0);
        let mut hasher = PoseidonHasher::<Fr, 3, 2>::new(OptimizedPoseidonSpec::new::<8, 57, 0>());
        hasher.initialize_consts(context, &range.gate);
        let inputs = context.assign_witnesses((1..4u64).map(Fr::from));
        let hash = hasher.hash_fix_len_array(context, &range.gate, &inputs);
        range.range_check(context, inputs[0], 8);
        builder.assigned_instances[0].push(hash);
        finish(builder)
    });
}
