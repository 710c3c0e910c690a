//! Global value numbering over the dominator tree, with simplification and without bounds checks that
//! an earlier one makes superfluous.

use std::collections::HashMap;

use super::Context;
use super::flow::Flow;
use super::params::Alias;
use super::range::most;
use crate::Variant;
use crate::ir::{BinOp, Block, Cc, Edge, Func, Inst, Place, Term, Value};
use crate::layout::SLACK;

/// Instructions with the same key have the same value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Const(u32),
    Bin(BinOp, Value, Value),
    Cmp(Cc, Value, Value),
    Select(Value, Value, Value),
    Address(Place),
    /// The check of an address; its value is the check.
    Check(Value),
}

struct Numbering<'f> {
    func: &'f mut Func,
    context: Context,
    alias: Alias,
    table: HashMap<Key, Value>,
    /// What leaving a block must undo.
    undo: Vec<(Key, Option<Value>)>,
}

/// Numbers a function's values.
pub fn number(func: &mut Func, context: Context) {
    let flow = Flow::new(func);
    let children = flow.children();
    let alias = Alias::new(func);
    let mut numbering = Numbering { func, context, alias, table: HashMap::new(), undo: Vec::new() };
    let mut work = vec![(Block::ENTRY, None)];
    while let Some((block, leaving)) = work.pop() {
        if let Some(mark) = leaving {
            numbering.leave(mark);
            continue;
        }
        work.push((block, Some(numbering.undo.len())));
        numbering.block(block);
        work.extend(children[block.index()].iter().map(|child| (*child, None)));
    }
    numbering.edges(&flow);
}

