//! What nobody uses.

use super::flow::Flow;
use crate::ir::{Block, Func, Inst, Value};

/// Removes instructions and parameters without use, and blocks that cannot be reached.
pub fn sweep(func: &mut Func) {
    let flow = Flow::new(func);
    let live = mark(func, &flow);
    for (index, block) in func.blocks.iter_mut().enumerate() {
        if !flow.reaches(Block(index as u32)) {
            block.insts.clear();
            block.params.clear();
            continue;
        }
        block.insts.retain(|value| live[value.index()]);
    }
    for block in &flow.order {
        let kept: Vec<Vec<bool>> = func.blocks[block.index()]
            .term
            .edges()
            .iter()
            .map(|edge| {
                func.blocks[edge.to.index()]
                    .params
                    .iter()
                    .map(|param| live[param.index()])
                    .collect()
            })
            .collect();
        for (edge, kept) in func.blocks[block.index()].term.edges_mut().into_iter().zip(kept) {
            let mut kept = kept.into_iter();
            edge.args.retain(|_| kept.next().unwrap_or(true));
        }
    }
    for block in &flow.order {
        func.blocks[block.index()].params.retain(|param| live[param.index()]);
    }
}

fn mark(func: &mut Func, flow: &Flow) -> Vec<bool> {
    let mut live = vec![false; func.insts.len()];
    let mut work = Vec::new();
    for block in &flow.order {
        let data = &mut func.blocks[block.index()];
        work.extend(
            data.insts.iter().copied().filter(|value| func.insts[value.index()].has_effect()),
        );
        data.term.uses(|value| work.push(*value));
    }
    while let Some(value) = work.pop() {
        if std::mem::replace(&mut live[value.index()], true) {
            continue;
        }
        let mut inst = func.insts[value.index()].clone();
        if inst == Inst::Param {
            arguments(func, flow, value, &mut work);
        }
        inst.uses(|used| work.push(*used));
    }
    live
}

/// What a parameter may be.
fn arguments(func: &Func, flow: &Flow, param: Value, work: &mut Vec<Value>) {
    let block = func.home[param.index()];
    let Some(at) = func.blocks[block.index()].params.iter().position(|other| *other == param)
    else {
        return;
    };
    for pred in &flow.preds[block.index()] {
        for edge in func.blocks[pred.index()].term.edges() {
            if edge.to == block {
                work.push(edge.args[at]);
            }
        }
    }
}
