//! From allocated instructions to items of code: words, and what depends on where things stand.

use regalloc2::{Allocation, Edit, InstPosition, Output};

use super::encode::{self, fits, split};
use super::inst::{Area, ImmOp, Label, MFunc, MInst, Other, Reg};
use super::regs::{A0, CALLEE_SAVED, LIMIT, MEMORY, Phys, RA, SCRATCH, SP, ZERO};
use crate::Variant;
use crate::error::{Error, Result};
use crate::ir::{Callee, Cc, LoadKind, Place, RtFn, StoreKind, Trap};
use crate::layout::{LIMIT_AT, MEMORY_BYTES_AT};

/// A stack pointer below this has less left than functions of the runtime may need.
const STACK_LOW: u32 = 0x14;
/// Frames are smaller than the unmapped memory below the stack, so that no call can skip it.
const LARGEST_FRAME: i32 = 32768;

/// A piece of code.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Item {
    /// An instruction.
    Word(u32),
    /// Here is a label.
    Bind(Label),
    Branch { cc: Cc, a: Phys, b: Phys, to: Label },
    Jump { to: Label },
    /// Calls a function of the module.
    Call(u32),
    /// Calls a function of the runtime.
    Runtime(RtFn),
    /// The address of something the linker places.
    Address { rd: Phys, place: Place },
    /// The upper part of a label's address.
    Upper { rd: Phys, of: Label },
    /// Loads the word at a register plus the lower part of a label's address.
    LoadLower { rd: Phys, base: Phys, of: Label },
    /// The address of a label as data.
    Target(Label),
}

struct Emit<'f> {
    func: &'f MFunc,
    items: Vec<Item>,
    /// Where jumps to a block really lead.
    targets: Vec<Label>,
    labels: Label,
    /// Code that stands behind the function.
    stubs: Vec<(Label, Stub)>,
    tables: Vec<(Label, Vec<Label>)>,
    frame: Frame,
    variant: Variant,
}

/// What a function does rarely.
enum Stub {
    Trap(Trap),
    IndirectType { found: Phys },
    Check { addr: Phys, end: u32, back: Label },
    Load { kind: LoadKind, rd: Phys, base: Phys, off: i32, back: Label },
    Store { kind: StoreKind, src: Phys, base: Phys, off: i32, back: Label },
}

/// The stack frame, from below: words for calls made here, saved registers, spilled words.
struct Frame {
    saved: Vec<Phys>,
    saved_at: i32,
    spills_at: i32,
    size: i32,
}

impl Frame {
    fn new(func: &MFunc, output: &Output) -> Result<Self> {
        let mut used = [false; 32];
        let mut see = |allocation: Allocation| {
            if let Some(reg) = allocation.as_reg() {
                used[reg.hw_enc()] = true;
            }
        };
        output.allocs.iter().copied().for_each(&mut see);
        for (_, Edit::Move { to, .. }) in &output.edits {
            see(*to);
        }
        let mut saved: Vec<Phys> = CALLEE_SAVED.into_iter().filter(|reg| used[usize::from(*reg)]).collect();
        if func.calls {
            saved.push(RA);
        }
        let saved_at = 4 * func.outgoing as i32;
        let spills_at = saved_at + 4 * saved.len() as i32;
        let size = spills_at + 4 * output.num_spillslots as i32;
        if size > LARGEST_FRAME {
            return Err(Error::Limit(format!("a function needs {size} bytes of stack, at most {LARGEST_FRAME} are given")));
        }
        // The C convention keeps the stack pointer a multiple of 16.
        Ok(Self { saved, saved_at, spills_at, size: (size + 15) & !15 })
    }
}

