//! From items to bytes: distances, long branches, addresses.

use crate::error::{Error, Result};
use crate::ir::Place;
use crate::ir::{LoadKind, StoreKind};
use crate::layout::LIMIT_AT;
use crate::machine::emit::Item;
use crate::machine::encode::{self, split};
use crate::machine::inst::ImmOp;
use crate::machine::regs::{A0, LIMIT, MEMORY, RA, SCRATCH, SP, ZERO};
use crate::module::{Function, Module};

use super::runtime::Runtime;

/// One function with its distances decided.
struct Placed {
    items: Vec<Item>,
    /// Branches that need two instructions.
    long: Vec<bool>,
    /// Offsets of labels in the function.
    labels: Vec<u32>,
    start: u32,
    size: u32,
}

/// All functions of one variant.
pub struct Assembly {
    functions: Vec<Placed>,
    /// Whether calls need two instructions.
    long_calls: bool,
}

impl Assembly {
    /// Places functions one after the other.
    pub fn new(functions: Vec<Vec<Item>>, start: u32) -> Result<Self> {
        // Room is left for the entry.
        let small: usize = functions.iter().map(|items| 8 * items.len() + 64).sum();
        let long_calls = small >= 1 << 20;
        let mut at = start;
        let mut placed = Vec::with_capacity(functions.len());
        for items in functions {
            let function = place(items, at, long_calls)?;
            at += function.size;
            placed.push(function);
        }
        Ok(Self { functions: placed, long_calls })
    }

    /// Address of a function.
    pub fn address(&self, index: u32) -> u32 {
        self.functions[index as usize].start
    }

    /// Adds the function that the runtime calls with the address of an instance's memory; its address.
    pub fn entry(&mut self, start: u32, module: &Module<'_>, entry: u32) -> u32 {
        let mut items = vec![
            Item::Word(encode::imm(ImmOp::Add, SP, SP, -16)),
            Item::Word(encode::store(StoreKind::Word, RA, SP, 12)),
            Item::Word(encode::imm(ImmOp::Add, MEMORY, A0, 0)),
        ];
        if module.memory.is_some() {
            items.push(Item::Word(encode::load(LoadKind::Word, LIMIT, MEMORY, LIMIT_AT)));
        }
        for index in module.start.into_iter().chain([entry]) {
            items.push(match module.funcs[index as usize] {
                Function::Defined(index) => Item::Call(index),
                Function::Imported(function) => Item::Runtime(function),
            });
        }
        items.extend([
            Item::Word(encode::load(LoadKind::Word, RA, SP, 12)),
            Item::Word(encode::imm(ImmOp::Add, SP, SP, 16)),
            Item::Word(encode::jalr(ZERO, RA, 0)),
        ]);
        let at = self.functions.last().map_or(start, |last| last.start + last.size);
        let size = items.iter().map(|item| size(item, false, self.long_calls)).sum();
        let long = vec![false; items.len()];
        self.functions.push(Placed { items, long, labels: Vec::new(), start: at, size });
        at
    }

    /// The bytes of all functions.
    pub fn finish(
        &self,
        runtime: &Runtime,
        places: &dyn Fn(Place) -> Result<u32>,
    ) -> Result<Vec<u8>> {
        let mut words = Vec::new();
        for function in &self.functions {
            let begin = words.len();
            for (item, long) in function.items.iter().zip(&function.long) {
                let at = function.start + 4 * (words.len() - begin) as u32;
                self.item(function, item, *long, at, &mut words, runtime, places)?;
            }
        }
        Ok(words.into_iter().flat_map(u32::to_le_bytes).collect())
    }

    #[allow(clippy::too_many_arguments)]
    fn item(
        &self,
        function: &Placed,
        item: &Item,
        long: bool,
        at: u32,
        words: &mut Vec<u32>,
        runtime: &Runtime,
        places: &dyn Fn(Place) -> Result<u32>,
    ) -> Result<()> {
        let label = |label: u32| function.start + function.labels[label as usize];
        match *item {
            Item::Word(word) => words.push(word),
            Item::Bind(_) => {}
            Item::Branch { cc, a, b, to } if long => {
                words.push(encode::branch(cc.inverse(), a, b, 8));
                words.push(encode::jal(ZERO, distance(at + 4, label(to))?));
            }
            Item::Branch { cc, a, b, to } => {
                words.push(encode::branch(cc, a, b, distance(at, label(to))?))
            }
            Item::Jump { to } => words.push(encode::jal(ZERO, distance(at, label(to))?)),
            Item::Call(index) => {
                let to = self.address(index);
                if self.long_calls {
                    let (upper, low) = split(to.wrapping_sub(at));
                    words.push(encode::auipc(SCRATCH, upper));
                    words.push(encode::jalr(RA, SCRATCH, low));
                } else {
                    words.push(encode::jal(RA, distance(at, to)?));
                }
            }
            Item::Runtime(name) => {
                let (upper, low) = split(runtime.address(name.0)?);
                words.push(encode::lui(SCRATCH, upper));
                words.push(encode::jalr(RA, SCRATCH, low));
            }
            Item::Address { rd, place } => {
                let (upper, low) = split(places(place)?);
                words.push(encode::lui(rd, upper));
                words.push(encode::imm(ImmOp::Add, rd, rd, low));
            }
            Item::Upper { rd, of } => words.push(encode::lui(rd, split(label(of)).0)),
            Item::LoadLower { rd, base, of } => {
                words.push(encode::load(LoadKind::Word, rd, base, split(label(of)).1));
            }
            Item::Target(to) => words.push(label(to)),
        }
        Ok(())
    }
}

fn distance(from: u32, to: u32) -> Result<i32> {
    let distance = to.wrapping_sub(from) as i32;
    match encode::jump_fits(distance) {
        true => Ok(distance),
        false => Err(Error::Limit("a function of more than a megabyte of code".into())),
    }
}

fn size(item: &Item, long: bool, long_calls: bool) -> u32 {
    match item {
        Item::Bind(_) => 0,
        Item::Branch { .. } if long => 8,
        Item::Call(_) if long_calls => 8,
        Item::Runtime(_) | Item::Address { .. } => 8,
        _ => 4,
    }
}

/// Makes branches long until all of them reach: a long one never becomes short again, so this ends.
fn place(items: Vec<Item>, start: u32, long_calls: bool) -> Result<Placed> {
    let mut long = vec![false; items.len()];
    let most = items
        .iter()
        .map(|item| if let Item::Bind(label) = item { *label as usize + 1 } else { 0 })
        .max();
    loop {
        let mut labels = vec![0; most.unwrap_or(0)];
        let mut at = 0;
        for (item, long) in items.iter().zip(&long) {
            if let Item::Bind(label) = item {
                labels[*label as usize] = at;
            }
            at += size(item, *long, long_calls);
        }
        let total = at;
        let mut changed = false;
        at = 0;
        for (item, long) in items.iter().zip(&mut long) {
            if let Item::Branch { to, .. } = item
                && !*long
                && !encode::branch_fits(labels[*to as usize].wrapping_sub(at) as i32)
            {
                *long = true;
                changed = true;
            }
            at += size(item, *long, long_calls);
        }
        if !changed {
            return Ok(Placed { items, long, labels, start, size: total });
        }
    }
}
