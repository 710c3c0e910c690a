//! The shape of a function: order, predecessors, dominators, loops.

use crate::ir::{Block, Func};

/// The shape of a function.
#[derive(Debug)]
pub struct Flow {
    /// Reachable blocks, each before its successors except along back edges.
    pub order: Vec<Block>,
    /// Predecessors of each block, one for each edge.
    pub preds: Vec<Vec<Block>>,
    /// Closest dominator of each block; the entry's is itself.
    pub idom: Vec<Block>,
    /// Number of loops around each block.
    pub depth: Vec<u32>,
    /// Head of the innermost loop around each block.
    pub head: Vec<Option<Block>>,
    /// Position in `order`; `u32::MAX` for what cannot be reached.
    position: Vec<u32>,
    /// When a walk over the dominator tree enters and leaves each block.
    span: Vec<(u32, u32)>,
}

impl Flow {
    /// Looks at a function.
    pub fn new(func: &Func) -> Self {
        let count = func.blocks.len();
        let order = source_order(func);
        let mut position = vec![u32::MAX; count];
        for (at, block) in order.iter().enumerate() {
            position[block.index()] = at as u32;
        }
        let mut preds = vec![Vec::new(); count];
        for block in &order {
            for next in func.successors(*block) {
                preds[next.index()].push(*block);
            }
        }
        let idom = dominators(&order, &position, &preds);
        let mut flow = Self {
            span: spans(&order, &idom),
            order,
            preds,
            idom,
            depth: vec![0; count],
            head: vec![None; count],
            position,
        };
        flow.find_loops(func);
        flow
    }

    /// Whether a block can be reached.
    pub fn reaches(&self, block: Block) -> bool {
        self.position[block.index()] != u32::MAX
    }

    /// Whether every way to `b` leads through `a`.
    pub fn dominates(&self, a: Block, b: Block) -> bool {
        let (outer, inner) = (self.span[a.index()], self.span[b.index()]);
        outer.0 <= inner.0 && inner.1 <= outer.1
    }

    /// Children of each block in the dominator tree.
    pub fn children(&self) -> Vec<Vec<Block>> {
        let mut children = vec![Vec::new(); self.preds.len()];
        for block in self.order.iter().skip(1) {
            children[self.idom[block.index()].index()].push(*block);
        }
        children
    }

    /// WASM's loops have one head each, so those of a function nest by their heads' dominance.
    fn find_loops(&mut self, func: &Func) {
        // Inner heads come later in the order: going backwards finds inner loops first.
        for at in (0..self.order.len()).rev() {
            let head = self.order[at];
            let mut work: Vec<Block> = self.preds[head.index()]
                .iter()
                .copied()
                .filter(|pred| self.dominates(head, *pred))
                .collect();
            if work.is_empty() {
                continue;
            }
            let mut inside = vec![false; func.blocks.len()];
            inside[head.index()] = true;
            while let Some(block) = work.pop() {
                if !std::mem::replace(&mut inside[block.index()], true) {
                    work.extend(self.preds[block.index()].iter().copied());
                }
            }
            for block in &self.order {
                if inside[block.index()] {
                    self.depth[block.index()] += 1;
                    self.head[block.index()].get_or_insert(head);
                }
            }
        }
    }
}

/// Reachable blocks in the order they were made, which is the order of the source: every edge but those back to
/// the head of a loop leads to a block made later.
fn source_order(func: &Func) -> Vec<Block> {
    let mut seen = vec![false; func.blocks.len()];
    let mut work = vec![Block::ENTRY];
    seen[0] = true;
    while let Some(block) = work.pop() {
        for next in func.successors(block) {
            if !std::mem::replace(&mut seen[next.index()], true) {
                work.push(next);
            }
        }
    }
    (0..func.blocks.len() as u32).map(Block).filter(|block| seen[block.index()]).collect()
}

/// The algorithm of Cooper, Harvey and Kennedy.
fn dominators(order: &[Block], position: &[u32], preds: &[Vec<Block>]) -> Vec<Block> {
    let unknown = Block(u32::MAX);
    let mut idom = vec![unknown; preds.len()];
    idom[Block::ENTRY.index()] = Block::ENTRY;
    let mut changed = true;
    while changed {
        changed = false;
        for block in order.iter().skip(1) {
            let mut best = unknown;
            for pred in &preds[block.index()] {
                if idom[pred.index()] == unknown {
                    continue;
                }
                best = if best == unknown { *pred } else { common(best, *pred, &idom, position) };
            }
            if idom[block.index()] != best {
                idom[block.index()] = best;
                changed = true;
            }
        }
    }
    idom
}

fn common(mut a: Block, mut b: Block, idom: &[Block], position: &[u32]) -> Block {
    while a != b {
        while position[a.index()] > position[b.index()] {
            a = idom[a.index()];
        }
        while position[b.index()] > position[a.index()] {
            b = idom[b.index()];
        }
    }
    a
}

fn spans(order: &[Block], idom: &[Block]) -> Vec<(u32, u32)> {
    let mut children = vec![Vec::new(); idom.len()];
    for block in order.iter().skip(1) {
        children[idom[block.index()].index()].push(*block);
    }
    let mut spans = vec![(u32::MAX, 0); idom.len()];
    let mut clock = 0;
    let mut work = vec![(Block::ENTRY, false)];
    while let Some((block, leaving)) = work.pop() {
        clock += 1;
        if leaving {
            spans[block.index()].1 = clock;
            continue;
        }
        spans[block.index()].0 = clock;
        work.push((block, true));
        work.extend(children[block.index()].iter().map(|child| (*child, false)));
    }
    spans
}
