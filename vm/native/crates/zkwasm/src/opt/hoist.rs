//! Moves what is the same in every iteration out of loops.

use super::flow::Flow;
use crate::Variant;
use crate::ir::{Block, Func, Inst, Value};

/// Moves pure instructions to the outermost place their operands allow, and bounds checks that every
/// iteration makes before the loop.
pub fn hoist(func: &mut Func, variant: Variant) {
    let flow = Flow::new(func);
    for block in &flow.order {
        let insts = std::mem::take(&mut func.blocks[block.index()].insts);
        let mut kept = Vec::with_capacity(insts.len());
        for value in insts {
            let goal = goal(func, &flow, *block, value, variant);
            if goal == *block {
                kept.push(value);
            } else {
                func.blocks[goal.index()].insts.push(value);
            }
            func.home[value.index()] = goal;
        }
        func.blocks[block.index()].insts = kept;
    }
}

/// The block an instruction is best placed in.
fn goal(func: &mut Func, flow: &Flow, block: Block, value: Value, variant: Variant) -> Block {
    let check = match &func.insts[value.index()] {
        Inst::Bin(..) | Inst::Address(_) => false,
        Inst::Check { .. } if variant == Variant::Fast => true,
        _ => return block,
    };
    let mut homes = Vec::new();
    let mut inst = func.insts[value.index()].clone();
    inst.uses(|used| {
        if !matches!(func.insts[used.index()], Inst::Const(_) | Inst::Memory) {
            homes.push(func.home[used.index()]);
        }
    });
    let mut best = block;
    let mut at = block;
    // Up the dominator tree as long as all operands are there already.
    while at != Block::ENTRY {
        let up = flow.idom[at.index()];
        if !homes.iter().all(|home| flow.dominates(*home, up)) || (check && !leaves(flow, at, up)) {
            break;
        }
        at = up;
        if flow.depth[at.index()] < flow.depth[best.index()] {
            best = at;
        }
    }
    best
}

/// Whether a check may go from a block to its dominator: not past a branch, except out of the head of a loop,
/// which the way in always reaches.
fn leaves(flow: &Flow, at: Block, up: Block) -> bool {
    flow.head[at.index()] == Some(at) && flow.head[up.index()] != Some(at)
        || flow.preds[at.index()].as_slice() == [up]
            && flow.depth[up.index()] == flow.depth[at.index()]
}