/// Emits a function.
pub fn emit(func: &MFunc, output: &Output, variant: Variant) -> Result<Vec<Item>> {
    let frame = Frame::new(func, output)?;
    let mut emit = Emit {
        func,
        items: Vec::with_capacity(func.insts.len() * 2),
        targets: threads(func, output),
        labels: func.blocks.len() as Label,
        stubs: Vec::new(),
        tables: Vec::new(),
        frame,
        variant,
    };
    emit.prologue();
    let mut edits = output.edits.iter().peekable();
    for label in 0..func.blocks.len() {
        if emit.targets[label] != label as Label {
            continue;
        }
        emit.items.push(Item::Bind(label as Label));
        let (start, end) = func.blocks[label].insts;
        let next = (label + 1..func.blocks.len()).find(|next| emit.targets[*next] == *next as Label);
        for at in start..end {
            while let Some((_, edit)) = edits.next_if(|(point, _)| {
                let index = point.inst().index() as u32;
                index < at || index == at && point.pos() == InstPosition::Before
            }) {
                emit.edit(edit);
            }
            let inst = resolve(&func.insts[at as usize], output.inst_allocs(regalloc2::Inst::new(at as usize)))?;
            emit.inst(&inst, next.map(|next| next as Label));
            while let Some((_, edit)) = edits.next_if(|(point, _)| point.inst().index() as u32 == at) {
                emit.edit(edit);
            }
        }
    }
    emit.behind();
    Ok(emit.items)
}

/// Puts the allocated registers into an instruction.
fn resolve(inst: &MInst, allocs: &[Allocation]) -> Result<MInst> {
    let mut inst = inst.clone();
    let mut allocs = allocs.iter();
    let mut missing = false;
    inst.registers(|reg, _| {
        if matches!(reg, Reg::Virtual(_)) {
            match allocs.next().and_then(|allocation| allocation.as_reg()) {
                Some(found) => *reg = Reg::Phys(found.hw_enc() as Phys),
                None => missing = true,
            }
        }
    });
    match missing {
        true => Err(Error::Internal("an operand has no register".into())),
        false => Ok(inst),
    }
}

/// Blocks that only go on elsewhere are skipped.
fn threads(func: &MFunc, output: &Output) -> Vec<Label> {
    let mut busy = vec![false; func.insts.len()];
    for (point, _) in &output.edits {
        busy[point.inst().index()] = true;
    }
    let mut targets: Vec<Label> = (0..func.blocks.len() as Label).collect();
    for label in (1..func.blocks.len()).rev() {
        let (start, end) = func.blocks[label].insts;
        if let (1, MInst::Jump { to }) = (end - start, &func.insts[start as usize])
            && !busy[start as usize]
        {
            targets[label] = *to;
        }
    }
    // An endless loop of nothing leads to itself.
    (0..func.blocks.len())
        .map(|label| {
            let mut at = label as Label;
            for _ in 0..func.blocks.len() {
                if targets[at as usize] == at {
                    return at;
                }
                at = targets[at as usize];
            }
            label as Label
        })
        .collect()
}

fn phys(reg: Reg) -> Phys {
    match reg {
        Reg::Phys(reg) => reg,
        Reg::Virtual(_) => unreachable!("all registers are resolved before"),
    }
}

