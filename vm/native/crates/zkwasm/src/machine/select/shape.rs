//! The blocks of the machine code: those of the source, and one for each edge that needs its own.

use super::Select;
use crate::ir::Block;
use crate::machine::inst::{Label, MBlock, MFunc};

impl Select<'_> {
    /// Gives every block its place, and every edge that needs one a block of its own: moves along an edge from
    /// a block with several successors to one with several predecessors have no other place.
    pub(super) fn shape(&mut self) {
        for block in &self.flow.order {
            self.labels[block.index()] = self.blocks.len() as Label;
            self.blocks.push(MBlock::default());
            self.blocks.extend(self.split_edges(*block).iter().map(|_| MBlock::default()));
        }
        self.code = vec![Vec::new(); self.blocks.len()];
        for block in &self.flow.order {
            let label = self.labels[block.index()];
            let params = &self.func.blocks[block.index()].params;
            self.blocks[label as usize].params = params.iter().map(|value| value.0).collect();
            for succ in self.successors(*block) {
                self.connect(label, succ);
            }
            for (at, edge) in self.split_edges(*block).into_iter().enumerate() {
                let to = self.func.blocks[block.index()].term.edges()[edge].to;
                self.connect(label + 1 + at as Label, self.labels[to.index()]);
            }
        }
    }

    pub(super) fn connect(&mut self, from: Label, to: Label) {
        self.blocks[from as usize].succs.push(to);
        self.blocks[from as usize].args.push(Vec::new());
        self.blocks[to as usize].preds.push(from);
    }

    /// Which edges of a block get a block of their own.
    pub(super) fn split_edges(&self, block: Block) -> Vec<usize> {
        let edges = self.func.blocks[block.index()].term.edges();
        let critical = |to: Block| self.flow.preds[to.index()].len() > 1;
        match edges.len() {
            0 | 1 => Vec::new(),
            _ => (0..edges.len())
                .filter(|at| critical(edges[*at].to) || !edges[*at].args.is_empty())
                .collect(),
        }
    }

    /// Labels a block goes on to, one for each edge.
    pub(super) fn successors(&self, block: Block) -> Vec<Label> {
        let split = self.split_edges(block);
        let edges = self.func.blocks[block.index()].term.edges();
        let label = self.labels[block.index()];
        (0..edges.len())
            .map(|at| match split.iter().position(|edge| *edge == at) {
                Some(position) => label + 1 + position as Label,
                None => self.labels[edges[at].to.index()],
            })
            .collect()
    }

    pub(super) fn finish(self) -> MFunc {
        let mut insts = Vec::new();
        let mut blocks = self.blocks;
        for (block, code) in blocks.iter_mut().zip(self.code) {
            let start = insts.len() as u32;
            insts.extend(code);
            block.insts = (start, insts.len() as u32);
        }
        MFunc { insts, blocks, virtuals: self.virtuals, outgoing: self.outgoing, calls: self.calls }
    }
}
