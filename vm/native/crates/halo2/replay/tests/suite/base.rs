//! Circuits of the halo2-base and halo2-ecc libraries, configured by parameters of their own.

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_base::gates::circuit::builder::BaseCircuitBuilder;
use halo2_base::gates::{GateInstructions, RangeInstructions};
use halo2_base::halo2_proofs::halo2curves::secp256k1::{Fq, Secp256k1Affine};
use halo2_base::poseidon::hasher::PoseidonHasher;
use halo2_base::poseidon::hasher::spec::OptimizedPoseidonSpec;

use halo2_ecc::ecc::EccChip;
use halo2_ecc::secp256k1::FpChip;

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

/// Curve points of another field than the circuit's: sums, doubles, and a comparison with the right result.
#[test]
fn secp256k1_points() {
    same(|| {
        let mut builder =
            BaseCircuitBuilder::new(false).use_k(11).use_lookup_bits(10).use_instance_columns(1);
        let range = builder.range_chip();
        let context = builder.main(0);
        let field = FpChip::<Fr>::new(&range, 88, 3);
        let curve = EccChip::<Fr, FpChip<Fr>>::new(&field);
        let times =
            |scalar: u64| Secp256k1Affine::from(Secp256k1Affine::generator() * Fq::from(scalar));
        let [five, nine] = [5, 9].map(|scalar| curve.assign_point(context, times(scalar)));
        let sum = curve.add_unequal(context, &five, &nine, true);
        let double = curve.double(context, &sum);
        let expected = curve.assign_constant_point(context, times(28));
        curve.assert_equal(context, double.clone(), expected);
        builder.assigned_instances[0].push(double.x().limbs()[0]);
        finish(builder)
    });
}
