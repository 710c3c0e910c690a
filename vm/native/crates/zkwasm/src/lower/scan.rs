//! Which locals each loop assigns: only those need parameters at its head.

use std::collections::BTreeSet;

use wasmparser::{Operator, OperatorsReader};

use crate::error::Result;

/// Words of locals that each loop of a function assigns, loops in the order they begin.
#[derive(Debug, Default)]
pub struct Assigned {
    loops: Vec<Vec<u32>>,
    next: usize,
}

impl Assigned {
    /// Looks through a function whose locals have these words.
    pub fn scan(mut operators: OperatorsReader<'_>, places: &[(u32, u32)]) -> Result<Self> {
        let mut sets: Vec<BTreeSet<u32>> = Vec::new();
        // Loops by number; blocks and ifs are None.
        let mut open: Vec<Option<usize>> = Vec::new();
        while !operators.eof() {
            match operators.read()? {
                Operator::Loop { .. } => {
                    open.push(Some(sets.len()));
                    sets.push(BTreeSet::new());
                }
                Operator::Block { .. } | Operator::If { .. } => open.push(None),
                Operator::End => {
                    let closed = open.pop().flatten();
                    let outer = open.iter().rev().find_map(|entry| *entry);
                    if let (Some(inner), Some(outer)) = (closed, outer) {
                        let words: Vec<u32> = sets[inner].iter().copied().collect();
                        sets[outer].extend(words);
                    }
                }
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    let innermost = open.iter().rev().find_map(|entry| *entry);
                    if let (Some(at), Some((start, count))) =
                        (innermost, places.get(local_index as usize))
                    {
                        sets[at].extend(*start..start + count);
                    }
                }
                _ => {}
            }
        }
        let loops = sets.into_iter().map(|set| set.into_iter().collect()).collect();
        Ok(Self { loops, next: 0 })
    }

    /// The words that the next loop assigns.
    pub fn next(&mut self) -> Vec<u32> {
        let at = self.next;
        self.next += 1;
        self.loops.get_mut(at).map(std::mem::take).unwrap_or_default()
    }
}
