//! Where assigned values live.

use halo2_axiom::plonk::Assigned;

use crate::Fr;

/// Values handed out by reference. halo2 lets circuits keep such a reference for as long as they like, so
/// the values are never freed: a front end runs in a sandbox that is thrown away, and a test soon ends.
#[derive(Default)]
pub(crate) struct Arena {
    rest: &'static mut [Assigned<Fr>],
}

const CHUNK: usize = 4096;

impl Arena {
    #[inline]
    pub(crate) fn keep(&mut self, value: Assigned<Fr>) -> &'static Assigned<Fr> {
        if self.rest.is_empty() {
            self.rest = vec![Assigned::Zero; CHUNK].leak();
        }
        match std::mem::take(&mut self.rest).split_first_mut() {
            Some((first, rest)) => {
                self.rest = rest;
                *first = value;
                first
            }
            None => Box::leak(Box::new(value)),
        }
    }
}
