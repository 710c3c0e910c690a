//! Block parameters that only ever have one value.

use super::flow::Flow;
use crate::ir::{Func, Value};

/// Where each value is to be found.
pub struct Alias(Vec<Value>);

impl Alias {
    /// Every value stands for itself.
    pub fn new(func: &Func) -> Self {
        Self((0..func.insts.len() as u32).map(Value).collect())
    }

    /// The value that stands for this one.
    pub fn find(&self, mut value: Value) -> Value {
        while let Some(next) = self.0.get(value.index()) {
            if *next == value {
                break;
            }
            value = *next;
        }
        value
    }

    /// From now on `value` is `by`.
    pub fn replace(&mut self, value: Value, by: Value) {
        while self.0.len() <= value.index() {
            self.0.push(Value(self.0.len() as u32));
        }
        self.0[value.index()] = by;
    }
}

/// Removes parameters that get the same value, or themselves, on every way.
pub fn drop_trivial(func: &mut Func) {
    let flow = Flow::new(func);
    let mut alias = Alias::new(func);
    while round(func, &flow, &mut alias) {}
    for block in &flow.order {
        let data = &mut func.blocks[block.index()];
        for value in data.insts.clone() {
            func.insts[value.index()].uses(|used| *used = alias.find(*used));
        }
        let data = &mut func.blocks[block.index()];
        data.term.uses(|used| *used = alias.find(*used));
        for edge in data.term.edges_mut() {
            edge.args.iter_mut().for_each(|used| *used = alias.find(*used));
        }
    }
}

fn round(func: &mut Func, flow: &Flow, alias: &mut Alias) -> bool {
    let mut changed = false;
    for block in &flow.order {
        for at in (0..func.blocks[block.index()].params.len()).rev() {
            let param = func.blocks[block.index()].params[at];
            let mut one = None;
            let trivial = flow.preds[block.index()].iter().all(|pred| {
                func.blocks[pred.index()].term.edges().iter().filter(|edge| edge.to == *block).all(
                    |edge| {
                        let value = alias.find(edge.args[at]);
                        value == param || *one.get_or_insert(value) == value
                    },
                )
            });
            let (true, Some(value)) = (trivial, one) else { continue };
            alias.replace(param, value);
            changed = true;
            func.blocks[block.index()].params.remove(at);
            let mut preds = flow.preds[block.index()].clone();
            preds.sort_unstable();
            preds.dedup();
            for pred in preds {
                for edge in func.blocks[pred.index()].term.edges_mut() {
                    if edge.to == *block {
                        edge.args.remove(at);
                    }
                }
            }
        }
    }
    changed
}
