//! What a proof was made of besides its first witness: the challenges its transcript gave, and what came of them.

use std::io;

use halo2_axiom::halo2curves::bn256::{Fr, G1Affine};
use halo2_axiom::transcript::{EncodedChallenge, Transcript, TranscriptWrite};
use sprout_halo2_recording::ConstraintSystem;

/// The challenges of one proof and the witness of its second phase, as far as they were there when it ended. With them
/// its constraints can be looked at just as it had them, whatever a front end does with challenges.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// The first numbers the transcript gave.
    pub(crate) squeezed: Vec<Fr>,
    /// Witness recordings of the phases after the first.
    pub(crate) later: Vec<Vec<u8>>,
}

impl Course {
    /// The values of a circuit's challenges; none if the proof ended before it had all of them and the witnesses.
    pub(crate) fn challenges(&self, system: &ConstraintSystem) -> Option<Vec<Fr>> {
        if self.later.len() + 1 < usize::from(system.phases()) {
            return None;
        }
        // halo2 asks for them phase by phase, and in their own order in each.
        let mut order: Vec<usize> = (0..system.challenge_phases.len()).collect();
        order.sort_by_key(|index| system.challenge_phases[*index]);
        let mut values = vec![Fr::zero(); order.len()];
        for (index, place) in order.into_iter().zip(0..) {
            values[index] = *self.squeezed.get::<usize>(place)?;
        }
        Some(values)
    }
}

/// A transcript that keeps the first numbers it gives.
pub(crate) struct Overheard<'a, T> {
    pub(crate) transcript: &'a mut T,
    pub(crate) squeezed: &'a mut Vec<Fr>,
    /// How many are kept.
    pub(crate) most: usize,
}

impl<E, T> Transcript<G1Affine, E> for Overheard<'_, T>
where
    E: EncodedChallenge<G1Affine>,
    T: Transcript<G1Affine, E>,
{
    fn squeeze_challenge(&mut self) -> E {
        let challenge = self.transcript.squeeze_challenge();
        if self.squeezed.len() < self.most {
            self.squeezed.push(challenge.get_scalar());
        }
        challenge
    }

    fn common_point(&mut self, point: G1Affine) -> io::Result<()> {
        self.transcript.common_point(point)
    }

    fn common_scalar(&mut self, scalar: Fr) -> io::Result<()> {
        self.transcript.common_scalar(scalar)
    }
}

impl<E, T> TranscriptWrite<G1Affine, E> for Overheard<'_, T>
where
    E: EncodedChallenge<G1Affine>,
    T: TranscriptWrite<G1Affine, E>,
{
    fn write_point(&mut self, point: G1Affine) -> io::Result<()> {
        self.transcript.write_point(point)
    }

    fn write_scalar(&mut self, scalar: Fr) -> io::Result<()> {
        self.transcript.write_scalar(scalar)
    }
}
