//! Proofs of replayed circuits.

use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1Affine};
use halo2_axiom::plonk::{ProvingKey, create_proof};
use halo2_axiom::poly::commitment::Prover;
use halo2_axiom::poly::kzg::commitment::{KZGCommitmentScheme, ParamsKZG};
use halo2_axiom::transcript::{EncodedChallenge, TranscriptWrite};
use rand_core::RngCore;
use sprout_halo2_recording::{Discard, WitnessSummary, decode_witness};

use crate::circuit::{ReplayCircuit, WitnessSource};
use crate::course::{Course, Overheard};
use crate::error::Error;
use crate::keys::{fits, guarded};
use crate::shape::Shape;

/// The first phase's witness, checked: public values and private ones, ready to be proved.
#[derive(Debug)]
pub struct FirstWitness<'s> {
    shape: &'s Shape,
    bytes: Vec<u8>,
    summary: WitnessSummary,
}

impl<'s> FirstWitness<'s> {
    /// Asks the source for the first phase's witness and checks it.
    pub fn read(shape: &'s Shape, source: &mut dyn WitnessSource) -> Result<Self, Error> {
        let unknown = vec![None; shape.system().challenge_phases.len()];
        let bytes = source.witness(0, &unknown).map_err(Error::Source)?;
        Self::from_recording(shape, bytes)
    }

    /// Checks the recording of the first phase's witness.
    pub fn from_recording(shape: &'s Shape, bytes: Vec<u8>) -> Result<Self, Error> {
        let summary = decode_witness(
            &bytes,
            0,
            shape.system(),
            shape.structure(),
            shape.usable_rows(),
            shape.limits(),
            &mut Discard,
        )?;
        Ok(FirstWitness { shape, bytes, summary })
    }

    /// The public values, column by column.
    pub fn instances(&self) -> &[Vec<Fr>] {
        &self.summary.instances
    }

    /// The recording it was read from.
    pub(crate) fn recording(&self) -> &[u8] {
        &self.bytes
    }

    /// How many advice cells the first phase assigns.
    pub fn cells(&self) -> u64 {
        self.summary.cells
    }

    /// Writes a proof into the transcript. The source is asked for the witness of later phases. A witness
    /// that does not satisfy the circuit gives an error or a proof that does not verify: verify it.
    pub fn prove<'params, P, E, R, T>(
        &self,
        params: &'params ParamsKZG<Bn256>,
        key: &ProvingKey<G1Affine>,
        source: &mut dyn WitnessSource,
        rng: R,
        transcript: &mut T,
    ) -> Result<(), Error>
    where
        P: Prover<'params, KZGCommitmentScheme<Bn256>>,
        E: EncodedChallenge<G1Affine>,
        R: RngCore,
        T: TranscriptWrite<G1Affine, E>,
    {
        let mut course = Course::default();
        self.prove_in::<P, E, R, T>(params, key, source, rng, transcript, &mut course)
    }

    /// As [`FirstWitness::prove`], and says what the proof was made of, whatever comes of it.
    pub fn prove_in<'params, P, E, R, T>(
        &self,
        params: &'params ParamsKZG<Bn256>,
        key: &ProvingKey<G1Affine>,
        source: &mut dyn WitnessSource,
        rng: R,
        transcript: &mut T,
        course: &mut Course,
    ) -> Result<(), Error>
    where
        P: Prover<'params, KZGCommitmentScheme<Bn256>>,
        E: EncodedChallenge<G1Affine>,
        R: RngCore,
        T: TranscriptWrite<G1Affine, E>,
    {
        fits(params, self.shape)?;
        let key_k = key.get_vk().get_domain().k();
        if key_k != self.shape.k() {
            return Err(Error::WrongSize { expected: self.shape.k(), found: key_k });
        }
        *course = Course::default();
        let Course { squeezed, later } = course;
        let most = self.shape.system().challenge_phases.len();
        let mut transcript = Overheard { transcript, squeezed, most };
        let mut source = |phase: u8, challenges: &[Option<Fr>]| {
            let recording = source.witness(phase, challenges)?;
            later.truncate(usize::from(phase) - 1);
            later.push(recording.clone());
            Ok(recording)
        };
        let circuit = ReplayCircuit::for_proof(self.shape, &self.bytes, &mut source);
        let columns: Vec<&[Fr]> = self.instances().iter().map(Vec::as_slice).collect();
        guarded(|| {
            create_proof::<KZGCommitmentScheme<Bn256>, P, E, R, _, _>(
                params,
                key,
                &[circuit],
                &[&columns],
                rng,
                &mut transcript,
            )?;
            Ok(())
        })
    }
}