impl Emit<'_> {
    fn word(&mut self, word: u32) {
        self.items.push(Item::Word(word));
    }

    fn label(&mut self) -> Label {
        self.labels += 1;
        self.labels - 1
    }

    fn stub(&mut self, stub: Stub) -> Label {
        if let Stub::Trap(trap) = stub
            && let Some((label, _)) =
                self.stubs.iter().find(|(_, other)| matches!(other, Stub::Trap(other) if *other == trap))
        {
            return *label;
        }
        let label = self.label();
        self.stubs.push((label, stub));
        label
    }

    fn branch(&mut self, cc: Cc, a: Phys, b: Phys, to: Label) {
        self.items.push(Item::Branch { cc, a, b, to });
    }

    fn imm(&mut self, op: ImmOp, rd: Phys, a: Phys, imm: i32) {
        self.word(encode::imm(op, rd, a, imm));
    }

    fn constant(&mut self, rd: Phys, value: u32) {
        let (upper, low) = split(value);
        match (upper, low) {
            (0, low) => self.imm(ImmOp::Add, rd, ZERO, low),
            (upper, 0) => self.word(encode::lui(rd, upper)),
            (upper, low) => {
                self.word(encode::lui(rd, upper));
                self.imm(ImmOp::Add, rd, rd, low);
            }
        }
    }

    fn copy(&mut self, rd: Phys, a: Phys) {
        if rd != a {
            self.imm(ImmOp::Add, rd, a, 0);
        }
    }

    /// Moves the stack pointer.
    fn adjust(&mut self, by: i32) {
        if by == 0 {
            return;
        }
        if fits(by) {
            return self.imm(ImmOp::Add, SP, SP, by);
        }
        self.constant(SCRATCH, by as u32);
        self.word(encode::alu(super::inst::AluOp::Bin(crate::ir::BinOp::Add), SP, SP, SCRATCH));
    }

    /// A word of the frame: the register and offset that reach it.
    fn in_frame(&mut self, at: i32) -> (Phys, i32) {
        if fits(at) {
            return (SP, at);
        }
        let (upper, low) = split(at as u32);
        self.word(encode::lui(SCRATCH, upper));
        self.word(encode::alu(super::inst::AluOp::Bin(crate::ir::BinOp::Add), SCRATCH, SCRATCH, SP));
        (SCRATCH, low)
    }

    fn load_frame(&mut self, rd: Phys, at: i32) {
        let (base, off) = self.in_frame(at);
        self.word(encode::load(LoadKind::Word, rd, base, off));
    }

    fn store_frame(&mut self, src: Phys, at: i32) {
        let (base, off) = self.in_frame(at);
        self.word(encode::store(StoreKind::Word, src, base, off));
    }

    fn prologue(&mut self) {
        if self.variant == Variant::Exact && self.func.calls {
            let stub = self.stub(Stub::Trap(Trap::StackExhausted));
            self.word(encode::lui(SCRATCH, STACK_LOW));
            self.branch(Cc::LtU, SP, SCRATCH, stub);
        }
        self.adjust(-self.frame.size);
        for (index, reg) in self.frame.saved.clone().into_iter().enumerate() {
            self.store_frame(reg, self.frame.saved_at + 4 * index as i32);
        }
    }

    fn epilogue(&mut self) {
        for (index, reg) in self.frame.saved.clone().into_iter().enumerate() {
            self.load_frame(reg, self.frame.saved_at + 4 * index as i32);
        }
        self.adjust(self.frame.size);
        self.word(encode::jalr(ZERO, RA, 0));
    }

    fn edit(&mut self, edit: &Edit) {
        let Edit::Move { from, to } = edit;
        let slot = |at: Allocation, frame: &Frame| {
            at.as_stack().map_or(0, |slot| frame.spills_at + 4 * slot.index() as i32)
        };
        match (from.as_reg(), to.as_reg()) {
            (Some(from), Some(to)) => self.copy(to.hw_enc() as Phys, from.hw_enc() as Phys),
            (Some(from), None) => self.store_frame(from.hw_enc() as Phys, slot(*to, &self.frame)),
            (None, Some(to)) => self.load_frame(to.hw_enc() as Phys, slot(*from, &self.frame)),
            // The allocator finds a register for these itself.
            (None, None) => unreachable!("move between two places on the stack"),
        }
    }

    fn area(&self, area: Area, slot: u32) -> i32 {
        match area {
            Area::Outgoing => 4 * slot as i32,
            Area::Incoming => self.frame.size + 4 * slot as i32,
        }
    }

    fn inst(&mut self, inst: &MInst, next: Option<Label>) {
        match inst {
            MInst::Args { .. } | MInst::Temp { .. } => {}
            MInst::Alu { op, rd, a, b } => self.word(encode::alu(*op, phys(*rd), phys(*a), phys(*b))),
            MInst::Imm { op: ImmOp::Add, rd, a, imm: 0 } => self.copy(phys(*rd), phys(*a)),
            MInst::Imm { op, rd, a, imm } => self.imm(*op, phys(*rd), phys(*a), *imm),
            MInst::Const { rd, value } => self.constant(phys(*rd), *value),
            MInst::Address { rd, place } => self.items.push(Item::Address { rd: phys(*rd), place: *place }),
            MInst::Load { kind, rd, base, off, aligned } => {
                let back = self.guard(*aligned, kind.bytes(), phys(*base), *off);
                self.word(encode::load(*kind, phys(*rd), phys(*base), *off));
                if let Some((stub, back)) = back {
                    self.items.push(Item::Bind(back));
                    let (rd, base) = (phys(*rd), phys(*base));
                    self.stubs.push((stub, Stub::Load { kind: *kind, rd, base, off: *off, back }));
                }
            }
            MInst::Store { kind, src, base, off, aligned } => {
                let back = self.guard(*aligned, kind.bytes(), phys(*base), *off);
                self.word(encode::store(*kind, phys(*src), phys(*base), *off));
                if let Some((stub, back)) = back {
                    self.items.push(Item::Bind(back));
                    let (src, base) = (phys(*src), phys(*base));
                    self.stubs.push((stub, Stub::Store { kind: *kind, src, base, off: *off, back }));
                }
            }
            MInst::FrameLoad { rd, area, slot } => self.load_frame(phys(*rd), self.area(*area, *slot)),
            MInst::FrameStore { src, area, slot } => self.store_frame(phys(*src), self.area(*area, *slot)),
            MInst::Check { addr, bound, end } => {
                let back = self.label();
                let stub = self.stub(Stub::Check { addr: phys(*addr), end: *end, back });
                self.branch(Cc::GeU, phys(*addr), phys(*bound), stub);
                self.items.push(Item::Bind(back));
            }
            MInst::TrapIf { cc, a, b, trap } => {
                let stub = match trap {
                    Trap::IndirectType => Stub::IndirectType { found: phys(*a) },
                    trap => Stub::Trap(*trap),
                };
                let stub = self.stub(stub);
                self.branch(*cc, phys(*a), phys(*b), stub);
            }
            MInst::Select { cc, a, b, rd, other, .. } => {
                self.word(encode::branch(*cc, phys(*a), phys(*b), 8));
                match other {
                    Other::Imm(imm) => self.imm(ImmOp::Add, phys(*rd), ZERO, *imm),
                    // Never left out: the branch counts on it.
                    Other::Reg(other) => self.imm(ImmOp::Add, phys(*rd), phys(*other), 0),
                }
            }
            MInst::Call { callee, pointer, .. } => match (callee, pointer) {
                (Callee::Func(index), _) => self.items.push(Item::Call(*index)),
                (Callee::Runtime(function), _) => self.items.push(Item::Runtime(*function)),
                (Callee::Pointer(_), pointer) => {
                    self.word(encode::jalr(RA, pointer.map_or(ZERO, phys), 0));
                }
            },
            MInst::Reload => self.word(encode::load(LoadKind::Word, LIMIT, MEMORY, LIMIT_AT)),
            MInst::Goto { index, temp, targets } => self.goto(phys(*index), phys(*temp), targets),
            MInst::Branch { cc, a, b, then, other } => self.two_ways(*cc, phys(*a), phys(*b), (*then, *other), next),
            MInst::Jump { to } => self.jump(*to, next),
            MInst::Return { .. } => self.epilogue(),
            MInst::Trap { trap } => {
                let stub = self.stub(Stub::Trap(*trap));
                self.items.push(Item::Jump { to: stub });
            }
        }
    }

    fn jump(&mut self, to: Label, next: Option<Label>) {
        let to = self.targets[to as usize];
        if next != Some(to) {
            self.items.push(Item::Jump { to });
        }
    }

    fn two_ways(&mut self, cc: Cc, a: Phys, b: Phys, (then, other): (Label, Label), next: Option<Label>) {
        let (then, other) = (self.targets[then as usize], self.targets[other as usize]);
        if then == other {
            return self.jump(then, next);
        }
        if next == Some(then) {
            self.branch(cc.inverse(), a, b, other);
        } else {
            self.branch(cc, a, b, then);
            self.jump(other, next);
        }
    }

    fn goto(&mut self, index: Phys, temp: Phys, targets: &[Label]) {
        let Some((default, rest)) = targets.split_last() else { return };
        let table = self.label();
        let add = super::inst::AluOp::Bin(crate::ir::BinOp::Add);
        self.constant(SCRATCH, rest.len() as u32);
        self.branch(Cc::GeU, index, SCRATCH, self.targets[*default as usize]);
        self.imm(ImmOp::Shl, temp, index, 2);
        self.items.push(Item::Upper { rd: SCRATCH, of: table });
        self.word(encode::alu(add, temp, temp, SCRATCH));
        self.items.push(Item::LoadLower { rd: temp, base: temp, of: table });
        self.word(encode::jalr(ZERO, temp, 0));
        let targets = rest.iter().map(|label| self.targets[*label as usize]).collect();
        self.tables.push((table, targets));
    }

    /// Goes to a stub if an address is not a multiple of the width.
    fn guard(&mut self, aligned: bool, bytes: u32, base: Phys, off: i32) -> Option<(Label, Label)> {
        if aligned || bytes == 1 {
            return None;
        }
        let mask = bytes as i32 - 1;
        if off & mask == 0 {
            self.imm(ImmOp::And, SCRATCH, base, mask);
        } else {
            self.imm(ImmOp::Add, SCRATCH, base, off);
            self.imm(ImmOp::And, SCRATCH, SCRATCH, mask);
        }
        let (stub, back) = (self.label(), self.label());
        self.branch(Cc::Ne, SCRATCH, ZERO, stub);
        Some((stub, back))
    }

    /// Stubs and tables.
    fn behind(&mut self) {
        let mut at = 0;
        // Stubs may ask for traps, which are stubs themselves.
        while at < self.stubs.len() {
            let (label, stub) = std::mem::replace(&mut self.stubs[at], (Label::MAX, Stub::Trap(Trap::Unreachable)));
            self.items.push(Item::Bind(label));
            match stub {
                Stub::Trap(trap) => {
                    self.trap(trap);
                    self.stubs[at] = (label, Stub::Trap(trap));
                }
                Stub::IndirectType { found } => {
                    let (empty, other) = (self.stub(Stub::Trap(Trap::UninitializedElement)), self.wrong_type());
                    self.branch(Cc::Eq, found, ZERO, empty);
                    self.items.push(Item::Jump { to: other });
                }
                Stub::Check { addr, end, back } => self.exact_check(addr, end, back),
                Stub::Load { kind, rd, base, off, back } => self.bytewise_load(kind, rd, base, off, back),
                Stub::Store { kind, src, base, off, back } => self.bytewise_store(kind, src, base, off, back),
            }
            at += 1;
        }
        for (label, targets) in std::mem::take(&mut self.tables) {
            self.items.push(Item::Bind(label));
            self.items.extend(targets.into_iter().map(Item::Target));
        }
    }

    fn wrong_type(&mut self) -> Label {
        self.stub(Stub::Trap(Trap::IndirectType))
    }

    fn trap(&mut self, trap: Trap) {
        self.imm(ImmOp::Add, A0, ZERO, trap as i32);
        self.items.push(Item::Runtime(RtFn("zkw_trap")));
    }

    /// The check to the byte, with the limit register as a second scratch register.
    fn exact_check(&mut self, addr: Phys, end: u32, back: Label) {
        let trap = self.stub(Stub::Trap(Trap::Memory));
        self.constant(LIMIT, end);
        self.word(encode::load(LoadKind::Word, SCRATCH, MEMORY, MEMORY_BYTES_AT));
        self.branch(Cc::LtU, SCRATCH, LIMIT, trap);
        self.word(encode::alu(super::inst::AluOp::Bin(crate::ir::BinOp::Sub), SCRATCH, SCRATCH, LIMIT));
        self.word(encode::load(LoadKind::Word, LIMIT, MEMORY, LIMIT_AT));
        self.branch(Cc::GeU, SCRATCH, addr, back);
        self.items.push(Item::Jump { to: trap });
    }

    fn bytewise_load(&mut self, kind: LoadKind, rd: Phys, base: Phys, off: i32, back: Label) {
        let or = super::inst::AluOp::Bin(crate::ir::BinOp::Or);
        let last = kind.bytes() as i32 - 1;
        let first = if kind == LoadKind::S16 { LoadKind::S8 } else { LoadKind::U8 };
        self.word(encode::load(first, rd, base, off + last));
        for at in (0..last).rev() {
            self.imm(ImmOp::Shl, rd, rd, 8);
            self.word(encode::load(LoadKind::U8, SCRATCH, base, off + at));
            self.word(encode::alu(or, rd, rd, SCRATCH));
        }
        self.items.push(Item::Jump { to: back });
    }

    fn bytewise_store(&mut self, kind: StoreKind, src: Phys, base: Phys, off: i32, back: Label) {
        self.word(encode::store(StoreKind::Byte, src, base, off));
        for at in 1..kind.bytes() as i32 {
            self.imm(ImmOp::ShrU, SCRATCH, src, 8 * at);
            self.word(encode::store(StoreKind::Byte, SCRATCH, base, off + at));
        }
        self.items.push(Item::Jump { to: back });
    }
}
