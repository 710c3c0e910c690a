//! Runs one circuit natively and through recordings, and compares.

use halo2_axiom::SerdeFormat;
use halo2_axiom::circuit::{Cell, Layouter, Region, SimpleFloorPlanner};
use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1Affine};
use halo2_axiom::plonk::{
    Circuit, Column, ConstraintSystem, Error, Instance, ProvingKey, VerifyingKey, create_proof,
    keygen_pk, keygen_vk, verify_proof,
};
use halo2_axiom::poly::commitment::ParamsProver;
use halo2_axiom::poly::kzg::commitment::{KZGCommitmentScheme, ParamsKZG};
use halo2_axiom::poly::kzg::multiopen::{ProverSHPLONK, VerifierSHPLONK};
use halo2_axiom::poly::kzg::strategy::SingleStrategy;
use halo2_axiom::transcript::{
    Blake2bRead, Blake2bWrite, Challenge255, TranscriptReadBuffer, TranscriptWriterBuffer,
};
use rand::rngs::OsRng;
use sprout_halo2::record;
use sprout_halo2_recording::{Limits, decode_constraint_system};
use sprout_halo2_replay::{
    FirstWitness, ReplayCircuit, Shape, SourceError, Violation, proving_key, read_verifying_key,
    verifying_key, violation,
};

/// The recordings of a circuit, gathered.
pub fn gather(record: impl FnOnce(&mut dyn FnMut(&[u8]))) -> Vec<u8> {
    let mut bytes = Vec::new();
    record(&mut |frame| bytes.extend_from_slice(frame));
    bytes
}

pub fn system_of<C: Circuit<Fr>>(circuit: &C) -> Vec<u8> {
    gather(|sink| record::configure(circuit, sink))
}

pub fn structure_of<C: Circuit<Fr>>(circuit: &C, instances: &[Vec<Fr>]) -> Vec<u8> {
    gather(|sink| record::structure(circuit, instances, sink).expect("structure"))
}

pub fn shape_of<C: Circuit<Fr>>(circuit: &C, instances: &[Vec<Fr>]) -> (Shape, Vec<u8>) {
    let limits = Limits::default();
    let system = decode_constraint_system(&system_of(circuit), &limits).expect("constraint system");
    let structure = structure_of(circuit, instances);
    (Shape::new(system, &structure, &limits).expect("shape"), structure)
}

pub fn verifies(
    params: &ParamsKZG<Bn256>,
    vk: &VerifyingKey<G1Affine>,
    instances: &[Vec<Fr>],
    proof: &[u8],
) -> bool {
    let mut transcript = Blake2bRead::<_, _, Challenge255<_>>::init(proof);
    let columns: Vec<&[Fr]> = instances.iter().map(Vec::as_slice).collect();
    verify_proof::<KZGCommitmentScheme<Bn256>, VerifierSHPLONK<Bn256>, _, _, _>(
        params.verifier_params(),
        vk,
        SingleStrategy::new(params),
        &[&columns],
        &mut transcript,
    )
    .is_ok()
}

fn prove_natively<C: Circuit<Fr>>(
    params: &ParamsKZG<Bn256>,
    pk: &ProvingKey<G1Affine>,
    circuit: C,
    instances: &[Vec<Fr>],
) -> Vec<u8> {
    let mut transcript = Blake2bWrite::<_, _, Challenge255<_>>::init(vec![]);
    let columns: Vec<&[Fr]> = instances.iter().map(Vec::as_slice).collect();
    create_proof::<KZGCommitmentScheme<Bn256>, ProverSHPLONK<Bn256>, _, _, _, _>(
        params,
        pk,
        &[circuit],
        &[&columns],
        OsRng,
        &mut transcript,
    )
    .expect("native proof");
    transcript.finalize()
}

/// A source that records the circuit's witness whenever it is asked.
pub fn source<C: Circuit<Fr>>(
    circuit: impl Fn() -> (C, Vec<Vec<Fr>>),
) -> impl FnMut(u8, &[Option<Fr>]) -> Result<Vec<u8>, SourceError> {
    move |phase, challenges| {
        let (circuit, instances) = circuit();
        let mut bytes = Vec::new();
        record::witness(&circuit, &instances, phase, challenges, |frame| {
            bytes.extend_from_slice(frame)
        })?;
        Ok(bytes)
    }
}

fn prove_by_replay<C: Circuit<Fr>>(
    params: &ParamsKZG<Bn256>,
    pk: &ProvingKey<G1Affine>,
    shape: &Shape,
    circuit: impl Fn() -> (C, Vec<Vec<Fr>>),
) -> (Vec<u8>, Vec<Vec<Fr>>) {
    let mut source = source(circuit);
    let first = FirstWitness::read(shape, &mut source).expect("witness");
    let mut transcript = Blake2bWrite::<_, _, Challenge255<_>>::init(vec![]);
    first
        .prove::<ProverSHPLONK<Bn256>, Challenge255<_>, _, _>(
            params,
            pk,
            &mut source,
            OsRng,
            &mut transcript,
        )
        .expect("proof by replay");
    (transcript.finalize(), first.instances().to_vec())
}

