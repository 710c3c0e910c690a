//! Instruction selection: comparisons melt into branches, constants into instructions.

mod ops;
mod shape;

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::ir::{Block, Func, Inst, LoadKind, StoreKind, Term, Value};
use crate::machine::inst::{Area, ImmOp, Label, MBlock, MFunc, MInst, Reg};
use crate::machine::regs::{A0, ARGS, MEMORY, Phys, ZERO};
use crate::opt::Flow;

/// Most constants a loop keeps in registers.
const HOISTED: usize = 8;

const ZERO_REG: Reg = Reg::Phys(ZERO);

struct Select<'f> {
    func: &'f Func,
    flow: &'f Flow,
    memory_bytes: u64,
    labels: Vec<Label>,
    blocks: Vec<MBlock>,
    code: Vec<Vec<MInst>>,
    /// Block that is being filled: in the source and in the result.
    source: Block,
    at: usize,
    virtuals: u32,
    /// Whether a comparison's word is wanted by something that cannot compare itself.
    wanted: Vec<bool>,
    /// Constants in registers, by the block or the outermost loop's head they are there for.
    constants: HashMap<(Block, u32), Reg>,
    in_loop: HashMap<Block, usize>,
    /// The results of each call that somebody wants.
    results: HashMap<Value, Vec<(u32, Value)>>,
    outgoing: u32,
    calls: bool,
}

/// Selects instructions for a function.
pub fn select(func: &Func, flow: &Flow, memory_bytes: u64) -> Result<MFunc> {
    let mut select = Select {
        func,
        flow,
        memory_bytes,
        labels: vec![Label::MAX; func.blocks.len()],
        blocks: Vec::new(),
        code: Vec::new(),
        source: Block::ENTRY,
        at: 0,
        virtuals: func.insts.len() as u32,
        wanted: wanted(func, flow),
        constants: HashMap::new(),
        in_loop: HashMap::new(),
        results: results(func, flow),
        outgoing: 0,
        calls: false,
    };
    select.shape();
    for block in &flow.order {
        select.block(*block)?;
    }
    Ok(select.finish())
}

/// Comparisons that must be made as words: not all their users can compare themselves.
fn wanted(func: &Func, flow: &Flow) -> Vec<bool> {
    let mut wanted = vec![false; func.insts.len()];
    for block in &flow.order {
        let data = &func.blocks[block.index()];
        for value in &data.insts {
            let mut inst = func.insts[value.index()].clone();
            if let Inst::Select(_, a, b) = inst {
                wanted[a.index()] = true;
                wanted[b.index()] = true;
            } else {
                inst.uses(|used| wanted[used.index()] = true);
            }
        }
        match &data.term {
            Term::Switch(value, _) => wanted[value.index()] = true,
            Term::Return(values) => values.iter().for_each(|value| wanted[value.index()] = true),
            _ => {}
        }
        for edge in data.term.edges() {
            edge.args.iter().for_each(|value| wanted[value.index()] = true);
        }
    }
    wanted
}

/// The results of each call, by their numbers.
fn results(func: &Func, flow: &Flow) -> HashMap<Value, Vec<(u32, Value)>> {
    let mut results: HashMap<Value, Vec<(u32, Value)>> = HashMap::new();
    for value in flow.order.iter().flat_map(|block| &func.blocks[block.index()].insts) {
        if let Inst::Result(call, index) = func.inst(*value) {
            results.entry(*call).or_default().push((*index, *value));
        }
    }
    results
}