impl Numbering<'_> {
    fn leave(&mut self, mark: usize) {
        for (key, before) in self.undo.drain(mark..).rev() {
            match before {
                Some(value) => self.table.insert(key, value),
                None => self.table.remove(&key),
            };
        }
    }

    fn remember(&mut self, key: Key, value: Value) {
        let before = self.table.insert(key, value);
        // Constants stand nowhere in particular, so they hold everywhere.
        if !matches!(key, Key::Const(_)) {
            self.undo.push((key, before));
        }
    }

    fn block(&mut self, block: Block) {
        let insts = std::mem::take(&mut self.func.blocks[block.index()].insts);
        let mut kept = Vec::with_capacity(insts.len());
        for value in insts {
            let alias = &self.alias;
            self.func.insts[value.index()].uses(|used| *used = alias.find(*used));
            if self.visit(block, value) {
                kept.push(value);
            }
        }
        // Simplification makes new constants; where they stand does not matter.
        kept.extend(std::mem::take(&mut self.func.blocks[block.index()].insts));
        self.func.blocks[block.index()].insts = kept;
        let (func, alias) = (&mut *self.func, &self.alias);
        func.blocks[block.index()].term.uses(|used| *used = alias.find(*used));
        self.decide(block);
    }

    /// Whether the instruction stays.
    fn visit(&mut self, block: Block, value: Value) -> bool {
        let simplified = match *self.func.inst(value) {
            Inst::Bin(op, a, b) => self.func.simplify_bin(block, op, a, b),
            Inst::Cmp(cc, a, b) => self.func.simplify_cmp(cc, a, b),
            Inst::Select(c, a, b) => self.func.simplify_select(c, a, b),
            Inst::Check { addr, end } => return self.check(value, addr, end),
            Inst::TrapIf(cc, a, b, _) => {
                return match (self.func.constant(a), self.func.constant(b)) {
                    (Some(a), Some(b)) => crate::ir::eval_cc(cc, a, b),
                    _ => true,
                };
            }
            ref other => Err(other.clone()),
        };
        match simplified {
            Ok(other) => {
                let other = self.alias.find(other);
                self.alias.replace(value, other);
                false
            }
            Err(inst) => {
                self.func.insts[value.index()] = inst;
                self.unique(value)
            }
        }
    }

    fn unique(&mut self, value: Value) -> bool {
        let alias = &self.alias;
        self.func.insts[value.index()].uses(|used| *used = alias.find(*used));
        let Some(key) = self.key(value) else { return true };
        match self.table.get(&key) {
            Some(other) if *other != value => {
                self.alias.replace(value, *other);
                false
            }
            _ => {
                self.remember(key, value);
                true
            }
        }
    }

    fn key(&mut self, value: Value) -> Option<Key> {
        Some(match *self.func.inst(value) {
            Inst::Const(word) => Key::Const(word),
            Inst::Bin(op, a, b) => {
                let b = self.shared(b);
                let a = self.shared(a);
                match op.commutes() && a > b && self.func.constant(b).is_none() {
                    true => Key::Bin(op, b, a),
                    false => Key::Bin(op, a, b),
                }
            }
            Inst::Cmp(cc, a, b) => Key::Cmp(cc, self.shared(a), self.shared(b)),
            Inst::Select(c, a, b) => Key::Select(c, self.shared(a), self.shared(b)),
            Inst::Address(place) => Key::Address(place),
            _ => return None,
        })
    }

    /// The one value that stands for a constant: fresh ones have not been numbered yet.
    fn shared(&mut self, value: Value) -> Value {
        let Some(word) = self.func.constant(value) else { return value };
        match self.table.get(&Key::Const(word)) {
            Some(other) => *other,
            None => {
                self.remember(Key::Const(word), value);
                value
            }
        }
    }

    /// A check is superfluous if one that reaches as far has been passed on every way here. The
    /// fast variant may trap too early instead, and makes one check of several.
    fn check(&mut self, value: Value, addr: Value, end: u32) -> bool {
        if u64::from(most(self.func, addr)) + u64::from(end) <= self.context.memory_bytes {
            return false;
        }
        let (root, at) = self.displaced(addr);
        let key = Key::Check(root);
        if let Some(earlier) = self.table.get(&key).copied()
            && let Inst::Check { addr: lower, end: reach } = *self.func.inst(earlier)
        {
            // An address that was found to lie in the memory stays there when something small is added.
            let whole = at.wrapping_sub(self.displaced(lower).1).checked_add(end);
            match whole {
                Some(whole) if whole <= reach => return false,
                Some(whole) if self.context.variant == Variant::Fast && whole <= SLACK => {
                    self.func.insts[earlier.index()] = Inst::Check { addr: lower, end: whole };
                    return false;
                }
                _ => {}
            }
        }
        self.remember(key, value);
        true
    }

    /// An address as something unknown and a constant.
    fn displaced(&mut self, addr: Value) -> (Value, u32) {
        match *self.func.inst(addr) {
            Inst::Bin(BinOp::Add, root, by) => match self.func.constant(by) {
                Some(by) => (root, by),
                None => (addr, 0),
            },
            _ => (self.shared(addr), 0),
        }
    }

    /// Takes the one way there is from a block whose condition is known.
    fn decide(&mut self, block: Block) {
        let term = &self.func.blocks[block.index()].term;
        let known = match term {
            Term::Branch(value, ..) | Term::Switch(value, _) => self.func.constant(*value),
            _ => None,
        };
        let (Some(known), term) = (known, term) else { return };
        let edge: Option<Edge> = match term {
            Term::Branch(_, then, other) => Some(if known != 0 { then } else { other }.clone()),
            Term::Switch(_, edges) => edges.get(known as usize).or(edges.last()).cloned(),
            _ => None,
        };
        if let Some(edge) = edge {
            self.func.blocks[block.index()].term = Term::Jump(edge);
        }
    }

    /// Arguments of edges may be values that are numbered after the edge: back edges come last.
    fn edges(&mut self, flow: &Flow) {
        for block in &flow.order {
            for edge in self.func.blocks[block.index()].term.edges_mut() {
                edge.args.iter_mut().for_each(|used| *used = self.alias.find(*used));
            }
        }
    }
}