/// The first constraint that a circuit's witness does not satisfy.
pub fn violated<C: Circuit<Fr>>(circuit: impl Fn() -> (C, Vec<Vec<Fr>>)) -> Option<Violation> {
    let (native, instances) = circuit();
    let (shape, structure) = shape_of(&native, &instances);
    let mut source = source(&circuit);
    let first = FirstWitness::read(&shape, &mut source).expect("witness");
    violation(&shape, &structure, &first, &mut source, OsRng).expect("a witness of each phase")
}

/// Shows that the replay of a circuit is the circuit: keys are byte-equal, each side's proofs verify with
/// the other side's key, and a changed public value or proof does not. Returns the k that was chosen.
pub fn same<C: Circuit<Fr>>(circuit: impl Fn() -> (C, Vec<Vec<Fr>>)) -> u32 {
    let (native, instances) = circuit();
    let (shape, structure) = shape_of(&native, &instances);
    let params = ParamsKZG::<Bn256>::setup(shape.k(), OsRng);

    let native_vk = keygen_vk(&params, &native).expect("native verifying key");
    let vk = verifying_key(&params, &shape, &structure).expect("verifying key");
    assert_eq!(format!("{:?}", vk.pinned()), format!("{:?}", native_vk.pinned()));
    assert_eq!(vk.to_bytes(SerdeFormat::RawBytes), native_vk.to_bytes(SerdeFormat::RawBytes));
    assert_eq!(vk.transcript_repr(), native_vk.transcript_repr());
    assert_eq!(vk.cs().degree() as u32, shape.degree());
    assert_eq!(vk.cs().blinding_factors() as u32, shape.system().blinding_factors());

    let limits = Limits::default();
    let system = || decode_constraint_system(&system_of(&native), &limits).expect("as before");
    let key_bytes = vk.to_bytes(SerdeFormat::RawBytes);
    let lengths = &shape.structure().instance_lengths;
    let light =
        read_verifying_key(&key_bytes, shape.k(), system(), lengths, &limits).expect("its bytes");
    assert_eq!(light.transcript_repr(), native_vk.transcript_repr());
    assert!(read_verifying_key(&key_bytes[1..], shape.k(), system(), lengths, &limits).is_err());
    assert!(read_verifying_key(&key_bytes, shape.k() + 1, system(), lengths, &limits).is_err());

    let native_pk = keygen_pk(&params, native_vk, &circuit().0).expect("native proving key");
    let pk = proving_key(&params, &shape, &structure).expect("proving key");
    let bytes = pk.to_bytes(SerdeFormat::RawBytes);
    assert!(bytes == native_pk.to_bytes(SerdeFormat::RawBytes), "proving keys differ");
    let read = ProvingKey::<G1Affine>::from_bytes::<ReplayCircuit<'static>>(
        &bytes,
        SerdeFormat::RawBytes,
        shape.params(),
    );
    assert_eq!(read.expect("key from bytes").get_vk().transcript_repr(), vk.transcript_repr());

    assert_eq!(violated(&circuit), None);
    let native_proof = prove_natively(&params, &native_pk, circuit().0, &instances);
    let (proof, replayed) = prove_by_replay(&params, &pk, &shape, &circuit);
    assert_eq!(replayed, instances);
    assert!(verifies(&params, &vk, &instances, &native_proof), "native proof, replayed key");
    assert!(
        verifies(&params, native_pk.get_vk(), &instances, &proof),
        "replayed proof, native key"
    );
    assert!(verifies(&params, &vk, &instances, &proof), "replayed proof, replayed key");
    assert!(verifies(&params, &light, &instances, &proof), "replayed proof, key as it is verified");

    for index in [0, proof.len() / 2, proof.len() - 1] {
        let mut broken = proof.clone();
        broken[index] ^= 1;
        assert!(!verifies(&params, &vk, &instances, &broken), "byte {index} flipped");
    }
    if let Some(column) = instances.iter().position(|column| !column.is_empty()) {
        let mut other = instances.clone();
        other[column][0] += Fr::one();
        assert!(!verifies(&params, &vk, &other, &proof), "another public value");
    }
    shape.k()
}

/// A circuit of one region, so that tests need to say only what is special about it.
pub trait Small {
    type Config: Clone;
    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config;
    fn assign(&self, config: &Self::Config, region: &mut Region<'_, Fr>) -> Result<(), Error>;
}

/// A [`Small`] circuit as halo2's.
pub struct One<T>(pub T);

impl<T: Small + Clone> Circuit<Fr> for One<T> {
    type Config = T::Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        One(self.0.clone())
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        T::configure(meta)
    }

    fn synthesize(
        &self,
        config: Self::Config,
        mut layouter: impl Layouter<Fr>,
    ) -> Result<(), Error> {
        layouter.assign_region(|| "one", |mut region| self.0.assign(&config, &mut region))
    }
}

/// A cell of an instance column.
pub fn public(column: Column<Instance>, row: usize) -> Cell {
    Cell { row_offset: row, column: column.into() }
}
