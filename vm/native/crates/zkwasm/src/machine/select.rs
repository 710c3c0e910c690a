//! Instruction selection: comparisons melt into branches, constants into instructions.

use std::collections::HashMap;

use super::encode::fits;
use super::inst::{AluOp, Area, ImmOp, Label, MBlock, MFunc, MInst, Other, Reg};
use super::regs::{A0, ARGS, LIMIT, MEMORY, Phys, ZERO};
use crate::error::{Error, Result};
use crate::ir::{BinOp, Block, Callee, Cc, Func, Inst, LoadKind, StoreKind, Term, Value};
use crate::layout::SLACK;
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
    /// Gives every block its place, and every edge that needs one a block of its own: moves along an edge from
    /// a block with several successors to one with several predecessors have no other place.
    fn shape(&mut self) {
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

    fn connect(&mut self, from: Label, to: Label) {
        self.blocks[from as usize].succs.push(to);
        self.blocks[from as usize].args.push(Vec::new());
        self.blocks[to as usize].preds.push(from);
    }

    /// Which edges of a block get a block of their own.
    fn split_edges(&self, block: Block) -> Vec<usize> {
        let edges = self.func.blocks[block.index()].term.edges();
        let critical = |to: Block| self.flow.preds[to.index()].len() > 1;
        match edges.len() {
            0 | 1 => Vec::new(),
            _ => (0..edges.len()).filter(|at| critical(edges[*at].to) || !edges[*at].args.is_empty()).collect(),
        }
    }

    /// Labels a block goes on to, one for each edge.
    fn successors(&self, block: Block) -> Vec<Label> {
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

    fn finish(self) -> MFunc {
        let mut insts = Vec::new();
        let mut blocks = self.blocks;
        for (block, code) in blocks.iter_mut().zip(self.code) {
            let start = insts.len() as u32;
            insts.extend(code);
            block.insts = (start, insts.len() as u32);
        }
        MFunc { insts, blocks, virtuals: self.virtuals, outgoing: self.outgoing, calls: self.calls }
    }

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
            let end = self.code[before].iter().rposition(|inst| !inst.branches()).map_or(0, |at| at + 1);
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

    /// A place in the state far below the memory is out of reach of one instruction.
    fn state(&mut self, off: i32) -> (Reg, i32) {
        if fits(off) {
            return (Reg::Phys(MEMORY), off);
        }
        let rd = self.fresh();
        self.emit(MInst::Imm { op: ImmOp::Add, rd, a: Reg::Phys(MEMORY), imm: -2048 });
        (rd, off + 2048)
    }

    fn bin(&mut self, op: BinOp, rd: Reg, a: Value, b: Value) {
        if let Some(word) = self.func.constant(b) {
            let imm = word as i32;
            let short = match op {
                BinOp::Add if fits(imm) => Some((ImmOp::Add, imm)),
                BinOp::Sub if fits(imm.wrapping_neg()) => Some((ImmOp::Add, imm.wrapping_neg())),
                BinOp::And if fits(imm) => Some((ImmOp::And, imm)),
                BinOp::Or if fits(imm) => Some((ImmOp::Or, imm)),
                BinOp::Xor if fits(imm) => Some((ImmOp::Xor, imm)),
                BinOp::Shl => Some((ImmOp::Shl, imm & 31)),
                BinOp::ShrU => Some((ImmOp::ShrU, imm & 31)),
                BinOp::ShrS => Some((ImmOp::ShrS, imm & 31)),
                _ => None,
            };
            if let Some((op, imm)) = short {
                let a = self.reg(a);
                return self.emit(MInst::Imm { op, rd, a, imm });
            }
            if op == BinOp::And && (word + 1).is_power_of_two() && self.place_for(word) == self.source {
                let (a, up, by) = (self.reg(a), self.fresh(), word.leading_zeros() as i32);
                self.emit(MInst::Imm { op: ImmOp::Shl, rd: up, a, imm: by });
                return self.emit(MInst::Imm { op: ImmOp::ShrU, rd, a: up, imm: by });
            }
        }
        let (a, b) = (self.reg(a), self.reg(b));
        self.emit(MInst::Alu { op: AluOp::Bin(op), rd, a, b });
    }

    /// Makes a word of a comparison.
    fn compare(&mut self, cc: Cc, rd: Reg, a: Value, b: Value) {
        let positive = match cc {
            Cc::Eq | Cc::LtS | Cc::LtU | Cc::Ne => rd,
            Cc::GeS | Cc::GeU => self.fresh(),
        };
        match cc {
            Cc::Eq | Cc::Ne => self.equal(cc, rd, a, b),
            Cc::LtS | Cc::GeS => self.less(AluOp::SetLtS, ImmOp::SetLtS, positive, a, b),
            Cc::LtU | Cc::GeU => self.less(AluOp::SetLtU, ImmOp::SetLtU, positive, a, b),
        }
        if positive != rd {
            self.emit(MInst::Imm { op: ImmOp::Xor, rd, a: positive, imm: 1 });
        }
    }

    fn equal(&mut self, cc: Cc, rd: Reg, a: Value, b: Value) {
        let difference = match self.func.constant(b).map(|word| word as i32) {
            Some(0) => self.reg(a),
            Some(imm) if fits(imm) => {
                let (rd, a) = (self.fresh(), self.reg(a));
                self.emit(MInst::Imm { op: ImmOp::Xor, rd, a, imm });
                rd
            }
            _ => {
                let (a, b, rd) = (self.reg(a), self.reg(b), self.fresh());
                self.emit(MInst::Alu { op: AluOp::Bin(BinOp::Xor), rd, a, b });
                rd
            }
        };
        match cc {
            Cc::Eq => self.emit(MInst::Imm { op: ImmOp::SetLtU, rd, a: difference, imm: 1 }),
            _ => self.emit(MInst::Alu { op: AluOp::SetLtU, rd, a: ZERO_REG, b: difference }),
        }
    }

    fn less(&mut self, op: AluOp, imm_op: ImmOp, rd: Reg, a: Value, b: Value) {
        let a = self.reg(a);
        match self.func.constant(b).map(|word| word as i32) {
            Some(imm) if fits(imm) && imm != 0 => self.emit(MInst::Imm { op: imm_op, rd, a, imm }),
            _ => {
                let b = self.reg(b);
                self.emit(MInst::Alu { op, rd, a, b });
            }
        }
    }

    /// A condition as the comparison a branch can make.
    fn condition(&mut self, value: Value) -> (Cc, Reg, Reg) {
        let Inst::Cmp(cc, a, b) = *self.func.inst(value) else {
            return (Cc::Ne, self.reg(value), ZERO_REG);
        };
        match (cc, self.func.constant(b)) {
            (Cc::LtU, Some(1)) => (Cc::Eq, self.reg(a), ZERO_REG),
            (Cc::GeU, Some(1)) => (Cc::Ne, self.reg(a), ZERO_REG),
            _ => (cc, self.reg(a), self.reg(b)),
        }
    }

    fn select(&mut self, rd: Reg, c: Value, then: Value, other: Value) {
        let (mut cc, a, b) = self.condition(c);
        let (mut then, mut other) = (then, other);
        let fixed = |value| matches!(self.func.inst(value), Inst::Const(_) | Inst::Memory);
        if fixed(then) && !fixed(other) {
            cc = cc.inverse();
            std::mem::swap(&mut then, &mut other);
        }
        let then = self.movable(then);
        let other = match self.func.constant(other).map(|word| word as i32) {
            Some(imm) if fits(imm) => Other::Imm(imm),
            _ => Other::Reg(self.reg(other)),
        };
        self.emit(MInst::Select { cc, a, b, rd, then, other });
    }

    fn check(&mut self, addr: Value, end: u32) {
        let addr = self.reg(addr);
        // The memory never gets smaller, so what it has at the start is always there.
        let bound = match self.memory_bytes.checked_sub(end.into()) {
            _ if end <= SLACK => Reg::Phys(LIMIT),
            Some(last) => self.constant(last as u32 + 1),
            None => ZERO_REG,
        };
        self.emit(MInst::Check { addr, bound, end });
    }

    fn call(&mut self, value: Value, callee: Callee, args: &[Value], results: u32) {
        let mut uses = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            match (index as u32).checked_sub(ARGS) {
                None => uses.push((self.movable(*arg), A0 + index as Phys)),
                Some(slot) => {
                    let src = self.reg(*arg);
                    self.emit(MInst::FrameStore { src, area: Area::Outgoing, slot });
                }
            }
        }
        let pointer = match callee {
            Callee::Pointer(pointer) => Some(self.movable(pointer)),
            _ => None,
        };
        let words = (args.len() as u32).max(results);
        self.outgoing = self.outgoing.max(words.saturating_sub(ARGS));
        self.calls = true;
        let mut defs = Vec::new();
        let mut loads = Vec::new();
        for (index, word) in self.results.remove(&value).unwrap_or_default() {
            let rd = Reg::Virtual(word.0);
            match index.checked_sub(ARGS) {
                None => defs.push((rd, A0 + index as Phys)),
                Some(slot) => loads.push(MInst::FrameLoad { rd, area: Area::Outgoing, slot }),
            }
        }
        self.emit(MInst::Call { callee, pointer, uses, defs });
        loads.into_iter().for_each(|load| self.emit(load));
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
                Reg::Phys(_) => return Err(Error::Internal("argument of an edge is not virtual".into())),
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