impl Select<'_> {
    fn emit(&mut self, inst: MInst) {
        self.code[self.at].push(inst);
    }

    fn fresh(&mut self) -> Reg {
        self.virtuals += 1;
        Reg::Virtual(self.virtuals - 1)
    }

    /// The register of a value; constants are put in one.
    fn reg(&mut self, value: Value) -> Reg {
        match *self.func.inst(value) {
            Inst::Memory => Reg::Phys(MEMORY),
            Inst::Const(word) => self.constant(word),
            _ => Reg::Virtual(value.0),
        }
    }

    /// The register of a value that must be a virtual one, as the allocator cannot move others.
    fn movable(&mut self, value: Value) -> Reg {
        match *self.func.inst(value) {
            Inst::Memory => self.copy(Reg::Phys(MEMORY)),
            Inst::Const(value) => {
                let rd = self.fresh();
                self.emit(MInst::Const { rd, value });
                rd
            }
            _ => Reg::Virtual(value.0),
        }
    }

    fn copy(&mut self, a: Reg) -> Reg {
        let rd = self.fresh();
        self.emit(MInst::Imm { op: ImmOp::Add, rd, a, imm: 0 });
        rd
    }

    fn constant(&mut self, word: u32) -> Reg {
        if word == 0 {
            return ZERO_REG;
        }
        let place = self.place_for(word);
        if let Some(reg) = self.constants.get(&(place, word)) {
            return *reg;
        }
        let rd = self.fresh();
        self.constants.insert((place, word), rd);
        let inst = MInst::Const { rd, value: word };
        if place == self.source {
            self.emit(inst);
        } else {
            // At the end of the block before the loop, whose own end is written later or is a jump already.
            *self.in_loop.entry(place).or_default() += 1;
            let before = self.labels[self.flow.idom[place.index()].index()] as usize;
            let end =
                self.code[before].iter().rposition(|inst| !inst.branches()).map_or(0, |at| at + 1);
            self.code[before].insert(end, inst);
        }
        rd
    }

    /// Where a constant is made: before the outermost loop that still has room, or in the block itself.
    fn place_for(&self, word: u32) -> Block {
        let mut best = self.source;
        let mut at = self.source;
        while let Some(head) = self.flow.head[at.index()] {
            let room = self.in_loop.get(&head).copied().unwrap_or(0) < HOISTED;
            if room || self.constants.contains_key(&(head, word)) {
                best = head;
            }
            at = self.flow.idom[head.index()];
        }
        best
    }

    fn block(&mut self, block: Block) -> Result<()> {
        self.source = block;
        self.at = self.labels[block.index()] as usize;
        if block == Block::ENTRY {
            self.arguments();
        }
        for value in &self.func.blocks[block.index()].insts {
            self.inst(*value)?;
        }
        self.term(block)
    }

    fn arguments(&mut self) {
        let mut defs = Vec::new();
        let mut loads = Vec::new();
        for value in &self.func.blocks[Block::ENTRY.index()].insts {
            if let Inst::Arg(index) = self.func.inst(*value) {
                let rd = Reg::Virtual(value.0);
                match index.checked_sub(ARGS) {
                    None => defs.push((rd, A0 + *index as Phys)),
                    Some(slot) => loads.push(MInst::FrameLoad { rd, area: Area::Incoming, slot }),
                }
            }
        }
        self.emit(MInst::Args { defs });
        loads.into_iter().for_each(|load| self.emit(load));
    }

    fn inst(&mut self, value: Value) -> Result<()> {
        let rd = Reg::Virtual(value.0);
        match self.func.inst(value).clone() {
            Inst::Memory | Inst::Arg(_) | Inst::Param | Inst::Const(_) | Inst::Result(..) => {}
            Inst::Bin(op, a, b) => self.bin(op, rd, a, b),
            Inst::Cmp(cc, a, b) if self.wanted[value.index()] => self.compare(cc, rd, a, b),
            Inst::Cmp(..) => {}
            Inst::Select(c, a, b) => self.select(rd, c, a, b),
            Inst::Load { kind, addr, off, aligned } => {
                let base = self.reg(addr);
                self.emit(MInst::Load { kind, rd, base, off, aligned });
            }
            Inst::Store { kind, addr, off, value, aligned } => {
                let (src, base) = (self.reg(value), self.reg(addr));
                self.emit(MInst::Store { kind, src, base, off, aligned });
            }
            Inst::Check { addr, end } => self.check(addr, end),
            Inst::StateLoad(off) => {
                let (base, off) = self.state(off);
                self.emit(MInst::Load { kind: LoadKind::Word, rd, base, off, aligned: true });
            }
            Inst::StateStore(off, value) => {
                let src = self.reg(value);
                let (base, off) = self.state(off);
                self.emit(MInst::Store { kind: StoreKind::Word, src, base, off, aligned: true });
            }
            Inst::Address(place) => self.emit(MInst::Address { rd, place }),
            Inst::Reload => self.emit(MInst::Reload),
            Inst::TrapIf(cc, a, b, trap) => {
                let (a, b) = (self.reg(a), self.reg(b));
                self.emit(MInst::TrapIf { cc, a, b, trap });
            }
            Inst::Call { callee, args, results } => self.call(value, callee, &args, results),
        }
        Ok(())
    }

    fn term(&mut self, block: Block) -> Result<()> {
        let succs = self.successors(block);
        match &self.func.blocks[block.index()].term {
            Term::Jump(edge) => {
                self.pass(&edge.args)?;
                self.emit(MInst::Jump { to: succs[0] });
            }
            Term::Branch(condition, ..) => {
                let (cc, a, b) = self.condition(*condition);
                self.emit(MInst::Branch { cc, a, b, then: succs[0], other: succs[1] });
            }
            Term::Switch(index, _) => {
                let (temp, index) = (self.fresh(), self.movable(*index));
                self.emit(MInst::Temp { rd: temp });
                self.emit(MInst::Goto { index, temp, targets: succs });
            }
            Term::Return(values) => self.leave(values),
            Term::Trap(trap) => self.emit(MInst::Trap { trap: *trap }),
        }
        let edges = self.func.blocks[block.index()].term.edges();
        for (at, edge) in self.split_edges(block).into_iter().enumerate() {
            self.at = self.labels[block.index()] as usize + 1 + at;
            self.pass(&edges[edge].args)?;
            self.emit(MInst::Jump { to: self.labels[edges[edge].to.index()] });
        }
        Ok(())
    }

    /// Arguments of the one successor of the block that is being filled.
    fn pass(&mut self, args: &[Value]) -> Result<()> {
        let mut regs = Vec::with_capacity(args.len());
        for arg in args {
            match self.movable(*arg) {
                Reg::Virtual(index) => regs.push(index),
                Reg::Phys(_) => {
                    return Err(Error::Internal("argument of an edge is not virtual".into()));
                }
            }
        }
        self.blocks[self.at].args[0] = regs;
        Ok(())
    }

    fn leave(&mut self, values: &[Value]) {
        let mut uses = Vec::new();
        for (index, value) in values.iter().enumerate() {
            match (index as u32).checked_sub(ARGS) {
                None => uses.push((self.movable(*value), A0 + index as Phys)),
                Some(slot) => {
                    let src = self.reg(*value);
                    self.emit(MInst::FrameStore { src, area: Area::Incoming, slot });
                }
            }
        }
        self.emit(MInst::Return { uses });
    }
}
